package import ScenarioModel

/// What a scenario amounts to, event by event: the planners are run and counted, nothing is sent.
package struct PlanSummary: Hashable, Sendable {
    package struct PhaseTotals: Hashable, Sendable {
        package var name: String
        package var totals: PlanTotals
    }

    package struct TopicTotals: Hashable, Sendable {
        package var name: String
        package var totals: PlanTotals
        package var partitions: [PlanTotals]
        /// Events by second of the trial.
        package var seconds: [Int64]
        /// The key with most of the topic's events, and their share of them; nil where none has a key.
        package var heaviestKey: HeaviestKey?
    }

    package struct HeaviestKey: Hashable, Sendable {
        package var name: String
        package var events: Int64
        package var share: Double
    }

    package struct GroupTotals: Hashable, Sendable {
        package var name: String
        package var totals: PlanTotals
        package var edge: EdgeCount
    }

    package private(set) var totals = PlanTotals()
    package private(set) var phases: [PhaseTotals]
    /// By second of the trial's clock; the last may be short.
    package private(set) var seconds: [PlanTotals]
    package private(set) var topics: [TopicTotals]
    package private(set) var groups: [GroupTotals]
    package private(set) var outages: [PlannedOutage]
    package private(set) var digest: PlanDigest

    /// The second with most events; nil for an empty plan.
    package var peakSecond: Int? {
        let most = seconds.max { $0.events < $1.events }?.events ?? 0
        return most > 0 ? seconds.firstIndex { $0.events == most } : nil
    }

    /// Plans everything: takes as long as the planners do, some millions of events a second.
    ///
    /// - Parameters:
    ///   - ownLoops: sending loops that the devices with connections of their own are divided over.
    ///   - progress: called now and then with the share of the whole schedule that is through, from 0 to 1; what it
    ///     throws ends the work.
    package init(
        scenario: Scenario, tables: PlanTables, ownLoops: Int = 1, progress: (Double) throws -> Void
    ) rethrows {
        let schedule = tables.courses.schedules[0]
        phases = scenario.phases.map { PhaseTotals(name: $0.name, totals: PlanTotals()) }
        let length = Int((schedule.endNs + 999_999_999) / 1_000_000_000)
        seconds = Array(repeating: PlanTotals(), count: length)
        topics = zip(scenario.topics, tables.partitions).map { topic, partitions in
            TopicTotals(
                name: topic.name, totals: PlanTotals(),
                partitions: Array(repeating: PlanTotals(), count: partitions),
                seconds: Array(repeating: 0, count: length), heaviestKey: nil)
        }
        groups = scenario.fleet.map { GroupTotals(name: $0.name, totals: PlanTotals(), edge: EdgeCount()) }
        outages = tables.outages
        digest = PlanDigest(tables.payloads)
        var shares = (0..<max(1, scenario.producers.count)).map {
            PlanShare.gateway($0, of: max(1, scenario.producers.count))
        }
        if !ProducerLayout(scenario: scenario).own.isEmpty {
            shares += (0..<max(1, ownLoops)).map { PlanShare.own($0, of: max(1, ownLoops)) }
        }
        // By key; a key's events all go to the topic of their group, but groups of two topics may have a key in common.
        var keys = topics.map { _ in [] as [UInt32] }
        var lanes = Array(repeating: PlanTotals(), count: tables.lanes.count)
        for (index, share) in shares.enumerated() {
            var planner = FleetPlanner(scenario: scenario, tables: tables, share: share)
            var (chunk, stream) = (PlanChunk(), PlanDigest())
            var chunks = 0
            while planner.nextChunk(into: &chunk, capacity: 4096) {
                stream.add(chunk)
                note(chunk, tables, lanes: &lanes, keys: &keys)
                chunks += 1
                if chunks & 63 == 0, schedule.endNs > 0 {
                    let through = Double(chunk.intendedNs[chunk.count - 1]) / Double(schedule.endNs)
                    try progress((Double(index) + through) / Double(shares.count))
                }
            }
            digest.add(stream.value)
            for group in groups.indices { groups[group].edge.add(planner.edgeCounts[group]) }
        }
        settle(lanes, keys, tables)
        try progress(1)
    }

    private mutating func note(
        _ chunk: borrowing PlanChunk, _ tables: PlanTables, lanes: inout [PlanTotals], keys: inout [[UInt32]]
    ) {
        for index in 0..<chunk.count {
            let length = tables.payloads.length[Int(chunk.payload[index])]
            phases[chunk.phase].totals.add(bytes: length)
            let second = Int(chunk.intendedNs[index] / 1_000_000_000)
            let topic = tables.lanes[Int(chunk.lane[index])].topic
            seconds[second].add(bytes: length)
            topics[topic].seconds[second] += 1
            lanes[Int(chunk.lane[index])].add(bytes: length)
            groups[tables.roster.group(ofDevice: chunk.device[index])].totals.add(bytes: length)
            let key = chunk.key[index]
            guard key != KeyTable.noKey else { continue }
            if keys[topic].isEmpty { keys[topic] = Array(repeating: 0, count: tables.keys.count) }
            keys[topic][Int(key)] &+= 1
        }
    }

    private mutating func settle(_ lanes: [PlanTotals], _ keys: [[UInt32]], _ tables: PlanTables) {
        for (lane, count) in zip(tables.lanes, lanes) {
            topics[lane.topic].partitions[Int(lane.partition)] = count
            topics[lane.topic].totals.add(count)
            totals.add(count)
        }
        for (topic, counts) in keys.enumerated() {
            guard let most = counts.max(), let key = counts.firstIndex(of: most),
                let name = tables.keys.name(UInt32(key))
            else { continue }
            topics[topic].heaviestKey = HeaviestKey(
                name: name, events: Int64(most), share: Double(most) / Double(topics[topic].totals.events))
        }
    }
}
