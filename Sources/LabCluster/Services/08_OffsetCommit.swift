internal import KafkaWire

extension LabService {
    /// Commits offsets of a group, of its members or from outside while it has none.
    static let offsetCommit = LabService(answering: OffsetCommitRequest.self, 2...9) { call in
        let groups = call.cluster.groups
        let request = call.request
        let refusal = groups.faultOfCommit(call)
        var response = OffsetCommitResponse()
        response.topics = request.topics.map { topic in
            let refusal = call.may(.read, topic: topic.name) ? refusal : .topicAuthorizationFailed
            return .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { partition in
                    .init {
                        $0.partitionIndex = partition.partitionIndex
                        $0.errorCode = refusal ?? groups.commit(partition, topic.name, request)
                    }
                }
            }
        }
        if refusal == nil { groups.keepAlive(request.memberID, of: request.groupID) }
        return response
    }
}

extension Groups {
    fileprivate func faultOfCommit(_ call: LabCall<OffsetCommitRequest>) -> BrokerCode? {
        let request = call.request
        guard isCoordinator(call.node, of: request.groupID) else { return .notCoordinator }
        let committer = OffsetCommitter(
            memberID: request.memberID, instanceID: request.groupInstanceID,
            generation: request.generationIDOrMemberEpoch, isTransactional: false, version: call.version)
        return fault(in: committer, of: request.groupID)
    }

    fileprivate func commit(
        _ partition: OffsetCommitRequest.Topic.Partition, _ topic: String, _ request: OffsetCommitRequest
    ) -> BrokerCode {
        guard cluster.topics[topic]?.partition(partition.partitionIndex) != nil else { return .unknownTopicOrPartition }
        let metadata = partition.committedMetadata ?? ""
        guard metadata.utf8.count <= largestMetadata else { return .offsetMetadataTooLarge }
        var offset = CommittedOffset(offset: partition.committedOffset, committedAt: clock.now())
        offset.leaderEpoch = partition.committedLeaderEpoch
        offset.metadata = metadata
        if request.retentionTimeMs >= 0 { offset.expiresAt = offset.committedAt + request.retentionTimeMs }
        offsets(of: request.groupID).commit(offset, OffsetPlace(topic, partition.partitionIndex))
        return .none
    }
}
