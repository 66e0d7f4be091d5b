internal import KafkaWire

// What is about the whole cluster needs a right of the cluster.

private let clusterRefusal = "Cluster authorization failed."

extension DescribeAclsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DescribeAclsResponse? {
        access.may(.describe)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
            }
    }
}

extension CreateAclsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> CreateAclsResponse? {
        guard !access.may(.alter) else { return nil }
        return .init {
            $0.results = creations.map { _ in
                .init {
                    $0.errorCode = .clusterAuthorizationFailed
                    $0.errorMessage = clusterRefusal
                }
            }
        }
    }
}

extension DeleteAclsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DeleteAclsResponse? {
        guard !access.may(.alter) else { return nil }
        return .init {
            $0.filterResults = filters.map { _ in
                .init {
                    $0.errorCode = .clusterAuthorizationFailed
                    $0.errorMessage = clusterRefusal
                }
            }
        }
    }
}

extension AlterReplicaLogDirsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> AlterReplicaLogDirsResponse? {
        guard !access.may(.alter) else { return nil }
        return .init {
            $0.results = dirs.flatMap(\.topics).map { topic in
                .init {
                    $0.topicName = topic.name
                    $0.partitions = topic.partitions.map { index in
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

extension DescribeLogDirsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DescribeLogDirsResponse? {
        access.may(.describe) ? nil : .init { $0.errorCode = .clusterAuthorizationFailed }
    }
}

extension ElectLeadersRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> ElectLeadersResponse? {
        guard !access.may(.alter) else { return nil }
        return .init {
            $0.errorCode = .clusterAuthorizationFailed
            $0.replicaElectionResults = (topicPartitions ?? []).map { topic in
                .init {
                    $0.topic = topic.topic
                    $0.partitionResult = topic.partitions.map { index in
                        .init {
                            $0.partitionID = index
                            $0.errorCode = .clusterAuthorizationFailed
                            $0.errorMessage = clusterRefusal
                        }
                    }
                }
            }
        }
    }
}

extension AlterPartitionReassignmentsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> AlterPartitionReassignmentsResponse? {
        access.may(.alter)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
            }
    }
}

extension ListPartitionReassignmentsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> ListPartitionReassignmentsResponse? {
        access.may(.describe)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
            }
    }
}

extension DescribeClientQuotasRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DescribeClientQuotasResponse? {
        access.may(.describeConfigs)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
                $0.entries = nil
            }
    }
}

extension AlterClientQuotasRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> AlterClientQuotasResponse? {
        guard !access.may(.alterConfigs) else { return nil }
        return .init {
            $0.entries = entries.map { entry in
                .init {
                    $0.errorCode = .clusterAuthorizationFailed
                    $0.errorMessage = clusterRefusal
                    $0.entity = entry.entity.map { part in
                        .init {
                            $0.entityType = part.entityType
                            $0.entityName = part.entityName
                        }
                    }
                }
            }
        }
    }
}

extension DescribeUserScramCredentialsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DescribeUserScramCredentialsResponse? {
        access.may(.describe)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
            }
    }
}

extension AlterUserScramCredentialsRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> AlterUserScramCredentialsResponse? {
        guard !access.may(.alter) else { return nil }
        let names = Set(deletions.map(\.name) + upsertions.map(\.name)).sorted()
        return .init {
            $0.results = names.map { name in
                .init {
                    $0.user = name
                    $0.errorCode = .clusterAuthorizationFailed
                    $0.errorMessage = clusterRefusal
                }
            }
        }
    }
}

extension DescribeQuorumRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> DescribeQuorumResponse? {
        access.may(.describe) ? nil : .init { $0.errorCode = .clusterAuthorizationFailed }
    }
}

extension UpdateFeaturesRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> UpdateFeaturesResponse? {
        access.may(.alter)
            ? nil
            : .init {
                $0.errorCode = .clusterAuthorizationFailed
                $0.errorMessage = clusterRefusal
            }
    }
}

extension ListConfigResourcesRequest: AccessGuarded {
    func refusal(_ access: Access, version: Int16) -> ListConfigResourcesResponse? {
        access.may(.describeConfigs) ? nil : .init { $0.errorCode = .clusterAuthorizationFailed }
    }
}
