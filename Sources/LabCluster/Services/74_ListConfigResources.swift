internal import KafkaWire

extension LabService {
    /// Lists the client metrics that have configurations.
    static let listConfigResources = LabService(answering: ListConfigResourcesRequest.self, 0...0) { call in
        ListConfigResourcesResponse {
            $0.configResources = call.cluster.configs.clientMetrics.keys.sorted().map { name in
                .init { $0.resourceName = name }
            }
        }
    }
}
