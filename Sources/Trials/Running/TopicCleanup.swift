internal import LoadEngine
internal import ScenarioModel
private import Synchronization

/// Remembers the topics and schema subjects that the trial created, and deletes them when it is over.
final class TopicCleanup: Sendable {
    private struct Created {
        var topics: [String] = []
        var subjects: [String] = []
    }

    private let connection: TargetConnection
    private let keepTopics: Bool
    private let registry: SchemaRegistryProfile?
    private let created = Mutex(Created())

    init(connection: TargetConnection, keepTopics: Bool, registry: SchemaRegistryProfile?) {
        self.connection = connection
        self.keepTopics = keepTopics
        self.registry = registry
    }

    func created(topic: String) { created.withLock { $0.topics.append(topic) } }

    func created(subject: String) { created.withLock { $0.subjects.append(subject) } }

    /// Deletes what was created, unless the topics are to be kept, and with them the schemas of what is in them.
    ///
    /// Problems are for people to see, not to fail on: the trial is over.
    func deleteCreated() async -> [String] {
        let own = created.withLock { created in
            defer { created = Created() }
            return created
        }
        guard !keepTopics, !(own.topics.isEmpty && own.subjects.isEmpty) else { return [] }
        let (connection, registry) = (connection, registry)
        return await WorkerThread.run(named: "clean-up") {
            let schemas = own.subjects.isEmpty ? nil : registry.map { SchemaRegistration(profile: $0) }
            return (own.topics.isEmpty ? [] : connection.delete(own.topics)) + (schemas?.delete(own.subjects) ?? [])
        }
    }
}
