/// The longest span in which something was due and nothing came, for one subject.
///
/// An arrival at `now` of an event that was due at `due` ends a gap that began when the previous arrival came or the
/// event was due, whichever was later. So a quiet device makes no gap, and a stall shows in full even if only one event
/// was due in it.
package struct GapTracker: Hashable, Sendable {
    private var lastArrivalNs: UInt64 = 0
    package private(set) var startNs: UInt64 = 0
    package private(set) var lengthNs: UInt64 = 0

    package init() {}

    /// `countsFromNs` is the end of the warm-up for an event that was due in it, and 0 for the others.
    ///
    /// A gap of the warm-up is nobody's; what lasts of it when the warm-up is over is a gap like any other. Otherwise a
    /// stall that begins while the last events of a warm-up are on their way would end unseen with their arrival.
    @inline(__always)
    package mutating func arrival(atNs now: UInt64, dueNs: UInt64, countsFromNs: UInt64) {
        let start = max(lastArrivalNs, dueNs, countsFromNs)
        if now > start, now &- start > lengthNs {
            lengthNs = now &- start
            startNs = start
        }
        lastArrivalNs = now
    }

    /// Nothing came any more although something was due since `due`: the gap lasted at least until `end`.
    package mutating func stillWaiting(atNs end: UInt64, dueNs due: UInt64) {
        arrival(atNs: end, dueNs: due, countsFromNs: 0)
    }
}
