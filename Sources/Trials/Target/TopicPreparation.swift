internal import KafkaClient
package import ScenarioModel

/// The scenario's topics as they are on the cluster.
package struct PreparedTopics: Sendable {
    /// Names on the cluster, in the scenario's order.
    package var names: [String]
    package var partitions: [Int]
    /// The topics that this trial created.
    package var created: [String]
    package var replication: [Int]
}

extension TargetConnection {
    private static let topicTimeoutMs: Int32 = 10_000

    /// Uses each topic that is there with enough partitions, creates each that is not.
    ///
    /// Blocks.
    ///
    /// `onCreate` hears of each topic as soon as it exists, so that a failure later on can still undo it.
    package func prepare(
        _ topics: [Topic], prefix: String, onCreate: (String) -> Void = { _ in }
    ) throws(TrialError) -> PreparedTopics {
        var prepared = PreparedTopics(names: [], partitions: [], created: [], replication: [])
        for topic in topics {
            let name = prefix + topic.name
            do throws(KafkaError) {
                if let existing = try describe(name) {
                    prepared.partitions.append(existing.partitions.count)
                    prepared.replication.append(existing.partitions.first?.replicas.count ?? 0)
                } else {
                    try create(topic, named: name)
                    onCreate(name)
                    prepared.created.append(name)
                    prepared.partitions.append(topic.partitions)
                    prepared.replication.append(try awaitLeaders(name, partitions: topic.partitions))
                }
            } catch {
                throw TrialError(.target, "target '\(profile.name)': \(error)")
            }
            prepared.names.append(name)
            if let partitions = prepared.partitions.last, partitions < topic.partitions {
                throw TrialError(
                    .mismatch,
                    "topic '\(name)' has \(partitions) partitions on target '\(profile.name)', the scenario needs "
                        + "\(topic.partitions): add partitions, delete it so that the trial creates it, or set "
                        + "topics.\(topic.name).partitions to \(partitions)")
            }
        }
        return prepared
    }

    private func describe(_ name: String) throws(KafkaError) -> ClusterMetadata.Topic? {
        let metadata = try admin.metadata(topics: [name], timeoutMs: TargetConnection.topicTimeoutMs)
        guard let topic = metadata.topics.first else { return nil }
        guard let error = topic.error else { return topic.partitions.isEmpty ? nil : topic }
        if error.isUnknownTopic { return nil }
        throw error
    }

    private func create(_ topic: Topic, named name: String) throws(KafkaError) {
        try admin.create(
            NewTopic(
                name: name, partitions: Int32(topic.partitions), replication: topic.replication.map { Int32($0) },
                config: topic.config),
            timeoutMs: TargetConnection.topicTimeoutMs)
    }

    /// Waits until every partition of a new topic has a leader; gives its replication factor.
    private func awaitLeaders(_ name: String, partitions: Int) throws(KafkaError) -> Int {
        var lastError: KafkaError?
        for _ in 0..<20 {
            let topic = try admin.metadata(topics: [name], timeoutMs: TargetConnection.topicTimeoutMs).topics.first
            lastError = topic?.error
            if let topic, topic.partitions.count >= partitions, topic.partitions.allSatisfy({ $0.leader >= 0 }) {
                return topic.partitions.first?.replicas.count ?? 0
            }
            // Brokers learn of a new topic a moment after the controller does: a poll of the client is the wait.
            _ = admin.awaitNotices(timeoutMs: 250)
        }
        throw lastError ?? .timeout("wait for a leader of every partition of topic '\(name)'")
    }

    /// Deletes what the trial created; returns what could not be deleted, with the reason.
    ///
    /// Blocks.
    package func delete(_ topics: [String]) -> [String] {
        var problems: [String] = []
        for name in topics {
            do throws(KafkaError) {
                try admin.delete(topic: name, timeoutMs: TargetConnection.topicTimeoutMs)
            } catch {
                if !error.isUnknownTopic { problems.append(error.description) }
            }
        }
        return problems
    }
}
