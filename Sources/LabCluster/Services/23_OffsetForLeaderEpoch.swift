internal import KafkaWire

extension LabService {
    /// Where a leader's epoch ended.
    static let offsetForLeaderEpoch = LabService(answering: OffsetForLeaderEpochRequest.self, 2...4) { call in
        var response = OffsetForLeaderEpochResponse()
        response.topics = call.request.topics.map { topic in
            .init {
                $0.topic = topic.topic
                $0.partitions = topic.partitions.map { asked in
                    .init {
                        $0.partition = asked.partition
                        guard call.may(.describe, topic: topic.topic) else {
                            $0.errorCode = .topicAuthorizationFailed
                            return
                        }
                        guard let partition = call.cluster.topics[topic.topic]?.partition(asked.partition) else {
                            $0.errorCode = .unknownTopicOrPartition
                            return
                        }
                        if partition.leader != call.node.id {
                            $0.errorCode = .notLeaderOrFollower
                        } else if let fault = partition.fault(inEpoch: asked.currentLeaderEpoch) {
                            $0.errorCode = fault
                        } else if let end = partition.log.end(ofEpoch: asked.leaderEpoch) {
                            $0.leaderEpoch = end.epoch
                            $0.endOffset = end.offset
                        }
                    }
                }
            }
        }
        return response
    }
}
