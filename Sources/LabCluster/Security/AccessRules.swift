/// The access rules of a cluster; what no rule allows is refused.
final class AccessRules {
    private(set) var all: Set<AccessRule> = []

    func add(_ rule: AccessRule) { all.insert(rule) }

    func remove(_ rules: some Sequence<AccessRule>) { all.subtract(rules) }

    /// Whether rules allow something; a denial beats an allowance.
    func allow(
        _ operation: AccessOperation, _ kind: AccessKind, _ name: String, _ principal: String, from host: String
    ) -> Bool {
        let mine = all.filter { $0.concerns(kind, name) && $0.concerns(principal, from: host) }
        if mine.contains(where: { !$0.isAllowed && ($0.operation == operation || $0.operation == .all) }) {
            return false
        }
        let enough = Set([operation, .all] + operation.impliedBy)
        return mine.contains { $0.isAllowed && enough.contains($0.operation) }
    }

    /// Whether rules allow something to anything of a kind (KIP-679).
    func allowAny(_ operation: AccessOperation, _ kind: AccessKind, _ principal: String, from host: String) -> Bool {
        let mine = all.filter {
            $0.kind == kind && $0.concerns(principal, from: host)
                && ($0.operation == operation || $0.operation == .all)
        }
        let denials = mine.filter { !$0.isAllowed }
        return mine.contains { rule in
            rule.isAllowed
                && !denials.contains { denial in
                    switch (denial.pattern, rule.pattern) {
                    case (.literal, .literal): denial.name == "*" || denial.name == rule.name
                    case (.literal, .prefixed): denial.name == "*"
                    case (.prefixed, _): rule.name.hasPrefix(denial.name)
                    }
                }
        }
    }
}

/// Somebody who asks, and what the rules say of it.
struct Access {
    let cluster: ClusterState
    let principal: String
    let host: String

    func may(_ operation: AccessOperation, _ kind: AccessKind, _ name: String) -> Bool {
        if cluster.settings.superUsers.contains(principal) || cluster.defects.forgets(.accessRules, in: cluster) {
            return true
        }
        return cluster.accessRules.allow(operation, kind, name, principal, from: host)
    }

    func may(_ operation: AccessOperation) -> Bool { may(operation, .cluster, AccessKind.clusterName) }

    /// Whether there is anything of a kind that it may be done to.
    func mayAny(_ operation: AccessOperation, _ kind: AccessKind) -> Bool {
        if cluster.settings.superUsers.contains(principal) || cluster.defects.forgets(.accessRules, in: cluster) {
            return true
        }
        return cluster.accessRules.allowAny(operation, kind, principal, from: host)
    }

    /// All that may be done to something, as a set of bits (KIP-430).
    func authorizedOperations(_ kind: AccessKind, _ name: String) -> Int32 {
        kind.operations.filter { may($0, kind, name) }.reduce(0) { $0 | 1 << Int32($1.rawValue) }
    }
}

extension LabConnection {
    var access: Access { Access(cluster: cluster, principal: principal, host: clientHost) }
}

extension LabCall {
    var access: Access { connection.access }

    /// Whether a topic may be read, written, described and so on.
    func may(_ operation: AccessOperation, topic: String) -> Bool { access.may(operation, .topic, topic) }

    func may(_ operation: AccessOperation, group: String) -> Bool { access.may(operation, .group, group) }

    func may(_ operation: AccessOperation, transactionalID: String) -> Bool {
        access.may(operation, .transactionalID, transactionalID)
    }
}
