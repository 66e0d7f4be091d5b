package import Quantities

/// A consumer group with a role.
package struct Reader: Hashable, Sendable {
    package var name: String
    package var topics: [String]
    package var role: Role
    /// Consumers in the group, each one client with its own thread.
    package var members: Int
    /// How often each member commits what it has handled.
    package var commitInterval: Nanoseconds
    package var caughtUp: CaughtUpRule
    /// Looks into every value and forwards what is malformed to this topic; nil: takes values as they are.
    ///
    /// A reader with dead letters reads one topic, and the dead-letter topic is fed by no one else.
    package var deadLetters: String?
    /// Keeps a table by device and sequence, so that what was sent twice counts once: the result is reconciled with the
    /// plan.
    package var upserts: Bool
    /// The firmware version whose schema it reads with; nil: it does not look.
    package var schema: String?
    /// Members that join later; nil: none.
    package var scaleOut: ScaleOut?
    /// librdkafka properties; over the target's.
    package var properties: [String: String]

    package init(
        name: String, topics: [String], role: Role = .live, members: Int = 1,
        commitInterval: Nanoseconds = .seconds(1), caughtUp: CaughtUpRule = CaughtUpRule(),
        deadLetters: String? = nil, upserts: Bool = false, schema: String? = nil, scaleOut: ScaleOut? = nil,
        properties: [String: String] = [:]
    ) {
        self.name = name
        self.topics = topics
        self.role = role
        self.members = members
        self.commitInterval = commitInterval
        self.caughtUp = caughtUp
        self.deadLetters = deadLetters
        self.upserts = upserts
        self.schema = schema
        self.scaleOut = scaleOut
        self.properties = properties
    }

    package enum Role: Hashable, Sendable {
        /// Reads all the time.
        case live
        /// Away from the start of one phase to the start of another, then catches up.
        case paused(Outage)
        /// Handles at most so many events a second over all its members; `--scale` multiplies it.
        case slow(limit: Double)
        /// Joins at the start of a phase and reads everything from the beginning of the topics.
        /// `limit`: events a second over all members, nil for as fast as it can.
        case replay(from: String, limit: Double?)

        /// The word in YAML, in the database and in reports.
        package var name: String {
            switch self {
            case .live: "live"
            case .paused: "paused"
            case .slow: "slow"
            case .replay: "replay"
            }
        }
    }
}

/// A reader's absence.
package struct Outage: Hashable, Sendable {
    package enum Manner: String, CaseIterable, Hashable, Sendable {
        /// Stays in the group and keeps polling with its partitions paused.
        case pause
        /// Leaves the group and joins again.
        case leave
        /// Is gone without a last commit, and joins again where it last committed: what lies between is read again.
        case crash
    }

    /// The phase at whose start it leaves.
    package var from: String
    /// The later phase at whose start it is back.
    package var until: String
    package var manner: Manner
    /// Events a second over all members while it catches up; nil for as fast as it can.
    package var limit: Double?

    package init(from: String, until: String, manner: Manner = .pause, limit: Double? = nil) {
        self.from = from
        self.until = until
        self.manner = manner
        self.limit = limit
    }
}

/// More members for a reader, all at once.
package struct ScaleOut: Hashable, Sendable {
    /// Members in all, from then on.
    package var members: Int
    package var phase: String
    package var after: Nanoseconds

    package init(members: Int, phase: String, after: Nanoseconds = .zero) {
        self.members = members
        self.phase = phase
        self.after = after
    }
}

/// When a reader counts as caught up: every partition within `lag` of arrivals, for `hold` without a break.
package struct CaughtUpRule: Hashable, Sendable {
    /// The lag allowed on each partition, as so much time of its mean arrivals (at least ten events).
    package var lag: Nanoseconds
    package var hold: Nanoseconds

    package init(lag: Nanoseconds = .seconds(1), hold: Nanoseconds = .seconds(2)) {
        self.lag = lag
        self.hold = hold
    }
}
