import Foundation
import TestSupport
import Testing

/// A results file on a disk that fills up while a trial runs.
@Suite(.oneAtATime)
struct FullDiskTests {
    @Test(.enabled(if: SmallDisk.canBeMade, "a disk of a megabyte takes a user who may mount one"))
    func diskThatFillsUpEndsTheTrialAndKeepsItsSeconds() async throws {
        let place = try Workplace()
        let disk = try await SmallDisk(at: place.folder.file("Reports"))
        let failure: (any Error)?
        do {
            try await fillInMidTrial(disk, place)
            failure = nil
        } catch {
            failure = error
        }
        try await disk.unmount()
        if let failure { throw failure }
    }

    private func fillInMidTrial(_ disk: SmallDisk, _ place: Workplace) async throws {
        let trial = try place.start(
            Story("full").reader("dashboard").phase("steady", "60s"), on: "embedded", ["--reports", "cards"])
        try await place.waitUntilStored(seconds: 3, of: trial)
        try disk.fill()
        let run = try await trial.finish(within: .seconds(40))
        #expect(run.status == 70, "\(run.allOutput)")
        #expect(run.standardError.contains("the disk is full"), "\(run.standardError)")
        #expect(run.standardError.contains("free some space"))

        // The disk is as full as before.
        let listed = try #require(try await place.trials().first)
        #expect(listed.storedSeconds >= 3)
        #expect(["failed", "interrupted"].contains(listed.manifest.state))
        let card = try await place.run("scorecard", "--json", "--reports", "cards")
        #expect([20, 30].contains(card.status), "\(card.allOutput)")
        let seconds = try card.report.series.sent.prefix(3).map { $0 ?? 0 }
        #expect(seconds.count == 3 && seconds.allSatisfy { abs($0 - 500) <= 60 }, "\(seconds)")
    }
}
