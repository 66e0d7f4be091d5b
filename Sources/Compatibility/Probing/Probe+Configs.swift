package import KafkaWire

extension Probe {
    /// The value of one config of a topic as it is in force; nil where it is not described.
    package func topicConfig(_ topic: String, _ key: String) async throws -> String? {
        let response = try await send(
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = topic
                        $0.configurationKeys = [key]
                    }
                ]
            })
        guard let result = response.results.first else {
            throw CheckOutcome.fail("DescribeConfigs answered without an entry for the topic")
        }
        try expectNone(result.errorCode, "DescribeConfigs of \(topic)")
        return result.configs.first { $0.name == key }?.value
    }

    /// Sets one config of a topic; what the cluster says of it.
    package func alterTopicConfig(_ topic: String, _ key: String, to value: String) async throws -> BrokerCode {
        let response = try await send(
            IncrementalAlterConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = topic
                        $0.configs = [
                            .init {
                                $0.name = key
                                $0.configOperation = 0
                                $0.value = value
                            }
                        ]
                    }
                ]
            }, to: .controller)
        guard let result = response.responses.first else {
            throw CheckOutcome.fail("IncrementalAlterConfigs answered without an entry for the topic")
        }
        return result.errorCode
    }
}
