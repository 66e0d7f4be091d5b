import Evidence
import Quantities
import ScenarioModel
import TestSupport
import Testing

@testable import Trials

/// What readers do in a whole trial: crash, take on members, look into values.
@Suite(.oneAtATime)
struct ReaderTrialTests {
    private func scenario(
        _ name: String, partitions: Int = 4, rate: Double = 1000, payload: Payload = Payload(), readers: [Reader],
        phases: [(String, Double)]
    ) -> Scenario {
        Scenario(
            name: name, topics: [Topic(name: "events", partitions: partitions), Topic(name: "dead", partitions: 2)],
            fleet: [DeviceGroup(name: "devices", topic: "events", devices: 200, rate: rate, payload: payload)],
            producers: ProducerSettings(properties: ["enable.idempotence": "true", "linger.ms": "5"]),
            readers: readers,
            phases: phases.map { Phase(name: $0.0, kind: .measured, duration: .seconds($0.1)) },
            limits: Limits(ready: .seconds(60)))
    }

    @Test(.requiresKafka) func aReaderThatCrashesReadsAgainWhatItHadNotCommittedAndLosesNothing() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let outage = Outage(from: "outage", until: "back", manner: .crash)
        let reader = Reader(
            name: "billing", topics: ["events"], role: .paused(outage), commitInterval: .seconds(4),
            properties: ["session.timeout.ms": "6000"])
        let trial = try await WholeTrial.run(
            scenario(
                "crash", readers: [Reader(name: "dashboard", topics: ["events"]), reader],
                phases: [("steady", 6), ("outage", 3), ("back", 16)]),
            on: TargetProfile(name: "test", bootstrap: cluster.bootstrap))
        let tally = try #require(trial.tally("billing"))
        #expect(
            tally.isComplete && tally.lost == 0 && tally.repeated == 0 && tally.delivered == tally.acked, "\(tally)")
        let fleet = try #require(trial.fleet("billing"))
        // At 1,000 a second and a commit every four seconds.
        #expect(fleet.reread > 0 && fleet.reread <= 4_500, "\(fleet)")
        let catchUp = try #require(trial.account.catchUps.first)
        #expect(catchUp.verdict == .drained, "\(catchUp)")
        #expect(trial.fleet("dashboard")?.reread == 0)
    }

    @Test(.requiresKafka) func aReaderThatTakesOnMembersSettles() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let reader = Reader(
            name: "wide", topics: ["events"], members: 2,
            scaleOut: ScaleOut(members: 12, phase: "more", after: .seconds(1)),
            properties: ["session.timeout.ms": "6000", "heartbeat.interval.ms": "500"])
        let trial = try await WholeTrial.run(
            scenario("scale-out", partitions: 24, readers: [reader], phases: [("steady", 3), ("more", 20)]),
            on: TargetProfile(name: "test", bootstrap: cluster.bootstrap))
        let record = try #require(trial.account.scaleOuts.first)
        #expect((record.reader, record.from, record.to) == ("wide", 2, 12))
        #expect(record.at >= .seconds(4))
        let settledAt = try #require(record.settledAt, "\(trial.account.incidents.map(\.text))")
        #expect(settledAt > record.at)
        let tally = try #require(trial.tally("wide"))
        // Whatever went from one member to another on the way was read again, and not repeated.
        #expect(tally.lost == 0 && tally.repeated == 0, "\(tally)")
    }

    @Test func wellFormedEventsAreRejectedByNobodyAndTheAuditOfDeadLettersCloses() async throws {
        let reader = Reader(name: "validator", topics: ["events"], deadLetters: "dead", upserts: true)
        let trial = try await WholeTrial.run(
            scenario(
                "letters", rate: 500, payload: Payload(shape: .telemetry, size: .uniform(min: 256, max: 700)),
                readers: [reader], phases: [("steady", 4)]),
            on: .embedded)
        let tally = try #require(trial.tally("validator"))
        #expect(tally.acked > 1_500 && tally.lost == 0 && tally.delivered == tally.acked, "\(tally)")
        let fleet = try #require(trial.fleet("validator"))
        #expect((fleet.rejected, fleet.missed, fleet.wronged) == (0, 0, 0))
        #expect(fleet.distinct == tally.acked && fleet.expectedDistinct == tally.acked)
        #expect((fleet.absorbed, fleet.deviceDisorder) == (0, 0))
        #expect(trial.readers.map(\.role) == ["live", "dead-letters"])
        #expect(trial.readers.first?.deadLetters == trial.readers.last?.topics.first)
        let dead = try #require(trial.tally("dead-letters"))
        #expect(dead.isComplete && dead.sent == 0 && dead.delivered == 0 && dead.lost == 0, "\(dead)")
    }
}

/// Who reads dead letters, and when a group has settled.
@Suite struct ReaderRoutesTests {
    private func scenario(_ readers: [Reader], fleetTopic: String = "a") -> Scenario {
        Scenario(
            name: "routes", topics: ["a", "b", "dead-a", "dead-b"].map { Topic(name: $0, partitions: 1) },
            fleet: [DeviceGroup(name: "devices", topic: fleetTopic, devices: 1, rate: 1)], readers: readers,
            phases: [Phase(name: "steady", kind: .measured, duration: .seconds(1))])
    }

    @Test func aDeadLetterTopicWithoutAReaderGetsOne() {
        let one = scenario([Reader(name: "v", topics: ["a"], deadLetters: "dead-a")])
        #expect(DeadLetterRoutes.auditors(of: one).map(\.name) == ["dead-letters"])
        let two = scenario([
            Reader(name: "v", topics: ["a"], deadLetters: "dead-a"),
            Reader(name: "w", topics: ["b"], deadLetters: "dead-b"), Reader(name: "v-dead-letters", topics: ["b"]),
        ])
        #expect(DeadLetterRoutes.auditors(of: two).map(\.name) == ["v-v-dead-letters", "w-dead-letters"])
        let read = scenario([
            Reader(name: "v", topics: ["a"], deadLetters: "dead-a"), Reader(name: "ops", topics: ["dead-a"]),
        ])
        #expect(DeadLetterRoutes.auditors(of: read).isEmpty)
    }

    @Test func routesOverWhichNoAccountClosesAreRefused() {
        let reader = Reader(name: "v", topics: ["a"], deadLetters: "dead-a")
        #expect(DeadLetterRoutes.problem(in: scenario([reader])) == nil)
        #expect(DeadLetterRoutes.problem(in: scenario([reader], fleetTopic: "dead-a")) != nil)
        let other = Reader(name: "w", topics: ["b"], deadLetters: "dead-a")
        #expect(DeadLetterRoutes.problem(in: scenario([reader, other])) != nil)
        #expect(
            DeadLetterRoutes.problem(in: scenario([Reader(name: "v", topics: ["a", "b"], deadLetters: "dead-a")]))
                != nil)
        #expect(
            DeadLetterRoutes.problem(in: scenario([Reader(name: "v", topics: ["a"], deadLetters: "nowhere")])) != nil)
    }

    @Test(arguments: [
        ([3, 3, 2], 8, true), ([4, 4, 0], 8, false), ([2, 2, 2], 8, false), ([1, 1, 0], 2, true), ([0, 0], 4, false),
        ([2, 2], 4, true), ([4, 1], 5, false),
    ])
    func aGroupHasSettledWhenNoPartitionAndNoMemberWaits(held: [Int], partitions: Int, isSettled: Bool) {
        #expect(ReaderWatch.isSettled(held, partitions: partitions) == isSettled)
    }

    @Test(arguments: [(Outage.Manner.pause, "paused"), (.leave, "away"), (.crash, "crashed")])
    func eachMannerOfAbsenceIsItsOwn(manner: Outage.Manner, mode: String) {
        let reader = Reader(
            name: "r", topics: ["a"], role: .paused(Outage(from: "steady", until: "back", manner: manner)),
            scaleOut: ScaleOut(members: 4, phase: "back", after: .seconds(2)))
        var scenario = scenario([reader])
        scenario.phases.append(Phase(name: "back", duration: .seconds(5)))
        let topics = PreparedTopics(
            names: ["a", "b", "c", "d"], partitions: [1, 1, 1, 1], created: [], replication: [1, 1, 1, 1])
        let plan = TrialPlan(id: "x", tag: 1, scenario: scenario, topics: topics)
        let script = ReaderScript(reader, plan: plan)
        #expect(script.steps.map { "\($0.mode)" } == [mode, "running"])
        #expect(script.steps.map(\.beginsCatchUp) == [false, true])
        #expect(script.scaleOut?.at == .seconds(3) && script.scaleOut?.members == 4)
    }
}
