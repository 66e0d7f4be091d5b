internal import Quantities
internal import ScenarioModel

/// What the connection of a device, or of those who share one, is doing: a pure state machine.
///
/// The loop performs what it answers. Clients are numbers of the loop's.
struct DeviceConnection {
    private enum State: Equatable {
        case opening
        case open(client: Int)
        /// The set-up failed; tried again then.
        case failed(retryAtNs: UInt64)
    }

    /// What a device's return asks for.
    struct Step: Equatable {
        /// A client to close now: nothing of it is in flight.
        var closes: Int?
        /// Whether a set-up begins.
        var opens = false
    }

    private var state: State
    /// The client before this one, until its last report is in.
    private var ending: Int?
    private var endsByNs: UInt64 = .max
    /// Failed attempts since the set-up was asked for.
    private var failures = 0
    /// Intended time of the event that asked for the set-up.
    private(set) var dueNs: UInt64 = 0

    /// How long what is in flight on a closed connection may take to be reported.
    static let patienceNs: UInt64 = 2_000_000_000

    /// `client`: of the connection that is open before the load; nil where that failed, and is tried again at once.
    init(client: Int?) {
        state = client.map { .open(client: $0) } ?? .failed(retryAtNs: 0)
    }

    /// The client that takes the next event; nil while there is none, or while the one before has reports outstanding:
    /// its events would be passed.
    @inline(__always)
    var taker: Int? {
        guard ending == nil, case .open(let client) = state else { return nil }
        return client
    }

    /// When the loop must look again; `.max` for never.
    var nextTimerNs: UInt64 {
        if case .failed(let retryAtNs) = state { return min(retryAtNs, endsByNs) }
        return endsByNs
    }

    /// A device came back, with an event due at `dueNs`: closes the connection and opens another.
    ///
    /// One that is being set up anyway goes on being set up: there is nothing to close yet.
    mutating func reconnect(dueNs: UInt64, nowNs: UInt64, inFlight: (Int) -> Int) -> Step {
        guard case .open(let client) = state else { return Step() }
        state = .opening
        failures = 0
        self.dueNs = dueNs
        guard inFlight(client) > 0 else { return Step(closes: client, opens: true) }
        // Nothing is handed over while another is ending, so this is the only one.
        precondition(ending == nil, "client \(client) has events in flight while the one before is ending")
        ending = client
        endsByNs = nowNs + DeviceConnection.patienceNs
        return Step(opens: true)
    }

    mutating func opened(client: Int) {
        precondition(state == .opening, "a connection was opened that nobody asked for")
        state = .open(client: client)
    }

    /// The attempt failed: the next is made after the link's wait, of which `draw` (0 to 1) is the random part.
    mutating func failed(nowNs: UInt64, backoff: Reconnect, draw: Double) {
        failures += 1
        state = .failed(retryAtNs: nowNs + backoff.waitNs(beforeAttempt: failures, draw: draw))
    }

    /// Whether a failed set-up is due to be tried again; then it counts as begun.
    mutating func retries(nowNs: UInt64) -> Bool {
        guard case .failed(let retryAtNs) = state, retryAtNs <= nowNs else { return false }
        state = .opening
        if failures == 0 { dueNs = nowNs }
        return true
    }

    /// A client has nothing in flight any more; whether it is to be closed now.
    mutating func settled(client: Int) -> Bool {
        guard ending == client else { return false }
        ending = nil
        endsByNs = .max
        return true
    }

    /// The client whose reports did not come in time, once.
    mutating func overdue(nowNs: UInt64) -> Int? {
        guard let ending, endsByNs <= nowNs else { return nil }
        endsByNs = .max
        return ending
    }
}

extension Reconnect {
    /// The wait before an attempt, counted from 1; `draw` (0 to 1) is its random part.
    func waitNs(beforeAttempt attempt: Int, draw: Double) -> UInt64 {
        // By hand and bounded, because the power of a large attempt is none.
        var seconds = first.seconds
        for _ in 1..<max(1, attempt) where seconds < most.seconds { seconds *= factor }
        seconds = min(seconds, most.seconds)
        return UInt64(max(0, seconds * (1 - jitter * draw)) * 1e9)
    }
}
