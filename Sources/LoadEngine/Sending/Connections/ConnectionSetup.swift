package import KafkaClient

/// Everything one loop of own connections needs before it starts: its schedule, and its connections by seat.
package struct ConnectionSetup: Sendable {
    package let plan: SendPlan
    package let seats: ConnectionSeats
    package let connections: [OwnConnection]
    package let desk: ConnectionDesk
    /// Open before the load; nil where that failed, and is tried again from the load's start.
    package private(set) var opened: [Producer?]
    /// How long the set-ups took, and why others failed.
    package private(set) var tookNs: [UInt64] = []
    package private(set) var failures: [KafkaError] = []

    package init(plan: SendPlan, seats: ConnectionSeats, connections: [OwnConnection]) throws(KafkaError) {
        precondition(
            connections.count == seats.producers.count,
            "\(connections.count) connections for \(seats.producers.count) seats")
        self.plan = plan
        self.seats = seats
        self.connections = connections
        desk = try ConnectionDesk()
        opened = Array(repeating: nil, count: connections.count)
    }

    /// Asks the crew for all connections; ``awaitOpened()`` has them.
    package func open(by crew: ConnectionCrew, timeoutMs: Int32) {
        for (seat, connection) in connections.enumerated() {
            crew.open(connection, seat: seat, number: seat, timeoutMs: timeoutMs, desk: desk)
        }
    }

    /// Waits until every connection that was asked for is open or has failed.
    package mutating func awaitOpened() {
        var rings = [UInt32](repeating: 0, count: ReportBell.batchCapacity)
        var missing = connections.count
        while missing > 0 {
            for outcome in desk.takeOutcomes() {
                opened[outcome.seat] = outcome.producer
                missing -= 1
                if let failure = outcome.failure { failures.append(failure) } else { tookNs.append(outcome.tookNs) }
            }
            if missing > 0 { _ = desk.bell.wait(into: &rings, limit: rings.count, timeoutNs: 50_000_000) }
        }
    }

    /// Lets go of everything, where there will be no load.
    package func abandon(to crew: ConnectionCrew) {
        for outcome in desk.close() {
            if let producer = outcome.producer { crew.close(producer) }
        }
        for producer in opened { if let producer { crew.close(producer) } }
    }
}
