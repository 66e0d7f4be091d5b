internal import KafkaWire

extension LabService {
    /// Replaces all configurations of a resource by those that are named.
    static let alterConfigs = LabService(answering: AlterConfigsRequest.self, 0...2) { call in
        var response = AlterConfigsResponse()
        response.responses = call.request.resources.map { asked in
            var answer = AlterConfigsResponse.ResourceResponse()
            answer.resourceType = asked.resourceType
            answer.resourceName = asked.resourceName
            answer.errorMessage = nil
            do throws(ConfigRefusal) {
                try call.access.require(.alterConfigs, asked.resourceType, asked.resourceName)
                let target = try ConfigTarget(asked.resourceType, asked.resourceName, in: call.cluster)
                guard target.kind != .brokerLogger else {
                    throw ConfigRefusal(.invalidRequest, "Broker loggers are changed one by one")
                }
                let pairs = asked.configs.compactMap { config in config.value.map { (config.name, $0) } }
                guard Set(asked.configs.map(\.name)).count == asked.configs.count else {
                    throw ConfigRefusal(.invalidRequest, "a configuration is named twice")
                }
                let values = Dictionary(uniqueKeysWithValues: pairs)
                try target.check(values, changed: Array(values.keys))
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
