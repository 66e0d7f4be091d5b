internal import KafkaWire

// What asks about a transactional id needs Write on it.

extension InitProducerIdRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> InitProducerIdResponse? {
        let code: BrokerCode
        if let transactionalID {
            if access.may(.write, .transactionalID, transactionalID) { return nil }
            code = .transactionalIdAuthorizationFailed
        } else {
            // Since KIP-679 who may write to any topic may be idempotent.
            if access.may(.idempotentWrite) || access.mayAny(.write, .topic) { return nil }
            code = .clusterAuthorizationFailed
        }
        return .init {
            $0.errorCode = code
            $0.producerID = -1
            $0.producerEpoch = -1
        }
    }
}

extension AddOffsetsToTxnRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> AddOffsetsToTxnResponse? {
        if !access.may(.write, .transactionalID, transactionalID) {
            return .init { $0.errorCode = .transactionalIdAuthorizationFailed }
        }
        return access.may(.read, .group, groupID) ? nil : .init { $0.errorCode = .groupAuthorizationFailed }
    }
}

extension EndTxnRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> EndTxnResponse? {
        access.may(.write, .transactionalID, transactionalID)
            ? nil : .init { $0.errorCode = .transactionalIdAuthorizationFailed }
    }
}

extension TxnOffsetCommitRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> TxnOffsetCommitResponse? {
        let code: BrokerCode
        if !access.may(.write, .transactionalID, transactionalID) {
            code = .transactionalIdAuthorizationFailed
        } else if !access.may(.read, .group, groupID) {
            code = .groupAuthorizationFailed
        } else {
            return nil
        }
        return .init {
            $0.topics = topics.map { topic in
                .init {
                    $0.name = topic.name
                    $0.partitions = topic.partitions.map { partition in
                        .init {
                            $0.partitionIndex = partition.partitionIndex
                            $0.errorCode = code
                        }
                    }
                }
            }
        }
    }
}

extension WriteTxnMarkersRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> WriteTxnMarkersResponse? {
        guard !access.may(.clusterAction), !access.may(.alter) else { return nil }
        return .init {
            $0.markers = markers.map { marker in
                .init {
                    $0.producerID = marker.producerID
                    $0.topics = marker.topics.map { topic in
                        .init {
                            $0.name = topic.name
                            $0.partitions = topic.partitionIndexes.map { index in
                                .init {
                                    $0.partitionIndex = index
                                    $0.errorCode = .clusterAuthorizationFailed
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
