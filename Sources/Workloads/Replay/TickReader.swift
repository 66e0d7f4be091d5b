internal import Traces

/// Reads a trace instant by instant, and says when in its instant each event is due.
///
/// Timestamps are in milliseconds, so events of one timestamp are spread evenly over its millisecond, or up to the next
/// timestamp where that is nearer.
struct TickReader {
    /// Events of one instant that are looked at together; of more, each portion has half of the time that is left.
    private static let capacity = 65_536

    private let source: TraceReplay.Source
    private var batch: [TraceEvent] = []
    private var next = 0
    private var isOver = false
    /// Events of one instant, in the trace's order.
    private(set) var events: [TraceEvent] = []
    /// The portion's beginning, since the window's start, and its length.
    private var startNs: UInt64 = 0
    private var spanNs: UInt64 = 0
    /// Time of the instant that portions before have used up.
    private var usedNs: UInt64 = 0

    init(_ source: @escaping TraceReplay.Source) {
        self.source = source
    }

    /// Goes on to the next instant, or portion of one; false at the end.
    mutating func read() -> Bool {
        events.removeAll(keepingCapacity: true)
        guard let first = peek() else { return false }
        startNs = first.arrivalNs
        while let event = peek(), event.arrivalNs == startNs, events.count < TickReader.capacity {
            events.append(event)
            next += 1
        }
        let following = peek()?.arrivalNs
        let leftNs = TraceReplay.tickNs - usedNs
        if following == startNs {
            spanNs = leftNs / 2
            startNs += usedNs
            usedNs += spanNs
        } else {
            // Behind the time that portions before have used up nothing is earlier than they were.
            let untilNext = following.map { $0 - startNs } ?? TraceReplay.tickNs
            spanNs = usedNs < untilNext ? min(leftNs, untilNext - usedNs) : 0
            startNs += usedNs
            usedNs = 0
        }
        return true
    }

    /// When an event of the portion is due, since the window's start.
    func dueNs(_ index: Int) -> UInt64 { startNs + spanNs * UInt64(index) / UInt64(events.count) }

    private mutating func peek() -> TraceEvent? {
        if next == batch.count, !isOver {
            isOver = !source(&batch)
            next = 0
            if isOver { batch.removeAll() }
        }
        return next < batch.count ? batch[next] : nil
    }
}
