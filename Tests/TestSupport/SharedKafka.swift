/// Clusters that the tests of one run share, started when the first test asks and stopped when the run ends.
///
/// For tests that leave a broker as they found it. Name topics and groups so that no other test has the same; a test
/// that suspends, kills or reconfigures brokers starts its own cluster.
package actor SharedKafka {
    private static let shared = SharedKafka()
    private var starting: [Int: Task<KafkaCluster, any Error>] = [:]

    /// The shared one-broker cluster.
    package static func oneBroker() async throws -> KafkaCluster { try await shared.cluster(brokers: 1) }

    /// The shared three-broker cluster.
    package static func threeBrokers() async throws -> KafkaCluster { try await shared.cluster(brokers: 3) }

    private func cluster(brokers: Int) async throws -> KafkaCluster {
        // The task is stored before anything is awaited: two tests that ask at once get the same cluster.
        let task = starting[brokers] ?? Task { try await KafkaCluster.start(brokers: brokers) }
        starting[brokers] = task
        return try await task.value
    }
}
