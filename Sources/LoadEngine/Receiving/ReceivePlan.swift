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
    /// Events a second over all members; nil for as fast as they can.
    package var limit: Double?
    /// Whether a record without a stamp can only be a damaged event: the trial made the topics itself.
    package var ownsTopics: Bool
    /// By the reader's topic: partitions of the topic that its dead letters come from; nil for a topic of the fleet.
    ///
    /// A dead letter keeps its stamp, so its place in the ledger is that of its source: by the source's partition.
    package var letterSources: [Int?]
    /// What it looks for in each value; nil: it takes values as they are.
    package var inspection: InspectionPlan?

    package init(
        reader: String, trial: UInt64, topics: [String], laneBase: [Int], partitions: [Int], lanes: Int,
        producers: Int, phases: PhaseClock, settings: [String: String], limit: Double?, ownsTopics: Bool,
        letterSources: [Int?] = [], inspection: InspectionPlan? = nil
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
        self.letterSources = letterSources.isEmpty ? topics.map { _ in nil } : letterSources
        self.inspection = inspection
    }

    /// Ledger lanes: the trial's, then for each topic of dead letters one for each partition of its source.
    package var ledgerLanes: Int { letterSources.reduce(lanes) { $0 + ($1 ?? 0) } }

    /// The ledger lanes of one of the reader's topics.
    package func ledgerLanes(ofTopic topic: Int) -> Range<Int> {
        guard let source = letterSources[topic] else { return laneBase[topic]..<laneBase[topic] + partitions[topic] }
        let first = letterSources[..<topic].reduce(lanes) { $0 + ($1 ?? 0) }
        return first..<first + source
    }
}
