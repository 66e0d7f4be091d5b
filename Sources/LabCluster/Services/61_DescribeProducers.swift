internal import KafkaWire

extension LabService {
    /// The idempotent producers that partitions know, with the transactions that they have open there.
    static let describeProducers = LabService(answering: DescribeProducersRequest.self, 0...0) { call in
        var response = DescribeProducersResponse()
        response.topics = call.request.topics.map { topic in
            .init {
                $0.name = topic.name
                $0.partitions = topic.partitionIndexes.map { producers(of: topic.name, $0, call) }
            }
        }
        return response
    }

    private static func producers(
        of topic: String, _ index: Int32, _ call: LabCall<DescribeProducersRequest>
    ) -> DescribeProducersResponse.TopicResponse.PartitionResponse {
        var answer = DescribeProducersResponse.TopicResponse.PartitionResponse()
        answer.partitionIndex = index
        guard call.may(.read, topic: topic) else {
            answer.errorCode = .topicAuthorizationFailed
            answer.errorMessage = "Topic authorization failed."
            return answer
        }
        guard let partition = call.cluster.topics[topic]?.partition(index) else {
            answer.errorCode = .unknownTopicOrPartition
            answer.errorMessage = "This server does not host this topic-partition."
            return answer
        }
        guard partition.leader == call.node.id else {
            answer.errorCode = .notLeaderOrFollower
            answer.errorMessage = "Partition \(partition.name) is not led by node \(call.node.id)"
            return answer
        }
        answer.activeProducers = partition.log.producers.producers.sorted { $0.key < $1.key }.map { id, producer in
            .init {
                $0.producerID = id
                $0.producerEpoch = Int32(producer.epoch)
                $0.lastSequence = producer.batches.last?.lastSequence ?? -1
                $0.lastTimestamp = producer.lastTimestamp
                $0.coordinatorEpoch = producer.coordinatorEpoch
                $0.currentTxnStartOffset = producer.transactionStart ?? -1
            }
        }
        return answer
    }
}
