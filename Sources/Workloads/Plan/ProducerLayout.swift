package import ScenarioModel

/// Which producers a trial has, and which devices' events each of them carries.
///
/// Producers are numbered: first the gateways that all groups share, then, group by group, the connections of devices
/// that have their own. The number stands in every event's stamp; the ledger counts by producer and partition.
package struct ProducerLayout: Hashable, Sendable {
    /// The connections of one group whose devices have their own.
    package struct OwnGroup: Hashable, Sendable {
        /// Index into the scenario's fleet.
        package var group: Int
        /// Number of the producer that is connection 0 of the group.
        package var firstProducer: Int
        /// The device with number d in the group has connection d modulo this.
        package var connections: Int
    }

    package let gateways: Int
    package let own: [OwnGroup]

    package init(scenario: Scenario) {
        gateways = scenario.producers.count
        var next = gateways
        own = scenario.fleet.enumerated().compactMap { index, group in
            guard case .own(let most) = group.connection else { return nil }
            let connections = max(1, min(most, group.devices))
            defer { next += connections }
            return OwnGroup(group: index, firstProducer: next, connections: connections)
        }
    }

    /// Gateways and own connections.
    package var producers: Int { gateways + connections }

    package var connections: Int { own.reduce(0) { $0 + $1.connections } }

    /// The own connection of a device, by its group and its number in the group; nil where it uses a gateway.
    package func producer(ofGroup group: Int, number: Int) -> Int? {
        own.first { $0.group == group }.map { $0.firstProducer + number % $0.connections }
    }
}

/// The part of the fleet that one sending loop walks.
package enum PlanShare: Hashable, Sendable {
    /// Of the groups that share the gateways: devices whose number modulo `of` is `index`.
    case gateway(Int, of: Int)
    /// Of the groups with own connections: devices whose producer number modulo `of` is `index`.
    case own(Int, of: Int)
}
