/// How fast a capture may read.
package struct CaptureLimit: Hashable, Sendable {
    /// Keys, values and headers, not compressed; nil for no bound.
    package var bytesPerSecond: Double?
    package var eventsPerSecond: Double?

    package init(bytesPerSecond: Double?, eventsPerSecond: Double?) {
        self.bytesPerSecond = bytesPerSecond
        self.eventsPerSecond = eventsPerSecond
    }

    /// A fifth of a gigabit link: a reader that no broker in service should notice.
    package static let gentle = CaptureLimit(bytesPerSecond: 25_000_000, eventsPerSecond: 100_000)
    package static let none = CaptureLimit(bytesPerSecond: nil, eventsPerSecond: nil)
}

/// Holds a reader to its limit: says how long to wait after what was read.
///
/// Each event and each byte takes up its share of time. Time that went by unused is forgotten but for `burstNs`, so that
/// a quiet minute does not allow a flood.
struct CapturePace {
    private let nsPerByte: Double
    private let nsPerEvent: Double
    /// When all that was read will have been paid for.
    private var paidAtNs: Double

    /// As much as one poll may bring at once.
    static let burstNs = 100e6

    init(_ limit: CaptureLimit, nowNs: UInt64) {
        nsPerByte = limit.bytesPerSecond.map { 1e9 / $0 } ?? 0
        nsPerEvent = limit.eventsPerSecond.map { 1e9 / $0 } ?? 0
        paidAtNs = Double(nowNs)
    }

    /// Takes in what was read by now; gives how long not to read, in nanoseconds.
    mutating func pause(events: Int, bytes: Int64, nowNs: UInt64) -> UInt64 {
        let now = Double(nowNs)
        let cost = max(Double(bytes) * nsPerByte, Double(events) * nsPerEvent)
        paidAtNs = max(paidAtNs, now - CapturePace.burstNs) + cost
        return paidAtNs > now ? UInt64(paidAtNs - now) : 0
    }
}
