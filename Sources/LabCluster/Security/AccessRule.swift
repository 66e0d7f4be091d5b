/// What somebody may do, with the numbers of Kafka's `AclOperation`.
enum AccessOperation: Int8, CaseIterable {
    case all = 2
    case read, write, create, delete, alter, describe, clusterAction, describeConfigs, alterConfigs, idempotentWrite
    case createTokens, describeTokens

    /// Operations whose permission is a permission for this one too.
    var impliedBy: [AccessOperation] {
        switch self {
        case .describe: [.read, .write, .delete, .alter]
        case .describeConfigs: [.alterConfigs]
        default: []
        }
    }
}

/// What it is done to, with the numbers of Kafka's `ResourceType`.
enum AccessKind: Int8 {
    case topic = 2
    case group, cluster, transactionalID, delegationToken, user

    /// The name of the one cluster that there is.
    static let clusterName = "kafka-cluster"

    /// What can be done to it.
    var operations: [AccessOperation] {
        switch self {
        case .topic: [.read, .write, .create, .describe, .delete, .alter, .describeConfigs, .alterConfigs]
        case .group: [.read, .describe, .delete, .describeConfigs, .alterConfigs]
        case .cluster:
            [.create, .clusterAction, .describeConfigs, .alterConfigs, .idempotentWrite, .alter, .describe]
        case .transactionalID: [.describe, .write]
        case .delegationToken: [.describe]
        case .user: [.createTokens, .describeTokens]
        }
    }
}

/// One access rule: who may, or may not, do what to what, from where.
struct AccessRule: Hashable {
    enum Pattern: Int8 {
        case literal = 3
        case prefixed = 4
    }

    var kind: AccessKind
    var name: String
    var pattern: Pattern
    /// `User:alice`, or `User:*` for all.
    var principal: String
    /// An address, or `*` for all.
    var host: String
    var operation: AccessOperation
    var isAllowed: Bool

    /// Whether it is about this thing.
    func concerns(_ kind: AccessKind, _ name: String) -> Bool {
        guard self.kind == kind else { return false }
        return switch pattern {
        case .literal: self.name == name || self.name == "*"
        case .prefixed: name.hasPrefix(self.name)
        }
    }

    /// Whether it is about somebody who comes from there.
    func concerns(_ principal: String, from host: String) -> Bool {
        (self.principal == principal || self.principal == "User:*") && (self.host == host || self.host == "*")
    }

    /// 2 denies, 3 allows.
    var permission: Int8 { isAllowed ? 3 : 2 }
}
