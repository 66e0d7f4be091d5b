/// How many events a held-back reader may handle by now: a rate since it began, with at most a tenth of a second saved up.
struct PacingBudget {
    private let eventsPerNs: Double
    private let saved: Double
    private var budget = 0.0
    private var filledAtNs: UInt64?

    init(eventsPerSecond: Double) {
        eventsPerNs = eventsPerSecond / 1e9
        saved = max(1, eventsPerSecond / 10)
    }

    /// Events that may be taken at `now`.
    mutating func available(atNs now: UInt64) -> Int {
        if let filledAtNs { budget = min(saved, budget + Double(now - filledAtNs) * eventsPerNs) }
        filledAtNs = now
        return Int(budget)
    }

    mutating func spend(_ events: Int) { budget -= Double(events) }
}
