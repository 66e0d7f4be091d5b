internal import Foundation
internal import Quantities
internal import Reporting
internal import ScenarioModel
internal import Workloads

extension PlanSheet {
    /// Plans a scenario, and says on standard error how far that is where it takes long.
    init(_ scenario: Scenario, quiet: Bool) {
        let clock = MonotonicClock()
        let tables = PlanTables(scenario: scenario, partitions: scenario.topics.map(\.partitions))
        var steps = WorkSteps(doing: "planning", quiet: quiet)
        let summary = PlanSummary(scenario: scenario, tables: tables) { steps.show(share: $0) }
        steps.end()
        self.init(
            scenario: scenario.name, title: scenario.title, seed: scenario.seed, scale: scenario.scale,
            digest: summary.digest.text, eventsBySecond: summary.seconds.map(\.events),
            bytesBySecond: summary.seconds.map(\.bytes), planningSeconds: Double(clock.now()) / 1e9)
        phases = PlanSheet.phases(scenario, summary)
        partitions = summary.topics.flatMap { topic in
            topic.partitions.enumerated().map {
                Partition(topic: topic.name, partition: $0.offset, events: $0.element.events, bytes: $0.element.bytes)
            }
        }
        groups = zip(scenario.fleet, summary.groups).map { Group($0, $1.edge) }
        heavyKeys = summary.topics.compactMap { topic in
            topic.heaviestKey.map { HeavyKey(topic: topic.name, key: $0.name, share: $0.share) }
        }
        outages = summary.outages.map {
            Outage(
                name: $0.name, startSeconds: Double($0.startNs) / 1e9, endSeconds: Double($0.endNs) / 1e9,
                devices: Int64($0.devices))
        }
        readers = scenario.readers.map { Reader($0, summary) }
    }

    private static func phases(_ scenario: Scenario, _ summary: PlanSummary) -> [Phase] {
        var start = Nanoseconds.zero
        return zip(scenario.phases, summary.phases).map { phase, planned in
            defer { start = start + phase.duration }
            return Phase(
                name: phase.name, isWarmUp: phase.kind == .warmUp, startSeconds: start.seconds,
                endSeconds: (start + phase.duration).seconds, events: planned.totals.events,
                bytes: planned.totals.bytes)
        }
    }
}

extension PlanSheet.Group {
    fileprivate init(_ group: DeviceGroup, _ edge: EdgeCount) {
        self.init(name: group.name, topic: group.topic, devices: group.devices)
        made = edge.made
        sent = edge.sent
        resent = edge.resent
        malformed = edge.malformed
        buffered = edge.buffered
        late = edge.late
        droppedAtEdge = edge.droppedAtEdge
        heldAtEnd = edge.heldAtEnd
        darkSpans = edge.darkSpans
        darkSeconds = Double(edge.darkNs) / 1e9
        longestDarkSeconds = Double(edge.longestDarkNs) / 1e9
    }
}

extension PlanSheet.Reader {
    fileprivate init(_ reader: Reader, _ summary: PlanSummary) {
        let topics = summary.topics.filter { reader.topics.contains($0.name) }
        let peak = summary.seconds.indices.map { second in topics.reduce(0) { $0 + $1.seconds[second] } }.max()
        let limit: Double? =
            switch reader.role {
            case .live: nil
            case .paused(let outage): outage.limit
            case .slow(let limit): limit
            case .replay(_, let limit): limit
            }
        self.init(
            name: reader.name, role: reader.role.name, topics: reader.topics, members: reader.members,
            events: topics.reduce(0) { $0 + $1.totals.events }, peak: peak ?? 0, limit: limit)
    }
}
