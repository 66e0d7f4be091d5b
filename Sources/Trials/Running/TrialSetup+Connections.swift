internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel
internal import Workloads

extension TrialSetup {
    private static let openTimeoutMs: Int32 = 30_000

    /// The own connections of the scenario's devices, by loop, open before the load as the gateways are.
    ///
    /// A connection that cannot be opened is tried again from the load's start; where none can, that is an error.
    static func connections(
        _ plan: TrialPlan, _ connection: TargetConnection, crew: ConnectionCrew
    ) throws(KafkaError) -> [ConnectionSetup] {
        let layout = plan.layout
        guard layout.connections > 0 else { return [] }
        let loops = ConnectionSeats.loops(for: layout.connections)
        var setups: [ConnectionSetup] = []
        for index in 0..<loops {
            let seats = ConnectionSeats(layout: layout, roster: plan.tables.roster, loop: index, of: loops)
            let sendPlan = SendPlan(
                producer: seats.producers[0], share: .own(index, of: loops), trial: plan.tag, tables: plan.tables,
                topicCount: plan.topics.names.count, phases: plan.phaseClock)
            setups.append(
                try ConnectionSetup(
                    plan: sendPlan, seats: seats, connections: ownConnections(plan, connection, seats, layout)))
        }
        for setup in setups { setup.open(by: crew, timeoutMs: openTimeoutMs) }
        for index in setups.indices { setups[index].awaitOpened() }
        if let failure = setups.flatMap(\.failures).first, setups.allSatisfy(\.tookNs.isEmpty) {
            for setup in setups { setup.abandon(to: crew) }
            crew.finish()
            throw failure
        }
        return setups
    }

    private static func ownConnections(
        _ plan: TrialPlan, _ connection: TargetConnection, _ seats: ConnectionSeats, _ layout: ProducerLayout
    ) -> [OwnConnection] {
        let longest = plan.tables.payloads.length.max() ?? 0
        return zip(seats.producers, seats.fleetGroup).map { producer, group in
            let group = plan.scenario.fleet[group]
            let backoff = plan.scenario.links.first { $0.name == group.link }?.reconnect ?? Reconnect()
            return OwnConnection(
                settings: ClientProperties.device(
                    connection.properties, plan.scenario.producers, number: producer - layout.gateways,
                    longestValue: longest, backoff: backoff),
                topic: plan.clusterName(ofTopic: group.topic), backoff: backoff)
        }
    }

    /// What opening the connections before the load took, for the trial's incidents; nil where there are none.
    var openingNote: String? {
        guard !connections.isEmpty else { return nil }
        let took = connections.flatMap(\.tookNs).sorted()
        let failures = connections.flatMap(\.failures)
        var words = "\(took.count.grouped) device connections were open before the load"
        if let longest = took.last {
            words +=
                ": half of them within \(Nanoseconds(Int64(took[took.count / 2]))), all within "
                + "\(Nanoseconds(Int64(longest)))"
        }
        if let first = failures.first { words += "; \(failures.count.grouped) could not be opened: \(first)" }
        return words
    }

    /// Threads that send, and workers of the mailbox: one for each gateway, then one for each loop of own connections.
    var senders: Int { producers.count + connections.count }
}
