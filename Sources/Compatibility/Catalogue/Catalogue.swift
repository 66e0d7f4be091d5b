// The catalogue: every check, group by group. A new group is a folder in `Checks/` and a line here.
extension Check {
    package static let all: [Check] =
        protocolChecks + metadataChecks + produceChecks + fetchChecks + offsetChecks + logChecks + idempotenceChecks
        + transactionChecks + groupChecks + nextChecks + shareChecks + configChecks + partitionChecks + clusterChecks
        + clusterFeatureChecks + securityChecks + quotaChecks + serviceChecks

    private static let metadataChecks =
        clusterMetadataChecks + autoCreationChecks + topicMetadataChecks + partitionMetadataChecks + topicCreationChecks
        + topicResultChecks + topicRefusalChecks + topicDeletionChecks

    private static let produceChecks = acknowledgementChecks + codecChecks + recordContentChecks + batchValidationChecks

    private static let fetchChecks = fetchPositionChecks + fetchWaitingChecks + fetchSessionChecks

    private static let offsetChecks = offsetQueryChecks + deleteRecordsChecks + leaderEpochChecks

    private static let logChecks = compactionChecks + retentionChecks + streamsTopicChecks

    private static let idempotenceChecks = producerIdentityChecks + sequenceChecks

    private static let transactionChecks =
        commitChecks + abortChecks + fencingChecks + transactionalOffsetChecks + transactionStateChecks
        + secondProtocolChecks + transactionSoakChecks

    private static let groupChecks =
        groupMembershipChecks + groupLivenessChecks + groupOffsetChecks + groupAdminChecks + groupDurabilityChecks

    private static let nextChecks = reconcilingChecks + reconcilingAdminChecks

    private static let shareChecks = shareDeliveryChecks + shareAdminChecks

    private static let configChecks = configReadingChecks + configChangeChecks + brokerConfigChecks

    private static let partitionChecks = partitionMoveChecks + leaderChecks + logDirectoryChecks

    private static let securityChecks = loginChecks + accessRuleChecks + enforcementChecks + credentialChecks

    private static let serviceChecks =
        connectChecks + connectRecoveryChecks + schemaRegistryChecks + schemaCompatibilityChecks

    /// The checks whose ids match one of the patterns: `txn.*`, `*.roundtrip`, `fetch.long-poll`.
    package static func matching(_ patterns: [String], in checks: [Check] = all) -> [Check] {
        checks.filter { check in patterns.contains { Glob($0).matches(check.id) } }
    }
}

/// A pattern in which a star stands for any run of characters.
package struct Glob: Hashable, Sendable {
    private let parts: [Substring]

    package init(_ pattern: String) {
        parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    }

    package func matches(_ text: String) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return parts.first == text[...] }
        guard text.hasPrefix(first), text.hasSuffix(last), text.count >= first.count + last.count else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
