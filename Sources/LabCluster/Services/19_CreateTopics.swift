internal import KafkaWire

extension LabService {
    /// Makes topics, or says what is wrong with them.
    static let createTopics = LabService(answering: CreateTopicsRequest.self, 2...7) { call in
        var response = CreateTopicsResponse()
        let counts = call.request.topics.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        var answered: Set<String> = []
        for asked in call.request.topics where answered.insert(asked.name).inserted {
            var result = CreateTopicsResponse.TopicResult()
            result.name = asked.name
            result.errorMessage = nil
            do throws(TopicRefusal) {
                if counts[asked.name] != 1 {
                    throw TopicRefusal(.invalidRequest, "Found multiple entries for this topic.")
                }
                guard call.access.may(.create) || call.may(.create, topic: asked.name) else {
                    throw TopicRefusal(.topicAuthorizationFailed, "Authorization failed.")
                }
                let plan = try TopicPlan(asked, in: call.cluster)
                guard plan.assignments.count <= mostPartitions else {
                    throw TopicRefusal(.policyViolation, "Excessively large number of partitions per request.")
                }
                result.numPartitions = Int32(plan.assignments.count)
                result.replicationFactor = Int16(plan.assignments.first?.count ?? 0)
                result.configs = configs(plan.configs, call.cluster)
                guard
                    call.request.validateOnly || call.mayChange(partitions: plan.assignments.count, strictFrom: 6)
                else { throw TopicRefusal(.throttlingQuotaExceeded, "The throttling quota has been exceeded.") }
                if !call.request.validateOnly {
                    let topic = call.cluster.topics.create(
                        asked.name, assignments: plan.assignments, configs: plan.configs, in: call.cluster)
                    result.topicID = topic.id
                }
            } catch {
                result.errorCode = error.code
                result.errorMessage = error.message
                result.configs = nil
            }
            response.topics.append(result)
        }
        return response
    }

    /// Of one topic, as Kafka's controller has it for a batch of records.
    private static let mostPartitions = 10_000

    private static func configs(
        _ set: [String: String], _ cluster: ClusterState
    ) -> [CreateTopicsResponse.TopicResult.TopicConfigs] {
        TopicConfigs.all.map { definition in
            let first = cluster.configs.layers(of: definition, set)[0]
            return .init {
                $0.name = definition.name
                $0.value = first.value
                $0.configSource = first.source.rawValue
            }
        }
    }
}
