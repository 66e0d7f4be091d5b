/// Everything the members of one reader need to know before they start.
package struct ReceivePlan: Sendable {
    package var reader: String
    package var trial: UInt64
    /// Topic names on the cluster, in the reader's order.
    package var topics: [String]
    /// By the reader's topic: the first of its lanes, and how many partitions it has.
    package var laneBase: [Int]
    package var partitions: [Int]
    /// All lanes of the trial, and all its producers.
    package var lanes: Int
    package var producers: Int
    package var phases: PhaseClock
    /// librdkafka properties of each member, `group.id` among them.
    package var settings: [String: String]
    /// Events a second for each member; nil for as fast as it can.
    package var limit: Double?
    /// Whether a record without a stamp can only be a damaged event: the trial made the topics itself.
    package var ownsTopics: Bool

    package init(
        reader: String, trial: UInt64, topics: [String], laneBase: [Int], partitions: [Int], lanes: Int,
        producers: Int, phases: PhaseClock, settings: [String: String], limit: Double?, ownsTopics: Bool
    ) {
        self.reader = reader
        self.trial = trial
        self.topics = topics
        self.laneBase = laneBase
        self.partitions = partitions
        self.lanes = lanes
        self.producers = producers
        self.phases = phases
        self.settings = settings
        self.limit = limit
        self.ownsTopics = ownsTopics
    }
}
