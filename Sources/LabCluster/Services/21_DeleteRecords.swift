internal import KafkaWire

extension LabService {
    /// Deletes what lies before an offset.
    static let deleteRecords = LabService(answering: DeleteRecordsRequest.self, 0...2) { call in
        var response = DeleteRecordsResponse()
        response.topics = call.request.topics.map { topic in
            .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { asked in
                    var result = DeleteRecordsResponse.TopicResult.PartitionResult()
                    result.partitionIndex = asked.partitionIndex
                    let partition = call.cluster.topics[topic.name]?.partition(asked.partitionIndex)
                    result.errorCode =
                        call.may(.delete, topic: topic.name)
                        ? fault(partition, asked.offset, call) : .topicAuthorizationFailed
                    result.lowWatermark = -1
                    if result.errorCode == .none, let partition {
                        let offset = asked.offset == -1 ? partition.highWatermark : asked.offset
                        partition.log.advanceStart(to: offset)
                        partition.wake(in: call.cluster)
                        result.lowWatermark = partition.log.startOffset
                    }
                    return result
                }
            }
        }
        return response
    }

    private static func fault(
        _ partition: Partition?, _ offset: Int64, _ call: LabCall<DeleteRecordsRequest>
    ) -> BrokerCode {
        guard let partition else { return .unknownTopicOrPartition }
        guard !partition.topic.isInternal else { return .invalidTopicException }
        guard partition.leader == call.node.id else { return .notLeaderOrFollower }
        guard partition.topic.settings.isDeleted else { return .policyViolation }
        return (-1...partition.highWatermark).contains(offset) ? .none : .offsetOutOfRange
    }
}
