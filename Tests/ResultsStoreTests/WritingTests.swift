import Evidence
import Foundation
import Quantities
import ResultsStore
import Scorecards
import Testing

struct WritingTests {
    let folder: ResultsFolder
    let store: ResultsStore
    let trial = SampleTrial()

    init() throws {
        folder = try ResultsFolder()
        store = try folder.store()
    }

    @Test func everythingStoredComesBack() throws {
        try trial.run(in: store)
        let evidence = try store.evidence(of: trial.id)
        #expect(evidence.manifest == trial.finished)
        #expect(evidence.phases == trial.phases)
        #expect(evidence.readers == trial.readers)
        #expect(evidence.bands == trial.bands)
        let batches = (0..<trial.seconds).map(trial.batch)
        #expect(evidence.production == batches.flatMap(\.production))
        #expect(evidence.deliveries == batches.flatMap(\.deliveries))
        #expect(evidence.lag == batches.flatMap(\.lag))
        #expect(evidence.host == batches.flatMap(\.host))
        #expect(evidence.incidents == trial.account.incidents)
        #expect(evidence.tallies == trial.account.tallies)
        #expect(evidence.partitions == trial.account.partitions)
        #expect(evidence.gaps == trial.account.gaps)
        #expect(evidence.catchUps == trial.account.catchUps)
        #expect(evidence.honesty == trial.account.honesty)
    }

    @Test func everythingOfTheFleetComesBack() throws {
        try trial.run(in: store)
        let evidence = try store.evidence(of: trial.id)
        #expect(evidence.manifest.serviceLevel?.share == 0.999)
        #expect(evidence.readers.map(\.deadLetters) == ["rejects", nil])
        #expect(evidence.readers.map(\.upserts) == [true, false])
        #expect(evidence.readers.map(\.schema) == ["v2", nil])
        #expect(evidence.connections == (0..<trial.seconds).flatMap { trial.batch($0).connections })
        #expect(evidence.fleetTallies == trial.account.fleetTallies)
        #expect(evidence.edges == trial.account.edges)
        #expect(evidence.outages == trial.account.outages)
        #expect(evidence.scaleOuts == trial.account.scaleOuts)
    }

    @Test func aSecondAccountReplacesTheFirst() throws {
        try trial.run(in: store)
        var account = trial.account
        account.edges.removeLast()
        account.scaleOuts.removeLast()
        try store.finish(trial.finished, account: account)
        let evidence = try store.evidence(of: trial.id)
        #expect(evidence.edges == account.edges)
        #expect(evidence.scaleOuts == account.scaleOuts)
        #expect(evidence.fleetTallies == account.fleetTallies)
        #expect(evidence.outages == account.outages)
    }

    @Test func everyLatencyRowComesBackExactly() throws {
        try trial.run(in: store)
        let stored = try store.evidence(of: trial.id).latencies
        let written = (0..<trial.seconds).flatMap { trial.batch($0).latencies }
        #expect(stored.count == written.count)
        for row in written {
            let same = try #require(
                stored.first {
                    $0.second == row.second && $0.phase == row.phase && $0.kind == row.kind && $0.reader == row.reader
                })
            #expect(same.histogram == row.histogram)
            #expect(same.histogram.maximum == row.histogram.maximum)
        }
    }

    @Test func theSameSecondTwiceIsRefusedAsAWhole() throws {
        try trial.run(in: store, until: 2)
        var batch = trial.batch(2)
        batch.deliveries += batch.deliveries
        #expect(throws: ResultsError.self) { try store.append(batch, to: trial.id) }
        #expect(try store.evidence(of: trial.id).production.map(\.second) == [0, 1])
    }

    @Test func whatWasAskedInASecondThatIsThereIsAddedToIt() throws {
        try trial.run(in: store, until: 2)
        let before = try store.evidence(of: trial.id).production
        var asked = try #require(before.first)
        asked = ProductionRow(second: asked.second, phase: asked.phase)
        asked.asked = 5
        var batch = SecondBatch()
        batch.production = [asked]
        try store.append(batch, to: trial.id)
        var expected = before
        expected[0].asked += 5
        #expect(try store.evidence(of: trial.id).production == expected)

        // Anything but what was asked belongs to a second of its own.
        batch.production[0].sent = 1
        #expect(throws: ResultsError.self) { try store.append(batch, to: trial.id) }
    }

    @Test func theLastLagSampleOfASecondCounts() throws {
        try trial.run(in: store, until: 1)
        var batch = SecondBatch()
        batch.lag = [LagRow(second: 0, reader: "report", topic: "positions", committedLag: [77], positionLag: [nil])]
        try store.append(batch, to: trial.id)
        let rows = try store.evidence(of: trial.id).lag.filter { $0.reader == "report" }
        #expect(rows == batch.lag)
    }

    @Test func aTrialIsBegunOnce() throws {
        try trial.run(in: store, until: 0)
        let error = #expect(throws: ResultsError.self) { try trial.run(in: store, until: 0) }
        #expect(error?.code == .duplicateTrial)
    }

    @Test func secondsOfAnUnknownTrialAreRefused() throws {
        let error = #expect(throws: ResultsError.self) { try store.append(trial.batch(0), to: "nobody") }
        #expect(error?.code == .unknownTrial)
    }

    @Test func actualPhasesReplacePlannedOnes() throws {
        try trial.run(in: store, until: 0)
        var phases = trial.phases
        phases[2].end = .seconds(99)
        try store.updatePhases(phases, of: trial.id)
        #expect(try store.evidence(of: trial.id).phases == phases)
    }

    @Test func aSecondRatingReplacesTheFirst() throws {
        try trial.run(in: store)
        var scorecard = trial.scorecard
        scorecard.overall = .red
        try store.storeRating(scorecard)
        #expect(try store.trials().map(\.rating) == [.red])
    }

    @Test func aFailedTrialKeepsItsReason() throws {
        try trial.run(in: store, until: 1)
        var manifest = trial.finished
        (manifest.state, manifest.reason) = (.failed, "the topic was deleted")
        try store.finish(manifest, account: TrialAccount())
        let evidence = try store.evidence(of: trial.id)
        #expect(evidence.manifest == manifest)
        #expect(evidence.phases == trial.phases)
        #expect(evidence.honesty == nil)
    }
}
