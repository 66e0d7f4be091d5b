internal import KafkaWire

extension LabService {
    /// Deletes topics, by name or by id.
    static let deleteTopics = LabService(answering: DeleteTopicsRequest.self, 1...6) { call in
        var response = DeleteTopicsResponse()
        let asked =
            call.version >= 6
            ? call.request.topics
            : call.request.topicNames.map { name in .init { $0.name = name } }
        let topics = call.cluster.topics
        var seen: Set<DeleteTopicsRequest.DeleteTopicState> = []
        for one in asked {
            var result = DeleteTopicsResponse.TopicResult()
            result.name = one.name
            result.topicID = one.topicID
            let topic = one.topicID.isZero ? one.name.flatMap { topics[$0] } : topics[one.topicID]
            if (one.name == nil) == one.topicID.isZero || !seen.insert(one).inserted {
                result.errorCode = .invalidRequest
                result.errorMessage = "a topic is named once, by its name or by its id"
            } else if let topic, !one.topicID.isZero, !call.may(.describe, topic: topic.name) {
                result.errorCode = .unknownTopicId
                result.errorMessage = "This server does not host this topic ID."
            } else if let name = topic?.name ?? one.name, !call.may(.delete, topic: name) {
                result.errorCode = .topicAuthorizationFailed
                result.errorMessage = "Topic authorization failed."
            } else if let topic, !call.mayChange(partitions: topic.partitions.count, strictFrom: 5) {
                result.errorCode = .throttlingQuotaExceeded
                result.errorMessage = "The throttling quota has been exceeded."
            } else if let topic {
                result.name = topic.name
                result.topicID = topic.id
                let stays = call.cluster.defects.forgets(
                    .deletions, in: call.cluster, topic: topic.name, client: call.clientID, node: call.node.id)
                if !stays { topics.delete(topic, in: call.cluster) }
            } else {
                result.errorCode = one.topicID.isZero ? .unknownTopicOrPartition : .unknownTopicId
                result.errorMessage = "This server does not host this topic-partition."
            }
            response.responses.append(result)
        }
        return response
    }
}
