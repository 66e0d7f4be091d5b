internal import KafkaWire

extension LabService {
    /// Changes configurations one by one.
    static let incrementalAlterConfigs = LabService(answering: IncrementalAlterConfigsRequest.self, 0...1) { call in
        var response = IncrementalAlterConfigsResponse()
        response.responses = call.request.resources.map { asked in
            var answer = IncrementalAlterConfigsResponse.AlterConfigsResourceResponse()
            answer.resourceType = asked.resourceType
            answer.resourceName = asked.resourceName
            answer.errorMessage = nil
            do throws(ConfigRefusal) {
                try call.access.require(.alterConfigs, asked.resourceType, asked.resourceName)
                let target = try ConfigTarget(asked.resourceType, asked.resourceName, in: call.cluster)
                var changes: [ConfigChange] = []
                for config in asked.configs {
                    guard let operation = ConfigChange.Operation(rawValue: config.configOperation) else {
                        throw ConfigRefusal(
                            .invalidRequest, "Unknown operation type \(config.configOperation) of \(config.name)")
                    }
                    changes.append(ConfigChange(name: config.name, operation: operation, value: config.value))
                }
                let values = try target.values(with: changes)
                if !call.request.validateOnly { target.keep(values) }
            } catch {
                answer.errorCode = error.code
                answer.errorMessage = error.message
            }
            return answer
        }
        return response
    }
}
