import Foundation
import TestSupport
import Testing

/// Targets that cannot be reached: the program says so in bounded time, with what to do, and stores nothing.
@Suite(.oneAtATime)
struct UnreachableTargetTests {
    /// The longest that anyone waits for an answer that does not come; this bound is promised.
    static let promise = Duration.seconds(15)

    @Test func closedPortIsReportedWithinThePromisedTime() async throws {
        let place = try Workplace()
        let run = try await place.run(.short, on: "127.0.0.1:1", within: Self.promise)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("127.0.0.1:1"))
        #expect(run.standardError.contains("check host and port in bootstrap"))
        #expect(run.standardOutput.isEmpty)
        #expect(try await place.trials().isEmpty)
    }

    @Test func unresolvableHostIsReportedWithinThePromisedTime() async throws {
        let place = try Workplace()
        // RFC 6761: no name server knows a name below .invalid.
        let run = try await place.run(.short, on: "cluster.invalid:9092", within: Self.promise)
        #expect(run.status == 69, "\(run.allOutput)")
        #expect(run.standardError.contains("cluster.invalid"))
        #expect(run.standardError.contains("Check the host name in bootstrap"))
    }

    @Test func doctorSaysWhichStepFailedAndWhatToDo() async throws {
        let place = try Workplace()
        let check = try await place.run("targets", "check", "--target", "127.0.0.1:1", "--json", within: Self.promise)
        #expect(check.status == 69)
        let steps = try JSONDecoder().decode([Step].self, from: Data(check.standardOutput.utf8))
        let connect = try #require(steps.first { $0.name == "connect" })
        #expect(connect.outcome == "failed")
        #expect((connect.detail + (connect.advice ?? "")).contains("check host and port in bootstrap"))
        #expect(steps.last?.outcome == "skipped")
    }

    private struct Step: Decodable {
        var name: String
        var outcome: String
        var detail: String
        var advice: String?
    }
}
