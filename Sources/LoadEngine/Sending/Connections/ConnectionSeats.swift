package import Workloads

/// The own connections that one loop carries, in the order of their producer numbers: who has which seat.
package struct ConnectionSeats: Sendable {
    private struct Group: Sendable {
        var devices: Range<Int>
        var firstProducer: Int
        var connections: Int
    }

    private let groups: [Group]
    private let loops: Int
    private let first: Int
    /// By seat: the connection's number among all producers, and its group in the scenario's fleet.
    package let producers: [Int]
    package let fleetGroup: [Int]

    /// The seats of loop `index` of `loops`: connections whose producer number modulo `loops` is `index`.
    package init(layout: ProducerLayout, roster: FleetRoster, loop index: Int, of loops: Int) {
        self.loops = loops
        groups = layout.own.map { own in
            let group = roster.groups[own.group]
            return Group(
                devices: group.first..<group.first + group.devices, firstProducer: own.firstProducer,
                connections: own.connections)
        }
        let all = layout.own.flatMap { own in
            (own.firstProducer..<own.firstProducer + own.connections).map { (producer: $0, group: own.group) }
        }
        let mine = all.filter { $0.producer % loops == index }
        producers = mine.map(\.producer)
        fleetGroup = mine.map(\.group)
        first = producers.first ?? 0
    }

    /// Loops for so many own connections: few, since a loop mostly waits.
    package static func loops(for connections: Int) -> Int { min(4, (connections + 127) / 128) }

    /// The seat of a device of this loop.
    @inline(__always)
    func seat(ofDevice device: UInt32) -> Int {
        for group in groups where group.devices.contains(Int(device)) {
            let number = Int(device) - group.devices.lowerBound
            return (group.firstProducer + number % group.connections - first) / loops
        }
        preconditionFailure("device \(device) has no connection of its own")
    }
}
