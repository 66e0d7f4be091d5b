internal import KafkaWire

/// Which access rules somebody asks for.
struct AccessRuleFilter {
    /// nil for all kinds; a kind that is none matches nothing.
    private let kind: Int8
    private let name: String?
    /// 1 any, 2 match, 3 literal, 4 prefixed.
    private let pattern: Int8
    private let principal: String?
    private let host: String?
    private let operation: Int8
    private let permission: Int8

    init(_ asked: DescribeAclsRequest) {
        kind = asked.resourceTypeFilter
        name = asked.resourceNameFilter
        pattern = asked.patternTypeFilter
        principal = asked.principalFilter
        host = asked.hostFilter
        operation = asked.operation
        permission = asked.permissionType
    }

    init(_ asked: DeleteAclsRequest.Filter) {
        kind = asked.resourceTypeFilter
        name = asked.resourceNameFilter
        pattern = asked.patternTypeFilter
        principal = asked.principalFilter
        host = asked.hostFilter
        operation = asked.operation
        permission = asked.permissionType
    }

    /// Whether it has a value that nobody knows; 0 stands for that.
    var isUnknown: Bool {
        !(1...7).contains(kind) || !(1...4).contains(pattern) || !(1...14).contains(operation)
            || !(1...3).contains(permission)
    }

    func matches(_ rule: AccessRule) -> Bool {
        guard kind == 1 || kind == rule.kind.rawValue else { return false }
        guard operation == 1 || operation == rule.operation.rawValue else { return false }
        guard permission == 1 || permission == rule.permission else { return false }
        if let principal, principal != rule.principal { return false }
        if let host, host != rule.host { return false }
        return matchesName(rule)
    }

    private func matchesName(_ rule: AccessRule) -> Bool {
        if pattern >= 3, pattern != rule.pattern.rawValue { return false }
        guard let name else { return true }
        guard pattern == 2 else { return name == rule.name }
        return rule.concerns(rule.kind, name)
    }
}
