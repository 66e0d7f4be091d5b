internal import KafkaWire

extension LabService {
    /// Describes groups of the consumer protocol: what members have, and what they are to have.
    static let consumerGroupDescribe = LabService(answering: ConsumerGroupDescribeRequest.self, 0...1) { call in
        ConsumerGroupDescribeResponse {
            $0.groups = call.request.groupIDs.map { describe($0, call) }
        }
    }

    private static func describe(
        _ id: String, _ call: LabCall<ConsumerGroupDescribeRequest>
    ) -> ConsumerGroupDescribeResponse.DescribedGroup {
        let groups = call.cluster.groups
        var answer = ConsumerGroupDescribeResponse.DescribedGroup()
        answer.groupID = id
        guard call.may(.describe, group: id) else {
            answer.errorCode = .groupAuthorizationFailed
            return answer
        }
        guard groups.isCoordinator(call.node, of: id) else {
            answer.errorCode = .notCoordinator
            return answer
        }
        guard !id.isEmpty else {
            answer.errorCode = .invalidGroupId
            return answer
        }
        guard case .consumer(let group)? = groups[id]?.kind else {
            answer.errorCode = .groupIdNotFound
            answer.errorMessage = groups[id] == nil ? "Group \(id) not found." : "Group \(id) is not a consumer group."
            return answer
        }
        if call.request.includeAuthorizedOperations {
            answer.authorizedOperations = call.access.authorizedOperations(.group, id)
        }
        answer.groupState = group.state
        answer.groupEpoch = group.epoch
        answer.assignmentEpoch = group.assignmentEpoch
        answer.assignorName = group.assignor.rawValue
        answer.members = group.members.map { member in
            .init {
                $0.memberID = member.id
                $0.instanceID = member.instanceID
                $0.rackID = member.rackID
                $0.memberEpoch = member.progress.epoch
                $0.clientID = member.client.id
                $0.clientHost = member.client.host
                $0.subscribedTopicNames = member.topics.sorted()
                $0.subscribedTopicRegex = member.pattern
                $0.assignment = assignment(member.progress.assigned, call.cluster.topics)
                $0.targetAssignment = assignment(group.target(of: member), call.cluster.topics)
                $0.memberType = member.classic == nil ? 1 : 0
            }
        }
        return answer
    }

    private static func assignment(
        _ share: GroupShare, _ topics: Topics
    ) -> ConsumerGroupDescribeResponse.Assignment {
        var assignment = ConsumerGroupDescribeResponse.Assignment()
        for (id, indexes) in share.byTopic {
            guard let topic = topics[id] else { continue }
            assignment.topicPartitions.append(
                .init {
                    $0.topicID = id
                    $0.topicName = topic.name
                    $0.partitions = indexes
                })
        }
        return assignment
    }
}
