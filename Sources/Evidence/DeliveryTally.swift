package import Quantities

/// The exact account of every event of one topic for one reader, made after the drain.
///
/// `acked == lost + found` where found events were delivered at least once; nothing is sampled.
package struct DeliveryTally: Hashable, Sendable, Codable {
    package var reader: String
    package var topic: String
    /// Events handed to the client.
    package var sent: Int64 = 0
    package var acked: Int64 = 0
    /// Given up on and certainly not in the log.
    package var rejected: Int64 = 0
    /// Sent, never acknowledged, fate unknown to the producer.
    package var indeterminate: Int64 = 0
    /// Distinct events delivered.
    package var delivered: Int64 = 0
    /// Acknowledged and not delivered although the reader reached the end of the log.
    package var lost: Int64 = 0
    /// Acknowledged and not delivered because the reader did not get to them in time: nobody knows yet.
    package var unread: Int64 = 0
    /// Deliveries of an event that was delivered before.
    package var repeated: Int64 = 0
    /// First deliveries of an event after a later one of the same producer and partition.
    package var outOfOrder: Int64 = 0
    /// Records of this trial whose checksum or place is wrong.
    package var corrupted: Int64 = 0
    /// Never acknowledged and yet delivered.
    package var ambiguous: Int64 = 0
    /// Records in the topic that are not of this trial.
    package var foreign: Int64 = 0
    /// Whether the reader reached the end of every partition, so that `lost` is final.
    package var isComplete: Bool = true

    package init(reader: String, topic: String) {
        self.reader = reader
        self.topic = topic
    }
}

/// One partition over the measured phases.
package struct PartitionRow: Hashable, Sendable, Codable {
    package var topic: String
    package var partition: Int
    package var sent: Int64 = 0
    package var sentBytes: Int64 = 0
    package var acked: Int64 = 0
    /// Acknowledgement latency from the intended time; nil where nothing was acknowledged.
    package var ackP50: Nanoseconds?
    package var ackP99: Nanoseconds?
    package var ackMax: Nanoseconds?
    /// The key that most of its events have, and that key's share of them from 0 to 1; nil without keys.
    package var heaviestKey: String?
    package var heaviestKeyShare: Double?

    package init(topic: String, partition: Int) {
        self.topic = topic
        self.partition = partition
    }
}

/// A span in which something was due and nothing came: the longest of its subject.
package struct Gap: Hashable, Sendable, Codable {
    package enum Kind: String, CaseIterable, Hashable, Sendable, Codable {
        /// A producer waited for an acknowledgement of a partition.
        case ack
        /// A reader waited for a delivery.
        case delivery
    }

    package var kind: Kind
    /// nil for acknowledgements.
    package var reader: String?
    package var topic: String
    /// nil for a reader's gap over all its partitions.
    package var partition: Int?
    package var start: Nanoseconds
    package var length: Nanoseconds

    package init(
        kind: Kind, reader: String? = nil, topic: String, partition: Int? = nil, start: Nanoseconds,
        length: Nanoseconds
    ) {
        self.kind = kind
        self.reader = reader
        self.topic = topic
        self.partition = partition
        self.start = start
        self.length = length
    }
}

/// How a reader came back from an outage, or read everything again, while live traffic went on.
package struct CatchUp: Hashable, Sendable, Codable {
    package enum Verdict: String, CaseIterable, Hashable, Sendable, Codable {
        case drained
        /// The drain rate is not above the arrival rate.
        case willNotDrain = "will not drain"
        /// It was draining when the trial ended.
        case unfinished
    }

    package var reader: String
    package var topic: String
    /// When the reader was let loose again.
    package var resumedAt: Nanoseconds
    /// Events behind at that instant, over all partitions.
    package var backlog: Int64
    /// When the last partition had been at or under its threshold for the whole hold time, counted from the hold's start.
    package var caughtUpAt: Nanoseconds?
    /// Events a second read while it caught up, and arriving over the same span.
    package var drainRate: Double
    package var arrivalRate: Double
    /// The partition that was last, and the time it needed.
    package var slowestPartition: Int?
    package var slowestDrainTime: Nanoseconds?
    /// What was left at the end of the trial's load, and the time it would have taken at these rates; nil: never.
    package var left: Int64
    package var estimatedTimeLeft: Nanoseconds?
    package var verdict: Verdict

    package init(
        reader: String, topic: String, resumedAt: Nanoseconds, backlog: Int64, caughtUpAt: Nanoseconds? = nil,
        drainRate: Double, arrivalRate: Double, slowestPartition: Int? = nil, slowestDrainTime: Nanoseconds? = nil,
        left: Int64 = 0, estimatedTimeLeft: Nanoseconds? = nil, verdict: Verdict
    ) {
        self.reader = reader
        self.topic = topic
        self.resumedAt = resumedAt
        self.backlog = backlog
        self.caughtUpAt = caughtUpAt
        self.drainRate = drainRate
        self.arrivalRate = arrivalRate
        self.slowestPartition = slowestPartition
        self.slowestDrainTime = slowestDrainTime
        self.left = left
        self.estimatedTimeLeft = estimatedTimeLeft
        self.verdict = verdict
    }
}
