import Evidence
import Quantities
import Testing

@testable import Scorecards

@Suite struct FleetCriteriaTests {
    static let ids = [
        "reconciliation", "edge-drops", "dead-letters", "schema-drift", "connections", "service-level", "scale-out",
        "storm-tail",
    ]

    @Test(arguments: ids) func trialWithoutAFleetHasNoSuchFinding(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        #expect(healthyTrial().findings(criterion).isEmpty)
    }

    @Test(arguments: ids) func healthyFleetIsGreen(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        #expect(fleetTrial().ratings(criterion) == [.green])
    }

    @Test func healthyFleetIsGreenOverall() {
        #expect(Judge.scorecard(of: fleetTrial()).overall == .green)
    }

    @Test(arguments: ["reconciliation", "dead-letters", "schema-drift"])
    func missingFleetAccountIsUnknown(id: String) throws {
        let criterion = try #require(Criterion.all.first { $0.id == id })
        var evidence = fleetTrial()
        evidence.fleetTallies = []
        #expect(evidence.ratings(criterion) == [.unknown])
        evidence = fleetTrial()
        evidence.readers[0].topics.append("alarms")
        #expect(evidence.ratings(criterion) == [.unknown])
    }

    @Test func killedFleetIsNeverGreenOverall() {
        var evidence = fleetTrial()
        evidence.kill()
        (evidence.fleetTallies, evidence.edges, evidence.outages, evidence.scaleOuts) = ([], [], [], [])
        #expect(Judge.scorecard(of: evidence).overall == .unknown)
    }

    @Test func readerOfDeadLettersIsNoLiveReader() {
        var evidence = fleetTrial()
        evidence.readers.append(
            ReaderRecord(name: "morgue", role: "dead-letters", group: "m", members: 1, topics: ["rejects"]))
        #expect(evidence.findings(.liveTail).map(\.subject) == ["dashboard"])
        #expect(evidence.findings(.serviceLevel).map(\.subject) == ["dashboard"])
        #expect(evidence.findings(.stormTail).count == 1)
        #expect(evidence.findings(.loss).map(\.subject) == ["dashboard"])
        var tally = DeliveryTally(reader: "morgue", topic: "rejects")
        (tally.sent, tally.acked, tally.delivered, tally.lost) = (4, 4, 3, 1)
        evidence.tallies.append(tally)
        #expect(evidence.ratings(.loss) == [.green, .red])
    }

    @Test func whatDevicesSentAgainAndReadersFetchedAgainIsSaidAndNotCounted() throws {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].reread = 25
        let finding = try #require(evidence.findings(.repeats).first)
        #expect(finding.rating == .green)
        #expect(
            finding.why.hasSuffix(
                "Not counted: 10 records that devices sent again, 25 deliveries that the reader fetched again itself."))
    }
}

@Suite struct ReconciliationTests {
    @Test(
        arguments: [
            (10_000, Rating.green), (9999, .green), (9998, .yellow), (9970, .yellow), (9969, .red), (10_001, .green),
        ] as [(Int64, Rating)])
    func distinctEventsAreHeldAgainstThoseAcknowledged(distinct: Int64, rating: Rating) {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].distinct = distinct
        #expect(evidence.ratings(.reconciliation) == [rating])
    }

    @Test func surplusIsExplainedAndCapped() throws {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].distinct = 10_003
        let finding = try #require(evidence.findings(.reconciliation).first)
        #expect(finding.value == 1)
        #expect(finding.why.contains("The 3 beyond were never acknowledged and yet delivered."))
    }

    @Test func topicsOfOneReaderAreReconciledTogether() {
        var evidence = fleetTrial()
        evidence.readers[0].topics = ["positions", "trips"]
        var trips = DeliveryTally(reader: "dashboard", topic: "trips")
        (trips.acked, trips.delivered) = (10_000, 10_000)
        evidence.tallies.append(trips)
        var tally = FleetTally(reader: "dashboard", topic: "trips")
        (tally.distinct, tally.expectedDistinct) = (9990, 10_000)
        evidence.fleetTallies.append(tally)
        #expect(evidence.findings(.reconciliation).map(\.value) == [0.9995])
    }

    @Test func tableThatIsNotFinalIsUnknown() {
        var evidence = fleetTrial()
        evidence.tallies[0].isComplete = false
        #expect(evidence.ratings(.reconciliation) == [.unknown])
        evidence = fleetTrial()
        evidence.tallies[0].unread = 1
        #expect(evidence.ratings(.reconciliation) == [.unknown])
        evidence = fleetTrial()
        evidence.fleetTallies[0].distinct = nil
        #expect(evidence.ratings(.reconciliation) == [.unknown])
        evidence = fleetTrial()
        (evidence.fleetTallies[0].distinct, evidence.fleetTallies[0].expectedDistinct) = (0, 0)
        #expect(evidence.ratings(.reconciliation) == [.unknown])
    }
}

@Suite struct EdgeDropsTests {
    @Test(arguments: [(0, Rating.green), (1, .yellow), (50, .yellow), (51, .red)] as [(Int64, Rating)])
    func shareOfMadeEventsIsRated(dropped: Int64, rating: Rating) {
        var evidence = fleetTrial()
        evidence.edges[0].droppedAtEdge = dropped
        #expect(evidence.ratings(.edgeDrops) == [rating])
    }

    @Test func groupThatWasNeverDarkIsLeftOut() {
        var evidence = fleetTrial()
        evidence.edges.append(EdgeRow(group: "cranes"))
        #expect(evidence.findings(.edgeDrops).map(\.subject) == ["ships"])
        evidence.edges[0].made = 0
        #expect(evidence.ratings(.edgeDrops) == [.unknown])
    }

    @Test func dropsAreNotCalledLoss() throws {
        var evidence = fleetTrial()
        evidence.edges[0].droppedAtEdge = 40
        let finding = try #require(evidence.findings(.edgeDrops).first)
        #expect(!(finding.title + finding.shown + finding.why).lowercased().contains("los"))
        #expect(evidence.ratings(.loss) == [.green])
    }
}

@Suite struct DeadLettersTests {
    @Test func nothingAstrayIsGreen() {
        #expect(fleetTrial().findings(.deadLetters).map(\.shown) == ["none astray, 4 dead-lettered"])
    }

    @Test func oneAstrayIsRedWhateverTheWay() {
        for field in [\FleetTally.missed, \.wronged, \.rejected] {
            var evidence = fleetTrial()
            evidence.fleetTallies[0][keyPath: field] += 1
            #expect(evidence.findings(.deadLetters).map(\.value) == [1])
            #expect(evidence.ratings(.deadLetters) == [.red])
        }
    }

    @Test func waysAreNamedApart() {
        var evidence = fleetTrial()
        (evidence.fleetTallies[0].missed, evidence.fleetTallies[0].wronged) = (2, 3)
        evidence.fleetTallies[0].deadLettered = 0
        #expect(
            evidence.findings(.deadLetters).map(\.shown) == ["2 let pass, 3 rejected wrongly, 4 not in rejects"])
    }

    @Test func readerThatDidNotGetToTheEndIsUnknownUnlessRedAlready() {
        var evidence = fleetTrial()
        evidence.tallies[0].unread = 9
        #expect(evidence.ratings(.deadLetters) == [.unknown])
        evidence.fleetTallies[0].missed = 1
        #expect(evidence.ratings(.deadLetters) == [.red])
    }
}

@Suite struct SchemaDriftTests {
    @Test(arguments: [(0, Rating.green), (1, .yellow), (5, .yellow), (6, .red)] as [(Int64, Rating)])
    func shareOfDistinctRecordsIsRated(unreadable: Int64, rating: Rating) {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].unreadable = unreadable
        #expect(evidence.ratings(.schemaDrift) == [rating])
    }

    @Test func reasonsAreGiven() throws {
        var evidence = fleetTrial()
        evidence.fleetTallies[0].unreadable = 3
        evidence.fleetTallies[0].unreadableReasons = ["fuel: a number", "rpm: present"]
        let finding = try #require(evidence.findings(.schemaDrift).first)
        #expect(finding.why.contains("It expected: fuel: a number; rpm: present."))
    }

    @Test func nothingDeliveredIsUnknown() {
        var evidence = fleetTrial()
        evidence.tallies[0].delivered = 0
        #expect(evidence.ratings(.schemaDrift) == [.unknown])
    }
}
