internal import KafkaWire

extension LabService {
    /// Tells configurations, with where their values come from.
    static let describeConfigs = LabService(answering: DescribeConfigsRequest.self, 1...4) { call in
        var response = DescribeConfigsResponse()
        response.results = call.request.resources.map { asked in
            var result = DescribeConfigsResponse.DescribeConfigsResult()
            result.resourceType = asked.resourceType
            result.resourceName = asked.resourceName
            result.errorMessage = nil
            do throws(ConfigRefusal) {
                try call.access.require(.describeConfigs, asked.resourceType, asked.resourceName)
                let target = try ConfigTarget(asked.resourceType, asked.resourceName, in: call.cluster)
                result.configs = target.told(in: call.cluster).filter { config in
                    asked.configurationKeys.map { $0.contains(config.name) } ?? true
                }.map { described($0, call) }
            } catch {
                result.errorCode = error.code
                result.errorMessage = error.message
            }
            return result
        }
        return response
    }

    private static func described(
        _ config: ToldConfig, _ call: LabCall<DescribeConfigsRequest>
    ) -> DescribeConfigsResponse.DescribeConfigsResult.ResourceResult {
        .init {
            $0.name = config.name
            $0.value = config.layers.first?.value
            $0.readOnly = config.isReadOnly
            $0.configSource = (config.layers.first?.source ?? .standard).rawValue
            $0.isSensitive = config.isSensitive
            $0.configType = config.kind
            $0.documentation = call.request.includeDocumentation ? "Apache Kafka's \(config.name)." : nil
            guard call.request.includeSynonyms else { return }
            $0.synonyms = config.layers.filter { $0.value != nil }.map { layer in
                .init {
                    $0.name = layer.name
                    $0.value = layer.value
                    $0.source = layer.source.rawValue
                }
            }
        }
    }
}
