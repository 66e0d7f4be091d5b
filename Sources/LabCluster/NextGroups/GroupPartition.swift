internal import KafkaWire

/// A partition as groups of the consumer protocol name it.
struct GroupPartition: Hashable, Comparable {
    let topic: WireID
    let index: Int32

    init(_ topic: WireID, _ index: Int32) {
        self.topic = topic
        self.index = index
    }

    static func < (one: GroupPartition, other: GroupPartition) -> Bool {
        (one.topic.high, one.topic.low, one.index) < (other.topic.high, other.topic.low, other.index)
    }
}

typealias GroupShare = Set<GroupPartition>

extension GroupShare {
    /// The partitions by topic, in the order in which they are told.
    var byTopic: [(topic: WireID, indexes: [Int32])] {
        Dictionary(grouping: self, by: \.topic).sorted { $0.value[0] < $1.value[0] }.map { topic, partitions in
            (topic, partitions.map(\.index).sorted())
        }
    }
}

/// The topics that groups can read, as their coordinator sees them.
struct GroupTopics {
    struct Shape: Equatable {
        let id: WireID
        let partitions: Int32

        var share: GroupShare { GroupShare((0..<partitions).map { GroupPartition(id, $0) }) }
    }

    let shape: (String) -> Shape?
    let name: (WireID) -> String?
    let names: () -> [String]

    init(shape: @escaping (String) -> Shape?, name: @escaping (WireID) -> String?, names: @escaping () -> [String]) {
        self.shape = shape
        self.name = name
        self.names = names
    }

    init(_ topics: Topics) {
        shape = { [unowned topics] in
            topics[$0].map { Shape(id: $0.id, partitions: Int32($0.partitions.count)) }
        }
        name = { [unowned topics] in topics[$0]?.name }
        names = { [unowned topics] in Array(topics.byName.keys) }
    }
}
