import Foundation
import TestSupport
import Testing

/// A cluster with passwords and rights: refusals are explained, and a password is never written anywhere.
@Suite(.requiresKafka, .oneAtATime)
struct GuardedClusterTests {
    static let password = "pa55word-of-the-fleet"

    /// One broker for the suite; the end of the run stops it.
    private static let cluster = Task {
        let cluster = try await KafkaCluster.start(
            saslUsers: ["fleet": password, "guest": password, "writer": password], superUsers: ["fleet"])
        let granted = try await cluster.run(
            tool: "kafka-acls.sh",
            [
                "--bootstrap-server", cluster.bootstrap, "--add", "--allow-principal", "User:writer", "--operation",
                "All", "--topic", "*",
            ])
        guard granted.status == 0 else { throw WorkplaceError(description: granted.allOutput) }
        return cluster
    }

    /// Runs the short story as this user, whose password is in the environment.
    private func run(as user: String, password: String, in place: Workplace, _ more: [String] = []) async throws
        -> FinishedProcess
    {
        let cluster = try await Self.cluster.value
        try place.folder.write(
            """
            targets:
              guarded:
                bootstrap: "\(cluster.saslBootstrap)"
                properties:
                  security.protocol: SASL_PLAINTEXT
                  sasl.mechanism: PLAIN
                  sasl.username: \(user)
                  sasl.password: ${env:FLEET_PASSWORD}

            """, to: "targets.yaml")
        return try await place.run(.short, on: "guarded", more, environment: ["FLEET_PASSWORD": password])
    }

    @Test func wrongPasswordIsRefusedWithAdvice() async throws {
        let place = try Workplace()
        let run = try await run(as: "fleet", password: "not-the-passw0rd", in: place)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("Check sasl.username, sasl.password and sasl.mechanism"))
        #expect(try holders(of: "not-the-passw0rd", in: place, run) == [])
    }

    @Test func missingRightOnTopicsIsRefusedWithAdvice() async throws {
        let place = try Workplace()
        let run = try await run(as: "guest", password: Self.password, in: place)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("Grant this user"), "\(run.standardError)")
        #expect(try holders(of: Self.password, in: place, run) == [])
    }

    @Test func missingRightOnGroupsIsRefusedWithAdvice() async throws {
        let place = try Workplace()
        let run = try await run(as: "writer", password: Self.password, in: place)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("Grant this user Read on the consumer groups"), "\(run.standardError)")
        let topics = try await Self.cluster.value.run(
            tool: "kafka-topics.sh", ["--bootstrap-server", Self.cluster.value.bootstrap, "--list"])
        #expect(!topics.standardOutput.contains("seatrial.events"), "the topic of the refused trial was left behind")
    }

    @Test func passwordIsWrittenNowhere() async throws {
        let place = try Workplace()
        let run = try await run(as: "fleet", password: Self.password, in: place, ["--report", "html,md,json,terminal"])
        #expect(run.status == 0, "\(run.standardError)")
        #expect(try run.report.tally("dashboard")?.isClosed == true)
        #expect(try holders(of: Self.password, in: place, run) == [])
        // The search finds what is there: the user's name is no secret.
        #expect(try holders(of: "guarded", in: place, run).contains("seatrial.sqlite"))
    }

    /// Which of the files that a run left, and of its streams, hold these words.
    private func holders(of words: String, in place: Workplace, _ run: FinishedProcess) throws -> [String] {
        var holders: [String] = []
        if run.standardOutput.contains(words) { holders.append("standard output") }
        if run.standardError.contains(words) { holders.append("standard error") }
        let paths = try FileManager.default.subpathsOfDirectory(atPath: place.folder.url.path)
        for path in paths {
            let file = place.folder.file(path)
            guard !file.hasDirectoryPath, let bytes = FileManager.default.contents(atPath: file.path) else { continue }
            if bytes.range(of: Data(words.utf8)) != nil { holders.append(file.lastPathComponent) }
        }
        return holders
    }
}
