package import KafkaWire

extension Probe {
    /// The value of one config of a topic as it is in force; nil where it is not described.
    ///
    /// Asked again while the broker that is asked has not heard of the topic yet.
    package func topicConfig(_ topic: String, _ key: String) async throws -> String? {
        let result = try await eventually(within: .seconds(20), "the configs of \(topic)") {
            let result = try await self.topicConfigs(topic, [key])
            return result.errorCode == .unknownTopicOrPartition ? nil : result
        }
        try expectNone(result.errorCode, "DescribeConfigs of \(topic)")
        return result.configs.first { $0.name == key }?.value
    }

    private func topicConfigs(
        _ topic: String, _ keys: [String]
    ) async throws -> DescribeConfigsResponse.DescribeConfigsResult {
        let response = try await send(
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = topic
                        $0.configurationKeys = keys
                    }
                ]
            })
        guard let result = response.results.first else {
            throw CheckOutcome.fail("DescribeConfigs answered without an entry for the topic")
        }
        return result
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
