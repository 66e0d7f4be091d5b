internal import Quantities

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
        + secondProtocolChecks + transactionSoakChecks + exactlyOnceChecks

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
        checks.filter { check in patterns.contains { NamePattern($0).matches(check.id) } }
    }
}
