package import Foundation
import Synchronization

/// A throw-away Apache Kafka (KRaft) of one or three brokers on loopback, in a temporary directory.
///
/// Every broker is a controller too. `stop()`, the last reference going, and the end of the test process in whatever
/// way all kill the brokers and remove the directory.
package final class KafkaCluster: Sendable {
    /// Whether a broker can be started here: the distribution and Java are there.
    package static var isAvailable: Bool { KafkaDistribution.unavailableReason == nil }

    /// The bootstrap servers of the plain listener, on which everyone is `User:ANONYMOUS`.
    package var bootstrap: String { nodes.map { "127.0.0.1:\($0.port)" }.joined(separator: ",") }

    /// The bootstrap servers of the SASL PLAIN listener; there only when users were given.
    package var saslBootstrap: String { nodes.map { "127.0.0.1:\($0.saslPort)" }.joined(separator: ",") }

    /// What librdkafka and this program's own client are told to log in as one of the SASL users.
    package func login(_ user: String, password: String) -> [String: String] {
        [
            "bootstrap.servers": saslBootstrap, "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
            "sasl.username": user, "sasl.password": password,
        ]
    }

    /// Holds the logs and the data of the brokers.
    package var folder: URL { directory.url }

    let directory: TemporaryDirectory
    let nodes: [KafkaNode]
    private let processes = Mutex<[Int: ChildProcess]>([:])

    /// Starts a cluster and waits until every broker knows all the others.
    /// - Parameters:
    ///   - brokers: one or three.
    ///   - properties: added to, or put over, what `server.properties` holds.
    ///   - saslUsers: names and passwords; there is a second listener for them, with SASL PLAIN and no TLS.
    ///   - superUsers: access rules are enforced on all users but these and those of the plain listener; nil: on none.
    package static func start(
        brokers: Int = 1, properties: [String: String] = [:], saslUsers: [String: String] = [:],
        superUsers: [String]? = nil
    ) async throws -> KafkaCluster {
        precondition(brokers == 1 || brokers == 3, "a test cluster has one broker or three, not \(brokers)")
        if let reason = KafkaDistribution.unavailableReason { throw KafkaClusterError(description: reason) }
        var properties = properties
        if let superUsers {
            properties["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
            properties["super.users"] = (["ANONYMOUS"] + superUsers).map { "User:\($0)" }.joined(separator: ";")
        }
        let cluster = try KafkaCluster(brokers: brokers)
        do {
            try await cluster.format(properties: properties, saslUsers: saslUsers)
            for node in cluster.nodes { try cluster.launch(node) }
            for node in cluster.nodes { try await cluster.awaitReady(node.id) }
        } catch {
            await cluster.stop()
            throw error
        }
        return cluster
    }

    private init(brokers: Int) throws {
        let directory = try TemporaryDirectory()
        let ports = try Loopback.freePorts(3 * brokers)
        self.directory = directory
        nodes = (0..<brokers).map { index in
            KafkaNode(
                id: index + 1, port: ports[3 * index], saslPort: ports[3 * index + 1],
                controllerPort: ports[3 * index + 2], folder: directory.file("\(index + 1)"))
        }
    }

    /// Kills every broker and waits until they are gone.
    ///
    /// The cluster cannot be started again.
    package func stop() async {
        let running = processes.withLock { processes in
            defer { processes = [:] }
            return processes
        }
        for process in running.values { process.signal(SIGKILL, group: true) }
        for process in running.values { _ = await process.state.wait(within: .seconds(10), until: \.isFinished) }
    }

    /// The process of a broker; throws when there is no such broker.
    func process(of broker: Int) throws -> ChildProcess {
        guard let process = processes.withLock({ $0[broker] }) else {
            throw KafkaClusterError(description: "no broker \(broker) was started in \(folder.path)")
        }
        return process
    }

    /// Starts a broker on what its disk holds.
    func launch(_ node: KafkaNode) throws {
        let process = try ChildProcess(
            KafkaDistribution.tool("kafka-server-start.sh"), [node.propertiesFile.path],
            environment: KafkaDistribution.environment(
                heap: "-Xms256m -Xmx768m", logs: node.folder.appending(path: "log")),
            directory: node.folder, companion: directory)
        processes.withLock { $0[node.id] = process }
    }

    private func format(properties: [String: String], saslUsers: [String: String]) async throws {
        let id = Self.randomClusterId()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in nodes {
                try FileManager.default.createDirectory(at: node.folder, withIntermediateDirectories: true)
                let values = node.properties(nodes: nodes, saslUsers: saslUsers, extra: properties)
                let lines = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }
                try Data(lines.joined().utf8).write(to: node.propertiesFile)
                group.addTask {
                    let arguments = ["format", "--cluster-id", id, "--config", node.propertiesFile.path]
                    let format = try await self.run(tool: "kafka-storage.sh", arguments)
                    guard format.status == 0 else {
                        throw KafkaClusterError(description: "kafka-storage.sh format: \(format.standardError)")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Sixteen random bytes in URL-safe Base64, as `kafka-storage.sh random-uuid` prints them.
    private static func randomClusterId() -> String {
        // A leading dash would be taken for an option.
        let bytes = [UInt8(0)] + (0..<15).map { _ in UInt8.random(in: 0...255) }
        return Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

/// A test cluster that could not do what was asked.
package struct KafkaClusterError: Error, CustomStringConvertible {
    package let description: String
}
