// What a sample asks for, in the protocol's terms. It reads, and changes nothing.

/// Which offset of a partition is wanted.
enum LogPosition: Hashable, Sendable {
    case earliest
    case latest

    var timestamp: Int64 {
        switch self {
        case .earliest: -2
        case .latest: -1
        }
    }
}

extension ListOffsetsRequest {
    /// Asks as a client, for one offset of each partition; uncommitted records count.
    init(topic: String, partitions: [Int32], position: LogPosition) {
        self.init {
            $0.replicaID = -1
            $0.topics = [
                Topic { listed in
                    listed.name = topic
                    listed.partitions = partitions.map { id in
                        Topic.Partition {
                            $0.partitionIndex = id
                            $0.timestamp = position.timestamp
                        }
                    }
                }
            ]
        }
    }
}

extension FetchRequest {
    /// Reads one topic outside of any session; every batch is seen, whatever became of its transaction.
    ///
    /// By name: not above version 12.
    init(topic: String, partitions: [Topic.Partition], maxBytes: Int32, maxWait: Duration) {
        self.init {
            $0.maxWaitMs = Int32(maxWait / .milliseconds(1))
            $0.minBytes = 1
            $0.maxBytes = maxBytes
            $0.topics = [
                Topic {
                    $0.topic = topic
                    $0.partitions = partitions
                }
            ]
        }
    }

    /// The last version that calls topics by their names.
    static let lastByName: Int16 = 12
}

extension MetadataRequest {
    /// Asks for topics, nil for all that this user may see, and creates none.
    ///
    /// Below version 4 a request that names a topic may create it: there all topics are asked for.
    package init(topics: [String]?, version: Int16) {
        self.init {
            $0.allowAutoTopicCreation = false
            $0.topics = version >= 4 ? topics?.map { name in Topic { $0.name = name } } : version == 0 ? [] : nil
        }
    }
}
