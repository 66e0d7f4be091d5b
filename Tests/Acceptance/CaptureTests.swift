import Foundation
import TestSupport
import Testing

/// Captures on a cluster with rights: what they need, what they leave behind on it (nothing), and what they write down.
@Suite(.requiresKafka, .oneAtATime)
struct CaptureTests {
    private static let password = "pa55word-of-the-auditor"

    /// What the tests look at in a capture's summary.
    private struct Summary: Decodable {
        struct Topic: Decodable {
            var name: String
            var partitions: Int
            var events: Int64
            var maxValueBytes: Int?
            var groups: Int
        }

        var ending: String
        var events: Int64
        var keys: Int
        var gaps: Int
        var unread: Int64
        var batches: Int64
        var codecs: [String]
        var topics: [Topic]
        var notes: [String]
    }

    /// A cluster that nobody has used: not even its internal topics are there.
    ///
    /// The auditor may Read and Describe `orders`, and Describe `sealed`; nothing else.
    private static let cluster = Task {
        let cluster = try await KafkaCluster.start(
            properties: [
                "auto.create.topics.enable": "true"
            ], saslUsers: ["auditor": password], superUsers: [])
        for (topic, rights) in [("orders", ["Read", "Describe"]), ("sealed", ["Describe"])] {
            try await cluster.createTopic(topic, partitions: 2)
            let granted = try await cluster.run(
                tool: "kafka-acls.sh",
                ["--bootstrap-server", cluster.bootstrap, "--add", "--allow-principal", "User:auditor"]
                    + rights.flatMap { ["--operation", $0] } + ["--topic", topic])
            guard granted.status == 0 else { throw WorkplaceError(description: granted.allOutput) }
        }
        try await write(["truck-7\tposition-of-truck-7", "truck-8\tposition-of-truck-8"], to: "sealed", on: cluster)
        return cluster
    }

    private static func write(_ lines: [String], to topic: String, on cluster: KafkaCluster) async throws {
        let written = try await cluster.run(
            tool: "kafka-console-producer.sh",
            ["--bootstrap-server", cluster.bootstrap, "--topic", topic, "--property", "parse.key=true"],
            input: lines.joined(separator: "\n") + "\n")
        guard written.status == 0 else { throw WorkplaceError(description: written.allOutput) }
    }

    /// Topics, then groups.
    private func footprint() async throws -> [String] {
        let cluster = try await Self.cluster.value
        let topics = try await cluster.run(
            tool: "kafka-topics.sh", ["--bootstrap-server", cluster.bootstrap, "--list"])
        let groups = try await cluster.run(
            tool: "kafka-consumer-groups.sh", ["--bootstrap-server", cluster.bootstrap, "--list"])
        #expect(topics.status == 0 && groups.status == 0)
        return [topics.standardOutput, groups.standardOutput]
    }

    /// Starts a capture as the auditor.
    private func start(_ arguments: [String], in place: Workplace) async throws -> ChildProcess {
        let cluster = try await Self.cluster.value
        try place.folder.write(
            """
            targets:
              guarded:
                bootstrap: "\(cluster.saslBootstrap)"
                properties:
                  security.protocol: SASL_PLAINTEXT
                  sasl.mechanism: PLAIN
                  sasl.username: auditor
                  sasl.password: ${env:AUDITOR_PASSWORD}

            """, to: "targets.yaml")
        return try SeatrialBinary.start(
            ["capture", "--target", "guarded", "--json"] + arguments, environment: ["AUDITOR_PASSWORD": Self.password],
            in: place.folder.url)
    }

    private func run(_ arguments: [String], in place: Workplace) async throws -> FinishedProcess {
        try await start(arguments, in: place).finish(within: .seconds(60))
    }

    private func summary(_ run: FinishedProcess) throws -> Summary {
        try JSONDecoder().decode(Summary.self, from: Data(run.standardOutput.utf8))
    }

    /// The files below the workplace that hold these words.
    private func holders(of words: String, in place: Workplace) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: place.folder.url.path).filter { path in
            FileManager.default.contents(atPath: place.folder.file(path).path)?.range(of: Data(words.utf8)) != nil
        }
    }

    @Test func readAndDescribeOnTheTopicSufficeAndNothingIsLeftOnTheCluster() async throws {
        let cluster = try await Self.cluster.value
        let before = try await footprint()
        #expect(!before[0].contains("__consumer_offsets"))
        let place = try Workplace()
        let capture = try await start(["--topic", "orders", "--for", "10m", "--out", "a.trace"], in: place)
        try await capture.waitForLine(containing: "capturing", in: .standardError, within: .seconds(30))
        try await Self.write(
            (0..<200).map { "truck-\($0 % 10)\tposition-of-a-truck" }, to: "orders", on: cluster)
        try await capture.waitForLine(containing: "200 events", in: .standardError, within: .seconds(30))
        capture.signal(SIGINT)
        let run = try await capture.finish(within: .seconds(30))
        #expect(run.status == 130, "\(run.allOutput)")
        let summary = try summary(run)
        #expect(summary.ending == "interrupted")
        #expect((summary.events, summary.keys, summary.gaps, summary.unread) == (200, 10, 0, 0))
        #expect(summary.topics.map(\.name) == ["orders"])
        #expect(summary.notes.contains { $0.contains("no consumer group can be seen") }, "\(summary.notes)")
        // The wire client logs in with the same rights.
        #expect((summary.batches > 0, summary.codecs) == (true, ["none"]), "\(summary.notes)")
        #expect(try await footprint() == before)

        #expect(FileManager.default.fileExists(atPath: place.folder.file("a.trace").path))
        #expect(!FileManager.default.fileExists(atPath: place.folder.file("a.trace.partial").path))
        // Neither payloads nor keys nor secrets are written down; the topic's name is.
        for words in ["position-of", "truck-", Self.password] { #expect(try holders(of: words, in: place) == []) }
        #expect(try holders(of: "orders", in: place) == ["a.trace"])
    }

    @Test func whoMayDoEverythingLeavesNothingEither() async throws {
        // Nothing stops this user from making groups and topics: only the capture itself does.
        let cluster = try await Self.cluster.value
        let before = try await footprint()
        let run = try await Workplace().run(
            "capture", "--target", cluster.bootstrap, "--topic", "orders", "--for", "3s", "--json")
        #expect(run.status == 0, "\(run.allOutput)")
        #expect(try summary(run).ending == "complete")
        let after = try await footprint()
        #expect(after == before)
        #expect(!after[0].contains("__consumer_offsets"))
    }

    @Test func pastWindowIsCapturedToItsEnd() async throws {
        let cluster = try await Self.cluster.value
        try await Self.write((0..<50).map { "key\t\($0)" }, to: "orders", on: cluster)
        let place = try Workplace()
        let run = try await run(["--topic", "ord.*", "--from", "-1h", "--out", "b.trace"], in: place)
        #expect(run.status == 0, "\(run.allOutput)")
        let summary = try summary(run)
        #expect(summary.ending == "complete")
        #expect(summary.events >= 50)
        #expect(summary.events == (try await cluster.logEnds(of: "orders")).values.reduce(0, +))
    }

    @Test func missingRightToReadIsRefusedWithAdviceAndNothingIsLeft() async throws {
        let place = try Workplace()
        let run = try await run(["--topic", "sealed", "--from", "-1h", "--out", "c.trace"], in: place)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("Grant this user Read and Describe on the topics"), "\(run.allOutput)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.url.path) == ["targets.yaml"])
    }

    @Test func unknownTopicIsAnsweredWithTheNearestNameAndNotCreated() async throws {
        let before = try await footprint()
        let place = try Workplace()
        let run = try await run(["--topic", "ordesr", "--for", "10s"], in: place)
        #expect(run.status == 65, "\(run.allOutput)")
        #expect(run.standardError.contains("did you mean 'orders'?"), "\(run.allOutput)")
        #expect(try await footprint() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.url.path) == ["targets.yaml"])
    }

    @Test func fileThatIsThereIsNotReplaced() async throws {
        let place = try Workplace()
        try place.folder.write("precious", to: "d.trace")
        let run = try await run(["--topic", "orders", "--for", "10s", "--out", "d.trace"], in: place)
        #expect(run.status == 65, "\(run.allOutput)")
        #expect(try String(contentsOf: place.folder.file("d.trace"), encoding: .utf8) == "precious")
    }
}

/// Mistakes on the command line, found before any cluster is asked.
struct CaptureUsageTests {
    @Test(
        arguments: [
            ([], "Missing expected argument '--topic"),
            (["--topic", "a"], "--for 10m captures from now on"),
            (["--topic", "a", "--for", "10m", "--from", "-1h"], "name one of them"),
            (["--topic", "a", "--for", "10"], "--for 10: a time with its unit"),
            (["--topic", "a", "--for", "1m", "--to", "now"], "--to now belongs to --from"),
            (["--topic", "a", "--from", "yesterday"], "--from yesterday: a time with its zone"),
            (["--topic", "a", "--for", "1m", "--limit", "fast"], "--limit fast"),
            (["--topic", "a", "--for", "1m", "--keys", "0"], "--keys 0"),
            (["--topic", "a", "--for", "1m"], "the embedded target has no traffic of its own"),
        ] as [([String], String)])
    func mistakeIsNamed(arguments: [String], said: String) async throws {
        let place = try Workplace()
        let run = try await place.run(["capture"] + arguments)
        #expect(run.status == 64, "\(run.allOutput)")
        #expect(run.standardError.contains(said), "\(run.standardError)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.url.path) == [])
    }

    @Test(
        arguments: [
            (["--from", "-1h", "--to", "-2h"], 65, "--from must be before --to"),
            (["--from", "-1h", "--to", "2090-01-01T00:00:00Z"], 65, "ends in the future"),
        ] as [([String], Int32, String)])
    func impossibleWindowIsRefused(arguments: [String], status: Int32, said: String) async throws {
        let run = try await Workplace().run(["capture", "--target", "127.0.0.1:1", "--topic", "a"] + arguments)
        #expect(run.status == status, "\(run.allOutput)")
        #expect(run.standardError.contains(said), "\(run.standardError)")
    }

    @Test func unreachableTargetIsSaidSo() async throws {
        let run = try await Workplace().run("capture", "--target", "127.0.0.1:1", "--topic", "a", "--for", "5s")
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("127.0.0.1:1"), "\(run.standardError)")
    }
}
