package import KafkaWire

/// What configs belong to.
package struct ConfigOwner: Hashable, Sendable {
    package var type: Int8
    package var name: String

    package static func topic(_ name: String) -> ConfigOwner { ConfigOwner(type: 2, name: name) }
    package static func broker(_ id: Int32) -> ConfigOwner { ConfigOwner(type: 4, name: "\(id)") }
    /// What holds for all brokers, until one has a value of its own.
    package static let allBrokers = ConfigOwner(type: 4, name: "")
    package static func loggers(of broker: Int32) -> ConfigOwner { ConfigOwner(type: 8, name: "\(broker)") }
    package static func clientMetrics(_ subscription: String) -> ConfigOwner {
        ConfigOwner(type: 16, name: subscription)
    }

    /// Brokers answer for their own configs only.
    fileprivate var destination: Destination {
        type == 4 || type == 8 ? Int32(name).map { .broker($0) } ?? .any : .any
    }
}

/// One change of a config, as KIP-339 has it.
package struct ConfigChange: Hashable, Sendable {
    package var name: String
    package var operation: Int8
    package var value: String?

    package static func set(_ name: String, _ value: String) -> ConfigChange {
        ConfigChange(name: name, operation: 0, value: value)
    }
    package static func delete(_ name: String) -> ConfigChange {
        ConfigChange(name: name, operation: 1, value: nil)
    }
    package static func append(_ name: String, _ value: String) -> ConfigChange {
        ConfigChange(name: name, operation: 2, value: value)
    }
    package static func subtract(_ name: String, _ value: String) -> ConfigChange {
        ConfigChange(name: name, operation: 3, value: value)
    }
}

extension Probe {
    package typealias Config = DescribeConfigsResponse.DescribeConfigsResult.ResourceResult

    /// The configs of a resource by their names.
    /// - Parameters:
    ///   - keys: nil: all.
    ///   - least: 3 brings types and documentation.
    package func configs(
        of owner: ConfigOwner, keys: [String]? = nil, synonyms: Bool = false, documentation: Bool = false,
        atLeast least: Int16? = nil
    ) async throws -> [String: Config] {
        let response = try await send(
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = owner.type
                        $0.resourceName = owner.name
                        $0.configurationKeys = keys
                    }
                ]
                $0.includeSynonyms = synonyms
                $0.includeDocumentation = documentation
            }, to: owner.destination, atLeast: least)
        guard let answer = response.results.first, answer.resourceName == owner.name else {
            throw CheckOutcome.fail("DescribeConfigs answered without an entry for the resource")
        }
        try expectNone(answer.errorCode, "the configs: \(answer.errorMessage ?? "")")
        return Dictionary(answer.configs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Changes configs one by one and returns what the cluster says, whatever it is.
    package func alter(
        _ owner: ConfigOwner, _ changes: [ConfigChange], validateOnly: Bool = false
    ) async throws -> BrokerCode {
        let response = try await send(
            IncrementalAlterConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = owner.type
                        $0.resourceName = owner.name
                        $0.configs = changes.map { change in
                            .init {
                                $0.name = change.name
                                $0.configOperation = change.operation
                                $0.value = change.value
                            }
                        }
                    }
                ]
                $0.validateOnly = validateOnly
            }, to: owner.destination)
        guard let answer = response.responses.first, answer.resourceName == owner.name else {
            throw CheckOutcome.fail("IncrementalAlterConfigs answered without an entry for the resource")
        }
        return answer.errorCode
    }

    /// Replaces all configs of a resource, as the API from before KIP-339 does.
    package func replaceConfigs(of owner: ConfigOwner, with configs: [String: String]) async throws -> BrokerCode {
        let response = try await send(
            AlterConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = owner.type
                        $0.resourceName = owner.name
                        $0.configs = configs.sorted { $0.key < $1.key }.map { config in
                            .init {
                                $0.name = config.key
                                $0.value = config.value
                            }
                        }
                    }
                ]
            }, to: owner.destination)
        guard let answer = response.responses.first, answer.resourceName == owner.name else {
            throw CheckOutcome.fail("AlterConfigs answered without an entry for the resource")
        }
        return answer.errorCode
    }

    /// Sets configs of a topic with whichever API the cluster has.
    package func setConfigs(ofTopic topic: String, _ configs: [String: String]) async throws -> BrokerCode {
        guard offered(IncrementalAlterConfigsRequest.api) != nil else {
            return try await replaceConfigs(of: .topic(topic), with: configs)
        }
        return try await alter(.topic(topic), configs.sorted { $0.key < $1.key }.map { .set($0.key, $0.value) })
    }
}
