internal import LoadEngine
private import Synchronization

/// Remembers the topics that the trial created, and deletes them when it is over.
final class TopicCleanup: Sendable {
    private let connection: TargetConnection
    private let keepTopics: Bool
    private let created = Mutex<[String]>([])

    init(connection: TargetConnection, keepTopics: Bool) {
        self.connection = connection
        self.keepTopics = keepTopics
    }

    func created(_ topic: String) { created.withLock { $0.append(topic) } }

    /// Deletes what was created, unless the topics are to be kept.
    ///
    /// Problems are for people to see, not to fail on: the trial is over.
    func deleteCreated() async -> [String] {
        let topics = created.withLock { topics in
            defer { topics = [] }
            return topics
        }
        guard !keepTopics, !topics.isEmpty else { return [] }
        let connection = connection
        return await WorkerThread.run(named: "clean-up") { connection.delete(topics) }
    }
}
