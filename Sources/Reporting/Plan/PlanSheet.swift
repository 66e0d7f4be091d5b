/// What a scenario will send, before it does: the counts of its plan, for people and for programs.
///
/// Exact, not expected: every event has been planned and counted. Times are seconds since the trial's zero.
package struct PlanSheet: Sendable, Encodable {
    package struct Phase: Sendable, Encodable {
        package var name: String
        package var isWarmUp: Bool
        package var startSeconds: Double
        package var endSeconds: Double
        package var events: Int64
        package var bytes: Int64

        package init(
            name: String, isWarmUp: Bool, startSeconds: Double, endSeconds: Double, events: Int64, bytes: Int64
        ) {
            self.name = name
            self.isWarmUp = isWarmUp
            self.startSeconds = startSeconds
            self.endSeconds = endSeconds
            self.events = events
            self.bytes = bytes
        }
    }

    package struct Partition: Sendable, Encodable {
        package var topic: String
        package var partition: Int
        package var events: Int64
        package var bytes: Int64

        package init(topic: String, partition: Int, events: Int64, bytes: Int64) {
            self.topic = topic
            self.partition = partition
            self.events = events
            self.bytes = bytes
        }
    }

    /// One group's account at the edge: `made == sent - resent + droppedAtEdge + heldAtEnd`.
    package struct Group: Sendable, Encodable {
        package var name: String
        package var topic: String
        package var devices: Int
        package var made: Int64 = 0
        package var sent: Int64 = 0
        package var resent: Int64 = 0
        package var malformed: Int64 = 0
        package var buffered: Int64 = 0
        package var late: Int64 = 0
        package var droppedAtEdge: Int64 = 0
        package var heldAtEnd: Int64 = 0
        package var darkSpans: Int64 = 0
        package var darkSeconds: Double = 0
        package var longestDarkSeconds: Double = 0

        package init(name: String, topic: String, devices: Int) {
            self.name = name
            self.topic = topic
            self.devices = devices
        }
    }

    package struct Reader: Sendable, Encodable {
        package var name: String
        package var role: String
        package var topics: [String]
        package var members: Int
        /// Events in its topics, and the most of them that are due in one second.
        package var events: Int64
        package var peak: Int64
        /// Events a second that it handles at most.
        package var limit: Double?

        package init(
            name: String, role: String, topics: [String], members: Int, events: Int64, peak: Int64, limit: Double?
        ) {
            self.name = name
            self.role = role
            self.topics = topics
            self.members = members
            self.events = events
            self.peak = peak
            self.limit = limit
        }
    }

    package struct HeavyKey: Sendable, Encodable {
        package var topic: String
        package var key: String
        /// Of the topic's events, from 0 to 1.
        package var share: Double

        package init(topic: String, key: String, share: Double) {
            self.topic = topic
            self.key = key
            self.share = share
        }
    }

    package struct Outage: Sendable, Encodable {
        package var name: String
        package var startSeconds: Double
        package var endSeconds: Double
        package var devices: Int64

        package init(name: String, startSeconds: Double, endSeconds: Double, devices: Int64) {
            self.name = name
            self.startSeconds = startSeconds
            self.endSeconds = endSeconds
            self.devices = devices
        }
    }

    package var scenario: String
    package var title: String
    package var seed: UInt64
    package var scale: Double
    /// Of the whole stream, byte for byte: 16 hexadecimal digits.
    package var digest: String
    package let eventsBySecond: [Int64]
    package let bytesBySecond: [Int64]
    /// Their sums.
    package let events: Int64
    package let bytes: Int64
    package var phases: [Phase] = []
    package var partitions: [Partition] = []
    package var groups: [Group] = []
    package var readers: [Reader] = []
    package var heavyKeys: [HeavyKey] = []
    package var outages: [Outage] = []
    /// Wall time that planning took, and so whether a sending loop has time to spare.
    package var planningSeconds: Double

    package init(
        scenario: String, title: String, seed: UInt64, scale: Double, digest: String, eventsBySecond: [Int64],
        bytesBySecond: [Int64], planningSeconds: Double
    ) {
        self.scenario = scenario
        self.title = title
        self.seed = seed
        self.scale = scale
        self.digest = digest
        self.eventsBySecond = eventsBySecond
        self.bytesBySecond = bytesBySecond
        self.planningSeconds = planningSeconds
        events = eventsBySecond.reduce(0, +)
        bytes = bytesBySecond.reduce(0, +)
    }

    /// The second with the most events, the first of equals.
    package var peak: (second: Int, events: Int64, bytes: Int64)? {
        guard let most = eventsBySecond.max(), most > 0, let second = eventsBySecond.firstIndex(of: most) else {
            return nil
        }
        return (second, most, second < bytesBySecond.count ? bytesBySecond[second] : 0)
    }
}
