/// The keys of estate.yaml.
package enum EstateTable {
    package static let file = Shape(
        "estate file",
        [
            Field(
                "features", .table(name: .feature, value: .choice(Estate.Level.allCases.map(\.rawValue))),
                required: true,
                "What is used, by feature (`transactions`), by check (`txn.abort-invisible`) or by a pattern of checks with stars (`txn.*`). A pattern goes over a feature, the longest pattern over the others; for what is not named, the tier of the check decides. Features: \(features.map { "`\($0)`" }.joined(separator: ", "))."
            )
        ])

    /// The words of an estate; each check belongs to one.
    package static let features = [
        "protocol", "metadata", "topic-admin", "produce", "compression", "fetch", "offsets", "delete-records",
        "compaction", "retention", "idempotence", "transactions", "classic-groups", "consumer-protocol-groups",
        "share-groups", "configs", "partitions", "replicas", "security", "acls", "scram", "delegation-tokens", "quotas",
        "cluster-admin", "telemetry", "streams", "connect", "schema-registry",
    ]
}
