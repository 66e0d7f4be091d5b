/// Replicas of a node that are behind their leaders.
package struct CopyBacklog: Hashable, Sendable {
    package var partitions: Int
    /// What has still to be copied of them.
    package var bytes: Int
}
