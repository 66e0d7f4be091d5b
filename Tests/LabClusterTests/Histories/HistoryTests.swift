import Foundation
import TestSupport
import Testing

@testable import LabCluster

/// Random histories of everything that clients do, against a model: each answer has to be the model's.
///
/// `SEATRIAL_HISTORIES=10000` tries so many seeds instead of a hundred (`make test-histories`).
@Suite(.serialized) struct HistoryTests {
    private static let seeds = ProcessInfo.processInfo.environment["SEATRIAL_HISTORIES"].flatMap(UInt64.init) ?? 100

    /// Histories that share a cluster, one after the other.
    private static let together: UInt64 = 500

    /// Tries the seeds that belong to a kind of cluster; ends with the first few that fail.
    private static func tryAll(
        _ seeds: [UInt64], on makeSubject: () async throws -> HistorySubject
    ) async throws -> [FailedHistory] {
        var failures: [FailedHistory] = []
        for first in stride(from: 0, to: seeds.count, by: Int(together)) {
            let subject = try await makeSubject()
            for seed in seeds[first..<min(first + Int(together), seeds.count)] where failures.count < 3 {
                if let failure = try await HistoryTrial.failure(of: seed, on: subject) { failures.append(failure) }
            }
            await subject.end()
        }
        return failures
    }

    @Test func answersAreThoseOfTheModel() async throws {
        let seeds = (0..<Self.seeds).filter { $0 % 4 != 3 }
        for failure in try await Self.tryAll(seeds, on: { try await HistorySubject.lab() }) {
            Issue.record("\(failure)")
        }
    }

    @Test func answersAreThoseOfTheModelWhereFollowersLag() async throws {
        let seeds = (0..<Self.seeds).filter { $0 % 4 == 3 }
        for failure in try await Self.tryAll(seeds, on: { try await HistorySubject.lab(lags: true) }) {
            Issue.record("\(failure)")
        }
    }

    /// That the model would find it if the cluster were wrong: each of these is found within a few seeds.
    @Test(arguments: [
        "lose-acked:p=0.1", "store-twice:p=0.1", "alter-values:p=0.1", "repeats-stored", "gaps-taken",
        "old-epochs-taken", "aborted-visible", "open-visible", "commit-aborts", "no-fencing",
        "transactional-offsets-dropped", "commits-of-strangers", "commits-lost", "empty-assignments",
        "deleted-records-stay", "batch-skipped", "time-finds-the-start",
    ])
    func defectsOfTheLabAreFound(defect: String) async throws {
        let subject = try await HistorySubject.lab(defects: [DefectSetting(defect)])
        var isFound = false
        for seed in 0..<UInt64(100) where !isFound {
            isFound = try await HistoryTrial.failure(of: seed, on: subject, shrinks: false) != nil
        }
        let strikes = try await subject.lab?.strikes.values.reduce(0, +) ?? 0
        await subject.end()
        #expect(isFound)
        #expect(strikes > 0)
    }

    /// The model itself: what it says of logs, transactions and offsets is what Apache Kafka answers.
    @Test(.requiresKafka, .oneAtATime)
    func modelIsRightAboutApacheKafka() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let seeds = (0..<max(5, Self.seeds / 20)).map(\.self)
        for failure in try await Self.tryAll(seeds, on: { try await HistorySubject.kafka(cluster.bootstrap) }) {
            Issue.record("\(failure)")
        }
    }
}
