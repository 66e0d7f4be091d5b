package import KafkaWire

/// One access rule, as CreateAcls has it.
package struct AccessRule: Hashable, Sendable {
    /// Numbers of the protocol.
    package enum Resource: Int8, Sendable { case topic = 2, group, cluster, transactionalID }
    package enum Pattern: Int8, Sendable { case any = 1, match, literal, prefixed }
    package enum Operation: Int8, Sendable {
        case any = 1, all, read, write, create, delete, alter, describe, clusterAction, describeConfigs, alterConfigs,
            idempotentWrite
    }

    package var resource: Resource
    package var name: String
    package var pattern = Pattern.literal
    package var principal: String
    package var host = "*"
    package var operation: Operation
    package var isAllowed = true

    package init(
        _ operation: Operation, on resource: Resource, _ name: String, pattern: Pattern = .literal,
        for principal: String, host: String = "*", isAllowed: Bool = true
    ) {
        self.resource = resource
        self.name = name
        self.pattern = pattern
        self.principal = principal
        self.host = host
        self.operation = operation
        self.isAllowed = isAllowed
    }

    fileprivate var permission: Int8 { isAllowed ? 3 : 2 }
}

// Access rules; asked of an administrator.
extension Probe {
    /// Makes rules and waits until every broker has them; they are removed after the check.
    package func allow(_ rules: [AccessRule]) async throws {
        for principal in Set(rules.map(\.principal)) {
            afterwards { _ = try await self.removeRules(of: principal) }
        }
        for code in try await createRules(rules) {
            if code == .securityDisabled {
                throw CheckOutcome.unsupported("The cluster has no authorizer: \(code)", ["error": "\(code)"])
            }
            try expectNone(code, "an access rule")
        }
        for id in try await brokerIDs() {
            for principal in Set(rules.map(\.principal)) {
                let wanted = rules.count { $0.principal == principal }
                _ = try await eventually(within: .seconds(20), "access rules at every broker") {
                    try await self.rules(of: principal, from: .broker(id)).count >= wanted ? true : nil as Bool?
                }
            }
        }
    }

    package func createRules(_ rules: [AccessRule]) async throws -> [BrokerCode] {
        let answer = try await send(
            CreateAclsRequest {
                $0.creations = rules.map { rule in
                    .init {
                        $0.resourceType = rule.resource.rawValue
                        $0.resourceName = rule.name
                        $0.resourcePatternType = rule.pattern.rawValue
                        $0.principal = rule.principal
                        $0.host = rule.host
                        $0.operation = rule.operation.rawValue
                        $0.permissionType = rule.permission
                    }
                }
            }, to: .controller)
        guard answer.results.count == rules.count else {
            throw CheckOutcome.fail("CreateAcls answers \(rules.count) rules with \(answer.results.count) entries")
        }
        return answer.results.map(\.errorCode)
    }

    /// Rules that match a filter, one name for each: `topic orders prefixed`.
    /// - Parameters:
    ///   - principal: nil: anybody's.
    ///   - name: nil: of any resource.
    package func rules(
        of principal: String?, name: String? = nil, pattern: AccessRule.Pattern = .any,
        from destination: Destination = .any
    ) async throws -> [String] {
        let answer = try await send(
            DescribeAclsRequest {
                $0.resourceTypeFilter = 1
                $0.resourceNameFilter = name
                $0.patternTypeFilter = pattern.rawValue
                $0.principalFilter = principal
                $0.hostFilter = nil
                $0.operation = 1
                $0.permissionType = 1
            }, to: destination)
        if answer.errorCode == .securityDisabled {
            throw CheckOutcome.unsupported(
                "The cluster has no authorizer: \(answer.errorCode)", ["error": "\(answer.errorCode)"])
        }
        try expectNone(answer.errorCode, "DescribeAcls: \(answer.errorMessage ?? "")")
        return answer.resources.flatMap { resource in
            resource.acls.map {
                "\(resource.patternType) \(resource.resourceName) \($0.operation) \($0.permissionType)"
            }
        }.sorted()
    }

    /// Removes all rules of a user; how many there were.
    package func removeRules(of principal: String) async throws -> Int {
        let answer = try await send(
            DeleteAclsRequest {
                $0.filters = [
                    .init {
                        $0.resourceTypeFilter = 1
                        $0.resourceNameFilter = nil
                        $0.patternTypeFilter = 1
                        $0.principalFilter = principal
                        $0.hostFilter = nil
                        $0.operation = 1
                        $0.permissionType = 1
                    }
                ]
            }, to: .controller)
        guard let result = answer.filterResults.first else {
            throw CheckOutcome.fail("DeleteAcls answered without an entry for the filter")
        }
        try expectNone(result.errorCode, "DeleteAcls: \(result.errorMessage ?? "")")
        return result.matchingAcls.count
    }
}
