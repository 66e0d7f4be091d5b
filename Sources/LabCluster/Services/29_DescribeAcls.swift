internal import KafkaWire

extension LabService {
    /// The access rules that a filter matches.
    static let describeAcls = LabService(answering: DescribeAclsRequest.self, 1...3) { call in
        var response = DescribeAclsResponse()
        response.errorMessage = nil
        guard call.cluster.hasAuthorizer else {
            response.errorCode = .securityDisabled
            response.errorMessage = "No Authorizer is configured."
            return response
        }
        let filter = AccessRuleFilter(call.request)
        guard !filter.isUnknown else {
            response.errorCode = .invalidRequest
            response.errorMessage = "The filter contains an unknown value"
            return response
        }
        let found = call.cluster.accessRules.all.filter(filter.matches)
        let byResource = Dictionary(grouping: found) { AccessedResource($0) }
        response.resources = byResource.sorted { $0.key.order < $1.key.order }.map { resource, rules in
            .init {
                $0.resourceType = resource.kind.rawValue
                $0.resourceName = resource.name
                $0.patternType = resource.pattern.rawValue
                $0.acls = rules.sorted { ($0.principal, $0.operation.rawValue) < ($1.principal, $1.operation.rawValue) }
                    .map { rule in
                        .init {
                            $0.principal = rule.principal
                            $0.host = rule.host
                            $0.operation = rule.operation.rawValue
                            $0.permissionType = rule.permission
                        }
                    }
            }
        }
        return response
    }
}

private struct AccessedResource: Hashable {
    let kind: AccessKind
    let name: String
    let pattern: AccessRule.Pattern

    init(_ rule: AccessRule) {
        kind = rule.kind
        name = rule.name
        pattern = rule.pattern
    }

    var order: (Int8, String, Int8) { (kind.rawValue, name, pattern.rawValue) }
}

extension ClusterState {
    /// Whether access is asked about at all: where some listener has logins.
    var hasAuthorizer: Bool { settings.listeners.contains(where: \.asksForLogin) }
}
