/// Events and bytes of values; keys are not in it.
package struct PlanTotals: Hashable, Sendable {
    package var events: Int64 = 0
    package var bytes: Int64 = 0

    package init(events: Int64 = 0, bytes: Int64 = 0) {
        self.events = events
        self.bytes = bytes
    }

    @inline(__always)
    mutating func add(bytes length: Int) {
        events += 1
        bytes += Int64(length)
    }

    mutating func add(_ other: PlanTotals) {
        events += other.events
        bytes += other.bytes
    }
}
