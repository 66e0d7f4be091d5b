internal import KafkaWire

extension LabService {
    /// Topics with their partitions, in pages.
    static let describeTopicPartitions = LabService(answering: DescribeTopicPartitionsRequest.self, 0...0) { call in
        var response = DescribeTopicPartitionsResponse()
        let topics = call.cluster.topics
        let asked = Set(call.request.topics.map(\.name))
        var names = asked.isEmpty ? topics.byName.keys.sorted() : asked.sorted()
        let cursor = call.request.cursor
        if let cursor { names.removeAll { $0 < cursor.topicName } }
        let most = call.cluster.configs.number("max.request.partition.size.limit", node: call.node.id)
        var left = min(Int(max(1, call.request.responsePartitionLimit)), Int(most))
        for name in names {
            guard call.may(.describe, topic: name) else {
                if asked.contains(name) { response.topics.append(refused(name)) }
                continue
            }
            guard let topic = topics[name] else {
                // A page that goes on behind a topic that is gone begins with the next.
                if asked.contains(name) { response.topics.append(unknown(name)) }
                continue
            }
            let first = cursor.map { $0.topicName == name ? Int(max(0, $0.partitionIndex)) : 0 } ?? 0
            guard left > 0 else {
                response.nextCursor = place(name, 0)
                break
            }
            let page = topic.partitions.dropFirst(first).prefix(left)
            left -= page.count
            response.topics.append(described(topic, page, call))
            if first + page.count < topic.partitions.count {
                response.nextCursor = place(name, first + page.count)
                break
            }
        }
        return response
    }

    private static func place(_ topic: String, _ partition: Int) -> DescribeTopicPartitionsResponse.Cursor {
        .init {
            $0.topicName = topic
            $0.partitionIndex = Int32(partition)
        }
    }

    private static func refused(_ name: String) -> DescribeTopicPartitionsResponse.Topic {
        .init {
            $0.name = name
            $0.errorCode = .topicAuthorizationFailed
        }
    }

    private static func unknown(_ name: String) -> DescribeTopicPartitionsResponse.Topic {
        .init {
            $0.name = name
            $0.errorCode = TopicName.fault(in: name) == nil ? .unknownTopicOrPartition : .invalidTopicException
        }
    }

    private static func described(
        _ topic: Topic, _ partitions: ArraySlice<Partition>,
        _ call: LabCall<DescribeTopicPartitionsRequest>
    ) -> DescribeTopicPartitionsResponse.Topic {
        .init {
            $0.name = topic.name
            $0.topicID = topic.id
            $0.isInternal = topic.isInternal
            $0.topicAuthorizedOperations = call.access.authorizedOperations(.topic, topic.name)
            $0.partitions = partitions.map { partition in
                .init {
                    $0.errorCode = partition.leader < 0 ? .leaderNotAvailable : .none
                    $0.partitionIndex = partition.index
                    $0.leaderID = partition.leader
                    $0.leaderEpoch = partition.leaderEpoch
                    $0.replicaNodes = partition.replicas
                    $0.inSyncReplicas = partition.inSync
                    // Java's client takes no null for these.
                    $0.eligibleLeaderReplicas = []
                    $0.lastKnownElr = []
                    $0.offlineReplicas = partition.replicas.filter { call.cluster.node($0)?.isUp != true }
                }
            }
        }
    }
}
