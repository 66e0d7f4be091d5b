internal import KafkaWire

// What the cluster says of itself and of its topics.
extension LabDefect {
    static let metadataDefects = [
        LabDefect(
            "create-on-any-question", .compatibility,
            "Topics come into being by being asked for, though the client forbade it",
            foundBy: [.check("meta.autocreate-off")],
            .asking(MetadataRequest.self) { request, call in
                if call.strikes() { request.allowAutoTopicCreation = true }
            }),
        LabDefect(
            "no-topic-ids", .compatibility, "Metadata has no topic ids, though requests by id are offered",
            foundBy: [.check("meta.topic-id-stability"), .check("proto.topicid-coherence")],
            .answering(MetadataRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for index in response.topics.indices { response.topics[index].topicID = .zero }
            }),
        LabDefect(
            "no-leader-epochs", .compatibility, "Metadata has no leader epochs",
            foundBy: [.check("meta.leader-epoch")],
            .answering(MetadataRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices {
                        response.topics[topic].partitions[index].leaderEpoch = -1
                    }
                }
            }),
        LabDefect(
            "no-cluster-id", .compatibility, "The cluster has no id", foundBy: [.check("meta.cluster-identity")],
            .answering(MetadataRequest.self) { response, _, call in
                if call.strikes() { response.clusterID = nil }
            }),
        LabDefect(
            "no-controller", .compatibility, "Metadata names no controller", foundBy: [.check("meta.cluster-identity")],
            .answering(MetadataRequest.self) { response, _, call in
                if call.strikes() { response.controllerID = -1 }
            }),
        LabDefect(
            "dead-address", .operations, "Metadata gives one node a port on which nobody listens",
            foundBy: [.check("meta.endpoints-reachable")], nodes: 3,
            .answering(MetadataRequest.self) { response, _, call in
                guard let last = response.brokers.indices.last, call.strikes() else { return }
                response.brokers[last].port = 1
            }),
        LabDefect(
            "replica-named-twice", .compatibility, "A node is named twice among the replicas of a partition",
            foundBy: [.check("meta.replica-shape")], nodes: 3,
            .answering(MetadataRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices {
                        let partition = response.topics[topic].partitions[index]
                        guard let last = partition.replicaNodes.last, partition.replicaNodes.count > 1 else { continue }
                        // One in the place of another: as many as there ought to be.
                        response.topics[topic].partitions[index].replicaNodes[0] = last
                        response.topics[topic].partitions[index].inSyncReplicas = partition.replicaNodes
                    }
                }
            }),
        LabDefect(
            "missing-partition-page", .compatibility, "The first partition of a page is left out",
            foundBy: [.check("meta.partition-paging")],
            .answering(DescribeTopicPartitionsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for index in response.topics.indices where !response.topics[index].partitions.isEmpty {
                    response.topics[index].partitions.removeFirst()
                }
            }),
    ]
}
