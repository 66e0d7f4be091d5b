/// What a group's devices did at the edge, as planned: the counterpart of the cluster's ledger.
///
/// `made == sent - resent + droppedAtEdge + heldAtEnd` once the schedule is over.
package struct EdgeCount: Hashable, Sendable {
    /// Events made before the end of the schedule.
    package var made: Int64 = 0
    /// Events in chunks, resends among them.
    package var sent: Int64 = 0
    package var resent: Int64 = 0
    package var malformed: Int64 = 0
    package var buffered: Int64 = 0
    package var late: Int64 = 0
    package var droppedAtEdge: Int64 = 0
    /// Made, and not at the producer before the end.
    package var heldAtEnd: Int64 = 0
    package var darkSpans: Int64 = 0
    package var reconnects: Int64 = 0
    package var fallbacks: Int64 = 0
    package var failedAttempts: Int64 = 0
    /// Device time without connection, in nanoseconds: over all devices, and the longest span of one.
    package var darkNs: UInt64 = 0
    package var longestDarkNs: UInt64 = 0

    package init() {}

    /// The sum of two producers' counts of one group.
    package mutating func add(_ other: EdgeCount) {
        made += other.made
        sent += other.sent
        resent += other.resent
        malformed += other.malformed
        buffered += other.buffered
        late += other.late
        droppedAtEdge += other.droppedAtEdge
        heldAtEnd += other.heldAtEnd
        darkSpans += other.darkSpans
        reconnects += other.reconnects
        fallbacks += other.fallbacks
        failedAttempts += other.failedAttempts
        darkNs += other.darkNs
        longestDarkNs = max(longestDarkNs, other.longestDarkNs)
    }
}
