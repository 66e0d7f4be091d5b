internal import KafkaWire

extension LabService {
    /// Nodes, topics and leaders.
    static let metadata = LabService(answering: MetadataRequest.self, 0...13) { call in
        let cluster = call.cluster
        var response = MetadataResponse()
        response.brokers = cluster.liveNodes.map { node in
            .init {
                $0.nodeID = node.id
                $0.host = cluster.settings.host
                $0.port = Int32(node.ports[call.connection.listener] ?? 0)
                $0.rack = node.rack
            }
        }
        response.clusterID = cluster.id
        response.controllerID = cluster.controllerID
        if call.request.includeClusterAuthorizedOperations {
            response.clusterAuthorizedOperations = call.access.authorizedOperations(
                .cluster, AccessKind.clusterName)
        }
        // Version 0 has no null, and asks for all with an empty list.
        guard let asked = call.request.topics, call.version > 0 || !asked.isEmpty else {
            response.topics = cluster.topics.inOrder.filter { call.may(.describe, topic: $0.name) }.map {
                described($0, call)
            }
            return response
        }
        guard call.version >= 12 || asked.allSatisfy({ $0.name != nil && $0.topicID.isZero }) else {
            throw LabHangUp("Metadata v\(call.version) with ids of topics")
        }
        response.topics = asked.map { topic in answer(to: topic, call) }
        return response
    }

    private static func answer(
        to asked: MetadataRequest.Topic, _ call: LabCall<MetadataRequest>
    ) -> MetadataResponse.Topic {
        let topics = call.cluster.topics
        var answer = MetadataResponse.Topic()
        answer.name = asked.name
        answer.topicID = asked.topicID
        guard asked.topicID.isZero, let name = asked.name else {
            // Who may not describe a topic is not told that its id is one.
            if let topic = topics[asked.topicID], call.may(.describe, topic: topic.name) {
                return described(topic, call)
            }
            answer.name = nil
            answer.errorCode = asked.topicID.isZero ? .invalidRequest : .unknownTopicId
            return answer
        }
        guard call.may(.describe, topic: name) else {
            answer.errorCode = .topicAuthorizationFailed
            return answer
        }
        if let topic = topics[name] { return described(topic, call) }
        answer.isInternal = Topic.internalNames.contains(name)
        answer.errorCode = TopicName.fault(in: name) == nil ? .unknownTopicOrPartition : .invalidTopicException
        let mayCreate = call.request.allowAutoTopicCreation && call.cluster.settings.createsTopics
        guard mayCreate, answer.errorCode == .unknownTopicOrPartition else { return answer }
        guard call.access.may(.create) || call.may(.create, topic: name) else {
            answer.errorCode = .topicAuthorizationFailed
            return answer
        }
        guard topics.collision(with: name) == nil else {
            answer.errorCode = .invalidTopicException
            return answer
        }
        // As at a broker, the topic is there when it is asked for again.
        switch name {
        case "__consumer_offsets": _ = topics.consumerOffsets(in: call.cluster)
        case "__transaction_state": _ = topics.transactionState(in: call.cluster)
        default: _ = topics.ensure(name, partitions: call.cluster.settings.partitions, in: call.cluster)
        }
        return answer
    }

    private static func described(_ topic: Topic, _ call: LabCall<MetadataRequest>) -> MetadataResponse.Topic {
        MetadataResponse.Topic {
            $0.name = topic.name
            $0.topicID = topic.id
            $0.isInternal = topic.isInternal
            if call.request.includeTopicAuthorizedOperations {
                $0.topicAuthorizedOperations = call.access.authorizedOperations(.topic, topic.name)
            }
            $0.partitions = topic.partitions.map { partition in
                .init {
                    $0.errorCode = partition.leader < 0 ? .leaderNotAvailable : .none
                    $0.partitionIndex = partition.index
                    $0.leaderID = partition.leader
                    $0.leaderEpoch = partition.leaderEpoch
                    $0.replicaNodes = partition.replicas
                    $0.inSyncReplicas = partition.inSync
                    $0.offlineReplicas = partition.replicas.filter { call.cluster.node($0)?.isUp != true }
                }
            }
        }
    }
}
