internal import KafkaClient
internal import Quantities

/// Opens and closes the connections of all loops, away from their threads and truly many at once.
package final class ConnectionCrew: Sendable {
    // Apart, so that a storm of openings never waits for the closings before it.
    private let openers = WorkCrew(named: "opener", threads: 64)
    private let closers = WorkCrew(named: "closer", threads: 8)

    package init() {}

    /// Creates a client and connects it: TCP, TLS, SASL, ApiVersions and the first metadata.
    ///
    /// The outcome comes to the desk. `number`: what the client rings the desk's bell as.
    func open(_ connection: OwnConnection, seat: Int, number: Int, timeoutMs: Int32, desk: ConnectionDesk) {
        openers.add {
            if desk.isClosed { return }
            let begin = MonotonicClock.reading()
            var outcome = ConnectionDesk.Outcome(seat: seat, number: number)
            do throws(KafkaError) {
                let producer = try Producer(
                    settings: connection.settings, topics: [connection.topic],
                    capacity: OwnConnection.batchCapacity, bell: desk.bell, number: UInt32(number))
                outcome.producer = producer
                try producer.attempt(timeoutMs: timeoutMs)
            } catch {
                outcome.failure = error
            }
            outcome.tookNs = MonotonicClock.reading() - begin
            if outcome.failure != nil {
                // Here, and not where the last reference goes: that takes time.
                outcome.producer?.end()
                outcome.producer = nil
            }
            desk.put(outcome)
        }
    }

    /// Ends a client.
    func close(_ producer: Producer) {
        closers.add { producer.end() }
    }

    /// Waits until everything is opened or failed, and closed.
    ///
    /// Blocks: for a thread of its own.
    package func finish() {
        openers.finish()
        closers.finish()
    }
}
