internal import KafkaWire

extension LabService {
    /// Deletes committed offsets of topics that a group does not read.
    static let offsetDelete = LabService(answering: OffsetDeleteRequest.self, 0...0) { call in
        let groups = call.cluster.groups
        var response = OffsetDeleteResponse()
        guard groups.isCoordinator(call.node, of: call.request.groupID) else {
            response.errorCode = .notCoordinator
            return response
        }
        guard let group = groups[call.request.groupID] else {
            response.errorCode = .groupIdNotFound
            return response
        }
        // Nobody knows what members that are no consumers read.
        if case .classic(let members) = group.kind, group.isInUse, !members.isOfConsumers {
            response.errorCode = .nonEmptyGroup
            return response
        }
        response.topics = call.request.topics.map { topic in
            let isSubscribed = group.isSubscribed(to: topic.name)
            return .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { partition in
                    let place = OffsetPlace(topic.name, partition.partitionIndex)
                    let isThere = call.cluster.topics[topic.name]?.partition(place.partition) != nil
                    guard call.may(.read, topic: topic.name) else {
                        return .init {
                            $0.partitionIndex = place.partition
                            $0.errorCode = .topicAuthorizationFailed
                        }
                    }
                    if isThere, !isSubscribed { group.offsets.delete(place) }
                    return .init {
                        $0.partitionIndex = place.partition
                        $0.errorCode =
                            isThere ? isSubscribed ? .groupSubscribedToTopic : .none : .unknownTopicOrPartition
                    }
                }
            }
        }
        return response
    }
}
