internal import KafkaWire

extension LabService {
    /// Adds partitions to topics.
    static let createPartitions = LabService(answering: CreatePartitionsRequest.self, 0...3) { call in
        var response = CreatePartitionsResponse()
        let counts = call.request.topics.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        var answered: Set<String> = []
        for asked in call.request.topics where answered.insert(asked.name).inserted {
            var result = CreatePartitionsResponse.TopicResult()
            result.name = asked.name
            result.errorMessage = nil
            do throws(TopicRefusal) {
                if counts[asked.name] != 1 {
                    throw TopicRefusal(.invalidRequest, "Duplicate topic name.")
                }
                guard call.may(.alter, topic: asked.name) else {
                    throw TopicRefusal(.topicAuthorizationFailed, "Topic authorization failed.")
                }
                let assignments = try added(asked, call.cluster)
                guard call.request.validateOnly || call.mayChange(partitions: assignments.count, strictFrom: 3) else {
                    throw TopicRefusal(.throttlingQuotaExceeded, "The throttling quota has been exceeded.")
                }
                if !call.request.validateOnly, let topic = call.cluster.topics[asked.name] {
                    for replicas in assignments { topic.add(replicas: replicas, in: call.cluster) }
                }
            } catch {
                result.errorCode = error.code
                result.errorMessage = error.message
            }
            response.results.append(result)
        }
        return response
    }

    private static func added(
        _ asked: CreatePartitionsRequest.Topic, _ cluster: ClusterState
    ) throws(TopicRefusal) -> [[Int32]] {
        guard let topic = cluster.topics[asked.name] else {
            throw TopicRefusal(.unknownTopicOrPartition, "This server does not host this topic-partition.")
        }
        let present = Int32(topic.partitions.count)
        guard asked.count > present else {
            throw TopicRefusal(
                .invalidPartitions,
                asked.count == present
                    ? "Topic already has \(present) partition(s)."
                    : "The topic \(asked.name) currently has \(present) partition(s); \(asked.count) would not be an increase."
            )
        }
        guard asked.count <= TopicPlan.mostPartitions else {
            throw TopicRefusal(.policyViolation, "\(asked.count) partitions are more than \(TopicPlan.mostPartitions)")
        }
        guard let assignments = asked.assignments else {
            let live = cluster.liveNodes
            guard Int(topic.replicationFactor) <= live.count else {
                throw TopicRefusal(
                    .invalidReplicationFactor, "only \(live.count) broker(s) are registered.")
            }
            return cluster.topics.place(
                asked.count - present, replicationFactor: topic.replicationFactor, on: live)
        }
        guard assignments.count == Int(asked.count - present) else {
            throw TopicRefusal(
                .invalidReplicaAssignment,
                "Attempted to add \(asked.count - present) additional partition(s), but only \(assignments.count) assignment(s) were specified."
            )
        }
        for assignment in assignments {
            try TopicPlan.check(assignment.brokerIDs, as: Int(topic.replicationFactor), in: cluster)
        }
        return assignments.map(\.brokerIDs)
    }
}
