package import Quantities

/// What became, for one reader and topic, of the events' identity and content: resends, malformed events, schemas.
///
/// The delivery tally beside it counts records; this one counts what devices meant by them. Made after the drain.
package struct FleetTally: Hashable, Sendable, Codable {
    package var reader: String
    package var topic: String
    /// Of the records handed over: sent again by a device (same device and sequence as an earlier one).
    package var resent: Int64 = 0
    /// Of the records handed over: with broken content, resends among them.
    package var malformed: Int64 = 0
    /// Of the records handed over: kept on a dark device before.
    package var buffered: Int64 = 0
    /// Deliveries at an offset that the reader had been handed before: its own doing (a crash, a rebalance), no repeat of
    /// the cluster's.
    package var reread: Int64 = 0
    /// Distinct records that the reader's validator rejected, and those of them that the dead-letter topic acknowledged.
    package var rejected: Int64 = 0
    package var deadLettered: Int64 = 0
    /// Malformed records that its validator let pass, and well-formed ones that it rejected.
    package var missed: Int64 = 0
    package var wronged: Int64 = 0
    /// Distinct records that the reader's schema cannot read, by what it expected, the most frequent first.
    package var unreadable: Int64 = 0
    package var unreadableReasons: [String] = []
    /// With upserts: distinct events (device and sequence) in its table, well-formed ones only; nil without.
    package var distinct: Int64?
    /// Distinct well-formed events that devices handed over and the cluster acknowledged: what `distinct` should be.
    package var expectedDistinct: Int64?
    /// With upserts: deliveries of an event that was in the table already, whoever repeated it.
    package var absorbed: Int64?
    /// With upserts: first deliveries of an event after a later one of the same device.
    package var deviceDisorder: Int64?

    package init(reader: String, topic: String) {
        self.reader = reader
        self.topic = topic
    }
}

/// The account of a device group at the edge, before the cluster saw anything.
///
/// `made == sent - resent + droppedAtEdge + heldAtEnd`.
package struct EdgeRow: Hashable, Sendable, Codable {
    package var group: String
    package var devices: Int64 = 0
    /// Events that the devices made up to the end of the load.
    package var made: Int64 = 0
    /// Records that reached the producer, resends among them.
    package var sent: Int64 = 0
    package var resent: Int64 = 0
    package var malformed: Int64 = 0
    /// Records that were kept on a dark device, or behind such, before.
    package var buffered: Int64 = 0
    package var late: Int64 = 0
    /// Events that a full buffer gave up.
    package var droppedAtEdge: Int64 = 0
    /// Events still on the devices, or on their way, when the load ended.
    package var heldAtEnd: Int64 = 0
    /// Times a device lost its link, came back, took its fall-back; attempts to come back that failed.
    package var darkSpans: Int64 = 0
    package var reconnects: Int64 = 0
    package var fallbacks: Int64 = 0
    package var failedAttempts: Int64 = 0
    /// Device time without connection, over all devices, and the longest span of one.
    package var darkTime: Nanoseconds = .zero
    package var longestDark: Nanoseconds = .zero

    package init(group: String) {
        self.group = group
    }
}

/// A planned outage as it fell into the trial; times since the trial's zero.
package struct OutageRecord: Hashable, Sendable, Codable {
    package var name: String
    package var start: Nanoseconds
    /// When the first struck device's link is back, and the last's.
    package var firstEnd: Nanoseconds
    package var end: Nanoseconds
    /// Devices that it strikes.
    package var devices: Int64

    package init(name: String, start: Nanoseconds, firstEnd: Nanoseconds, end: Nanoseconds, devices: Int64) {
        self.name = name
        self.start = start
        self.firstEnd = firstEnd
        self.end = end
        self.devices = devices
    }
}

/// What devices with a connection of their own did to the cluster in one second, by the phase they were due in.
///
/// The time that set-up took is a latency of the kind `connect`.
package struct ConnectionRow: Hashable, Sendable, Codable {
    package var second: Int
    package var phase: Int
    /// Set-ups that were due, that succeeded, that failed (and were tried again or given up).
    package var asked: Int64 = 0
    package var opened: Int64 = 0
    package var failed: Int64 = 0
    package var closed: Int64 = 0

    package init(second: Int, phase: Int) {
        self.second = second
        self.phase = phase
    }
}

/// How a reader's group took on more members.
package struct ScaleOutRecord: Hashable, Sendable, Codable {
    package var reader: String
    package var from: Int
    package var to: Int
    package var at: Nanoseconds
    /// When every member had what it was going to have (partitions over members, or one each) and every partition a
    /// member; nil: not before the load ended.
    package var settledAt: Nanoseconds?

    package init(reader: String, from: Int, to: Int, at: Nanoseconds, settledAt: Nanoseconds? = nil) {
        self.reader = reader
        self.from = from
        self.to = to
        self.at = at
        self.settledAt = settledAt
    }
}

/// A promise to users, as the scenario states it: so large a share of events with the live readers within a time.
package struct ServiceLevelRecord: Hashable, Sendable, Codable {
    package var within: Nanoseconds
    /// From 0 to 1.
    package var share: Double
    package var window: Nanoseconds
    package var period: Nanoseconds

    package init(within: Nanoseconds, share: Double, window: Nanoseconds, period: Nanoseconds) {
        self.within = within
        self.share = share
        self.window = window
        self.period = period
    }
}
