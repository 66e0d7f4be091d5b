/// What a client may do, as sets of bits with the numbers of Kafka's `AclOperation` (KIP-430).
enum AuthorizedOperations {
    /// Read, write, create, delete, alter, describe, describe and alter configurations.
    static let allOfTopic = bits([3, 4, 5, 6, 7, 8, 10, 11])
    /// Create, alter, describe, act for the cluster, describe and alter configurations, write idempotently.
    static let allOfCluster = bits([5, 7, 8, 9, 10, 11, 12])
    /// Read, delete, describe, describe and alter configurations.
    static let allOfGroup = bits([3, 6, 8, 10, 11])

    static func bits(_ operations: some Sequence<Int32>) -> Int32 { operations.reduce(0) { $0 | 1 << $1 } }
}
