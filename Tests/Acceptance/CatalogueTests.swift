import Foundation
import TestSupport
import Testing

/// Every bundled scenario on the cluster inside the process, at its smallest, or its own word for why that cannot be.
///
/// Nothing is asked of speed, which is the machine's: only that what was sent is accounted for. So nothing waits for
/// these, and they wait for nothing.
struct CatalogueTests {
    static let names: [String] = {
        let folder = RepositoryRoot.url.appending(path: "Scenarios").path
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
                .map { String($0.dropLast(5)) }.sorted()
        } catch {
            preconditionFailure("\(folder): \(error)")
        }
    }()

    /// What a scorecard may end with; anything else is a failure of the program or of the scenario.
    private static let ratings: Set<Int32> = [0, 10, 20, 30]

    /// Smoke runs at a time: they mostly wait for their own phases.
    private static let atATime = 3

    @Test func theSmallestRunsAreAccountedFor() async throws {
        #expect(Self.names.count >= 22)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, name) in Self.names.enumerated() {
                if index >= Self.atATime { try await group.next() }
                group.addTask { try await expectAccounted(name) }
            }
            try await group.waitForAll()
        }
    }

    private func expectAccounted(_ name: String) async throws {
        let place = try Workplace()
        let file = RepositoryRoot.url.appending(path: "Scenarios/\(name).yaml").path
        let run = try await place.run(
            "run", file, "--smoke", "--json", "--report", "md", within: .seconds(240))
        if try String(contentsOfFile: file, encoding: .utf8).contains("real_cluster:") {
            #expect(run.status == 65)
            #expect(run.standardError.contains("it needs a real cluster"))
            return
        }
        #expect(Self.ratings.contains(run.status), "\(name) ended with \(run.status): \(run.standardError)")
        let report = try run.report
        #expect(report.scorecard.trial.state == "finished")
        #expect(!report.ledger.isEmpty)
        for tally in report.ledger {
            #expect(tally.sent > 0 || tally.topic.contains("dead"), "\(name): \(tally)")
            #expect(tally.lost == 0, "\(name): \(tally)")
            #expect(tally.corrupted == 0, "\(name): \(tally)")
            #expect(tally.rejected + tally.indeterminate == 0, "\(name): \(tally)")
            #expect(tally.acked == tally.delivered + tally.unread, "\(name): \(tally)")
        }
    }
}
