internal import KafkaWire

extension LabService {
    /// The quorum as it would be: up to three nodes vote, the rest watch, and all that are up keep up.
    static let describeQuorum = LabService(answering: DescribeQuorumRequest.self, 0...2) { call in
        var response = DescribeQuorumResponse()
        response.errorMessage = nil
        response.topics = call.request.topics.map { topic in
            .init {
                $0.topicName = topic.topicName
                $0.partitions = topic.partitions.map { partition in
                    guard topic.topicName == "__cluster_metadata", partition.partitionIndex == 0 else {
                        return .init {
                            $0.partitionIndex = partition.partitionIndex
                            $0.errorCode = .unknownTopicOrPartition
                            $0.errorMessage = nil
                        }
                    }
                    return quorum(call.cluster)
                }
            }
        }
        response.nodes = call.cluster.voters.map { node in
            .init {
                $0.nodeID = node.id
                $0.listeners = node.ports.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, port in
                    .init {
                        $0.name = kind.rawValue
                        $0.host = call.cluster.settings.host
                        $0.port = UInt16(clamping: port)
                    }
                }
            }
        }
        return response
    }

    private static func quorum(_ cluster: ClusterState) -> DescribeQuorumResponse.TopicData.PartitionData {
        let (end, now) = (cluster.metadataOffset, cluster.now)
        func state(_ node: LabNode) -> DescribeQuorumResponse.ReplicaState {
            .init {
                $0.replicaID = node.id
                $0.logEndOffset = node.isUp ? end : 0
                $0.lastFetchTimestamp = node.isUp ? now : -1
                $0.lastCaughtUpTimestamp = node.isUp ? now : -1
            }
        }
        let voters = cluster.voters
        return .init {
            $0.errorMessage = nil
            $0.leaderID = cluster.controllerID
            $0.leaderEpoch = cluster.quorumEpoch
            $0.highWatermark = end
            $0.currentVoters = voters.map(state)
            $0.observers = cluster.nodes.dropFirst(voters.count).map(state)
        }
    }
}

extension ClusterState {
    fileprivate var voters: ArraySlice<LabNode> { nodes.prefix(3) }

    /// Grows by two a second, as Kafka's log of metadata does where nothing changes.
    fileprivate var metadataOffset: Int64 { Int64(secondsSinceStart * 2) + 1 }

    /// Grows whenever a voter comes or goes.
    fileprivate var quorumEpoch: Int32 {
        voters.reduce(0) { $0 + Int32(truncatingIfNeeded: $1.epoch * 2) - ($1.isUp ? 1 : 0) }
    }
}
