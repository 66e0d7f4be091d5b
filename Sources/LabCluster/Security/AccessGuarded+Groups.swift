internal import KafkaWire

// What asks about one group needs Read on it.

extension JoinGroupRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> JoinGroupResponse? {
        access.may(.read, .group, groupID) ? nil : ClassicGroup.refusal(.groupAuthorizationFailed, memberID)
    }
}

extension HeartbeatRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> HeartbeatResponse? {
        access.may(.read, .group, groupID) ? nil : .init { $0.errorCode = .groupAuthorizationFailed }
    }
}

extension LeaveGroupRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> LeaveGroupResponse? {
        access.may(.read, .group, groupID) ? nil : .init { $0.errorCode = .groupAuthorizationFailed }
    }
}

extension SyncGroupRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> SyncGroupResponse? {
        access.may(.read, .group, groupID) ? nil : .init { $0.errorCode = .groupAuthorizationFailed }
    }
}

extension OffsetDeleteRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> OffsetDeleteResponse? {
        access.may(.delete, .group, groupID) ? nil : .init { $0.errorCode = .groupAuthorizationFailed }
    }
}

extension OffsetCommitRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> OffsetCommitResponse? {
        guard !access.may(.read, .group, groupID) else { return nil }
        return .init {
            $0.topics = topics.map { topic in
                .init {
                    $0.name = topic.name
                    $0.partitions = topic.partitions.map { partition in
                        .init {
                            $0.partitionIndex = partition.partitionIndex
                            $0.errorCode = .groupAuthorizationFailed
                        }
                    }
                }
            }
        }
    }
}

extension ConsumerGroupHeartbeatRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> ConsumerGroupHeartbeatResponse? {
        guard access.may(.read, .group, groupID) else {
            return .init {
                $0.errorCode = .groupAuthorizationFailed
                $0.errorMessage = nil
            }
        }
        guard (subscribedTopicNames ?? []).allSatisfy({ access.may(.describe, .topic, $0) }) else {
            return .init {
                $0.errorCode = .topicAuthorizationFailed
                $0.errorMessage = nil
            }
        }
        return nil
    }
}
