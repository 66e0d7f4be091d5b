import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct AccountTests {
    @Test(arguments: [Criterion.loss.id, "repeats", "order", "corruption"])
    func missingAccountIsUnknown(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        var evidence = healthyTrial()
        evidence.tallies = []
        #expect(evidence.ratings(criterion) == [.unknown])
        evidence.readers = []
        #expect(evidence.ratings(criterion) == [.unknown])
    }

    @Test(arguments: ["loss", "repeats", "order", "corruption"])
    func accountWithoutOneOfItsTopicsIsUnknown(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        var evidence = healthyTrial()
        evidence.readers[0].topics = ["positions", "alarms"]
        let finding = try #require(evidence.findings(criterion).first)
        #expect(finding.rating == .unknown)
        #expect(finding.why.contains("alarms"))
    }

    @Test(arguments: ["loss", "repeats", "order", "corruption"])
    func readerThatGotNothingIsUnknown(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        var evidence = healthyTrial()
        evidence.tallies = [DeliveryTally(reader: "dashboard", topic: "positions")]
        #expect(evidence.ratings(criterion) == [.unknown])
    }
}

@Suite struct LossTests {
    @Test(arguments: [(0, Rating.green), (1, .red)] as [(Int64, Rating)])
    func oneLostEventIsRed(lost: Int64, rating: Rating) {
        var evidence = healthyTrial()
        evidence.tallies[0].lost = lost
        #expect(evidence.ratings(.loss) == [rating])
    }

    @Test func topicOfTheLossIsNamed() throws {
        var evidence = healthyTrial()
        evidence.readers[0].topics = ["positions", "alarms"]
        var tally = DeliveryTally(reader: "dashboard", topic: "alarms")
        (tally.acked, tally.delivered, tally.lost) = (10, 8, 2)
        evidence.tallies.append(tally)
        let finding = try #require(evidence.findings(.loss).first)
        #expect(finding.value == 2)
        #expect(finding.why.contains("(2 in alarms)"))
    }

    @Test func unreadEventsMakeLossUnknown() {
        var evidence = healthyTrial()
        evidence.tallies[0].unread = 1
        #expect(evidence.ratings(.loss) == [.unknown])
        evidence.tallies[0].lost = 1
        #expect(evidence.ratings(.loss) == [.red])
    }

    @Test(arguments: [(CatchUp.Verdict.drained, Rating.unknown), (.unfinished, .yellow), (.willNotDrain, .yellow)])
    func backlogOfACatchUpExplainsUnreadEventsWithoutProvingThemSafe(verdict: CatchUp.Verdict, rating: Rating) {
        var evidence = healthyTrial()
        evidence.addCatchUp(verdict: verdict)
        evidence.tallies[1].unread = 500
        #expect(evidence.ratings(.loss) == [.green, rating])
    }

    @Test func ambiguousEventsAreReportedAndNotRated() throws {
        var evidence = healthyTrial()
        evidence.tallies[0].ambiguous = 4
        let finding = try #require(evidence.findings(.loss).first)
        #expect(finding.rating == .green)
        #expect(finding.why.contains("4 were never acknowledged and yet delivered"))
    }
}

@Suite struct RepeatsTests {
    private func trial(repeated: Int64, isIdempotent: String? = "false") -> TrialEvidence {
        var evidence = healthyTrial()
        evidence.tallies[0].repeated = repeated
        evidence.honesty?.durability["enable.idempotence"] = isIdempotent
        return evidence
    }

    @Test(arguments: [(0, Rating.green), (1, .yellow), (5, .yellow), (6, .red)] as [(Int64, Rating)])
    func atLeastOnceAllowsSome(repeated: Int64, rating: Rating) {
        #expect(trial(repeated: repeated).ratings(.repeats) == [rating])
        #expect(trial(repeated: repeated, isIdempotent: nil).ratings(.repeats) == [rating])
    }

    @Test func idempotentProducerAndASteadyGroupAllowNone() {
        #expect(trial(repeated: 0, isIdempotent: "true").ratings(.repeats) == [.green])
        #expect(trial(repeated: 1, isIdempotent: "true").ratings(.repeats) == [.red])
    }

    @Test func settingsOfTheProducerTellIdempotenceToo() {
        var evidence = trial(repeated: 1, isIdempotent: nil)
        evidence.honesty?.clientSettings["producer 0"] = ["enable.idempotence": "true"]
        #expect(evidence.ratings(.repeats) == [.red])
    }

    @Test(arguments: [
        (0.0, "dashboard[0]: 4 partitions assigned", Rating.red), (20, "dashboard[0]: 4 partitions revoked", .yellow),
        (20, "archive[0]: 4 partitions revoked", .red), (20, "4 partitions revoked", .yellow),
        (60, "dashboard[0]: 4 partitions revoked", .red),
    ])
    func rebalanceOfTheReaderUnderLoadExplainsRepeats(at: Double, text: String, rating: Rating) {
        var evidence = trial(repeated: 1, isIdempotent: "true")
        evidence.addCatchUp()
        evidence.deliveries = [DeliveryRow(second: 49, phase: 1, reader: "dashboard")]
        evidence.incidents = [Incident(at: .seconds(at), kind: "rebalance", text: text)]
        #expect(evidence.ratings(.repeats).first == rating)
    }

    @Test func bandsOfTheScenarioAreOverTheSettings() {
        var evidence = trial(repeated: 1, isIdempotent: "true")
        evidence.bands = [BandsRecord(criterion: "repeats", green: 0.01, yellow: 0.02)]
        #expect(evidence.ratings(.repeats) == [.green])
    }
}

@Suite struct OrderTests {
    @Test(
        arguments: [
            (0, "true", "5", Rating.green), (1, "true", "5", .red), (1, "false", "1", .red), (1, "false", "5", .yellow),
            (1_000_000, "false", "5", .yellow), (0, "false", "5", .green),
        ] as [(Int64, String, String, Rating)])
    func settingsDecideWhatIsAllowed(outOfOrder: Int64, isIdempotent: String, inFlight: String, rating: Rating) {
        var evidence = healthyTrial()
        evidence.tallies[0].outOfOrder = outOfOrder
        evidence.honesty?.durability = ["enable.idempotence": isIdempotent, "max.in.flight": inFlight]
        #expect(evidence.ratings(.order) == [rating])
    }
}

@Suite struct CorruptionTests {
    @Test(arguments: [(0, Rating.green), (1, .red)] as [(Int64, Rating)])
    func oneCorruptedRecordIsRed(corrupted: Int64, rating: Rating) {
        var evidence = healthyTrial()
        evidence.tallies[0].corrupted = corrupted
        #expect(evidence.ratings(.corruption) == [rating])
    }
}
