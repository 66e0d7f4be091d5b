/// What of a cluster an application uses: the words of an estate.
package enum Feature: String, CaseIterable, Hashable, Sendable {
    case `protocol`
    case metadata
    case topicAdmin = "topic-admin"
    case produce
    case compression
    case fetch
    case offsets
    case deleteRecords = "delete-records"
    case compaction
    case retention
    case idempotence
    case transactions
    case classicGroups = "classic-groups"
    case consumerProtocolGroups = "consumer-protocol-groups"
    case shareGroups = "share-groups"
    case configs
    case partitions
    case replicas
    case security
    case acls
    case scram
    case delegationTokens = "delegation-tokens"
    case quotas
    case clusterAdmin = "cluster-admin"
    case telemetry
    case streams
    case connect
    case schemaRegistry = "schema-registry"
}
