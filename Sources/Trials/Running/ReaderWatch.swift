internal import Evidence
internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// Follows the readers' scripts, and what the samples say of each reader.
struct ReaderWatch: Sendable {
    private struct Subject: Sendable {
        var setup: TrialSetup.ReaderSetup
        var nextStep = 0
        var state: String
        var lag: Int64?
        var monitors: [CatchUpMonitor] = []
        var scaleOut: ScaleOutRecord?
    }

    private let plan: TrialPlan
    private var subjects: [Subject]
    private var lagSecond = -1
    private var lastAnswer: LagSample?
    private(set) var lastClientError: String?
    private(set) var verdicts: [CatchUp] = []

    init(setup: TrialSetup) {
        plan = setup.plan
        subjects = setup.readers.map { Subject(setup: $0, state: setup.plan.recordedRole(of: $0.reader)) }
    }

    /// Client log lines that say nothing about the cluster: properties of the other kind of client, and topics that
    /// nobody makes by asking for them.
    static func isNoise(_ incident: Incident) -> Bool {
        incident.kind == "client-log" && ["CONFWARN", "AUTOCREATE"].contains { incident.text.contains($0) }
    }

    mutating func note(_ incidents: [Incident]) {
        if let error = incidents.last(where: { $0.kind == "client-error" }) { lastClientError = error.text }
    }

    /// Tells each reader what its script wants by now.
    mutating func followScripts(now: Nanoseconds, clock: TrialClock, journal: inout Journal) {
        for index in subjects.indices {
            let steps = subjects[index].setup.script.steps
            while subjects[index].nextStep < steps.count, steps[subjects[index].nextStep].at <= now {
                let step = steps[subjects[index].nextStep]
                subjects[index].nextStep += 1
                perform(step, index, clock, &journal)
            }
            followScaleOut(index, now: now, clock: clock, journal: &journal)
        }
    }

    /// Lets the later members in when it is time, and looks at every tick of the control plane whether they have settled.
    private mutating func followScaleOut(_ index: Int, now: Nanoseconds, clock: TrialClock, journal: inout Journal) {
        let setup = subjects[index].setup
        guard let planned = setup.script.scaleOut, planned.at <= now else { return }
        let at = Nanoseconds(Int64(clock.now()))
        guard let record = subjects[index].scaleOut else {
            subjects[index].scaleOut = ScaleOutRecord(
                reader: setup.reader.name, from: setup.control.activeMembers, to: planned.members, at: at)
            setup.control.letIn(planned.members)
            journal.add(
                Incident(at: at, kind: "reader", text: "\(setup.reader.name) goes on to \(planned.members) members"))
            return
        }
        let held = (0..<planned.members).map { setup.control.assignedPartitions(ofMember: $0) }
        guard record.settledAt == nil, ReaderWatch.isSettled(held, partitions: setup.lanes.count) else { return }
        subjects[index].scaleOut?.settledAt = at
        journal.add(
            Incident(at: at, kind: "reader", text: "\(setup.reader.name) has settled with \(planned.members) members"))
    }

    /// Whether every partition has a member, and every member as many as it can count on.
    ///
    /// `held`: partitions of each member.
    static func isSettled(_ held: [Int], partitions: Int) -> Bool {
        held.reduce(0, +) == partitions && held.allSatisfy { $0 >= partitions / max(1, held.count) }
    }

    /// How each reader's scale-out went so far.
    var scaleOuts: [ScaleOutRecord] { subjects.compactMap(\.scaleOut) }

    private mutating func perform(
        _ step: ReaderScript.Step, _ index: Int, _ clock: TrialClock, _ journal: inout Journal
    ) {
        let setup = subjects[index].setup
        // Before it moves again.
        let standing = (0..<setup.control.lanes).map { setup.control.position(lane: $0) }
        if step.beginsCatchUp { setup.control.holdBack() }
        setup.control.change(to: step.mode)
        let at = clock.now()
        subjects[index].state = step.state
        journal.add(
            Incident(at: Nanoseconds(Int64(at)), kind: "reader", text: "\(setup.reader.name) is \(step.state)"))
        guard step.beginsCatchUp else { return }
        subjects[index].monitors = setup.reader.topics.map { topic in
            CatchUpMonitor(
                reader: setup.reader.name, topic: plan.clusterName(ofTopic: topic),
                lanes: Array(plan.lanes(ofTopic: topic)), resumedAtNs: at, rule: setup.reader.caughtUp,
                arrivals: plan.arrivals(perPartitionOf: topic), commitInterval: setup.reader.commitInterval,
                standing: standing, before: lastAnswer)
        }
    }

    /// Takes in one sample; gives the lag rows to store, one set a second.
    mutating func feed(_ sample: LagSample) -> [LagRow] {
        let second = Int(sample.atNs / 1_000_000_000)
        if sample.ends != nil { lastAnswer = sample }
        let wantsRows = second > lagSecond
        lagSecond = max(lagSecond, second)
        var rows: [LagRow] = []
        for index in subjects.indices {
            let lanes = subjects[index].setup.lanes
            if let ends = sample.ends {
                subjects[index].lag = lanes.reduce(0) { $0 + max(0, ends[$1] - sample.positions[index][$1]) }
            }
            for monitor in subjects[index].monitors.indices {
                subjects[index].monitors[monitor].feed(sample, reader: index)
            }
            if !subjects[index].monitors.isEmpty, subjects[index].monitors.allSatisfy(\.isCaughtUp) {
                subjects[index].state = "caught up"
            }
            if wantsRows { rows += lagRows(of: index, sample, second) }
        }
        return rows
    }

    private func lagRows(of index: Int, _ sample: LagSample, _ second: Int) -> [LagRow] {
        let reader = subjects[index].setup.reader
        return reader.topics.map { topic in
            let lanes = plan.lanes(ofTopic: topic)
            func lag(to offsets: [Int64]?) -> [Int64?] {
                lanes.map { lane in
                    guard let ends = sample.ends, let offsets, offsets[lane] >= 0 else { return nil }
                    return max(0, ends[lane] - offsets[lane])
                }
            }
            return LagRow(
                second: second, reader: reader.name, topic: plan.clusterName(ofTopic: topic),
                committedLag: lag(to: sample.committed[index]), positionLag: lag(to: sample.positions[index]))
        }
    }

    var states: [TrialProgress.ReaderState] {
        subjects.map { subject in
            let open = subject.monitors.filter { !$0.isCaughtUp }
            let outlooks = open.map(\.outlook)
            let seconds = outlooks.compactMap { $0.timeLeft?.seconds }
            return TrialProgress.ReaderState(
                name: subject.setup.reader.name, state: subject.state, lag: subject.lag,
                secondsLeft: seconds.count == outlooks.count ? seconds.max() : nil, isCatchingUp: !open.isEmpty,
                willNotDrain: open.contains(where: \.willNotDrain),
                reread: subject.setup.control.rereadSoFar, deadLetters: subject.setup.control.lettersSoFar)
        }
    }

    /// The load is over: what the catch-ups came to.
    mutating func endOfLoad() {
        verdicts = subjects.flatMap { $0.monitors.map { $0.verdict() } }
    }

    /// Whether every reader that is to reach the logs' ends has; those that will not are not waited for.
    func isDrained(to ends: [Int64]) -> Bool {
        subjects.allSatisfy { subject in
            let hopeless =
                subject.setup.control.current != .running
                || subject.setup.control.isHeldBack
                    && subject.monitors.contains { !$0.isCaughtUp && $0.willNotDrain }
            return hopeless || subject.setup.lanes.allSatisfy { subject.setup.control.reached(lane: $0) >= ends[$0] }
        }
    }
}
