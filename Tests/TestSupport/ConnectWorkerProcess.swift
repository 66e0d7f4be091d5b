import Foundation

/// A Kafka Connect worker (distributed) on loopback beside a test cluster.
///
/// Ends with `stop()`, with the last reference, and with the test process.
package final class ConnectWorkerProcess: Sendable {
    /// The base URL of its REST interface.
    package let url: String
    private let process: ChildProcess

    /// Why none can be started here; nil where one can: the file connectors are there.
    package static let unavailableReason: String? = {
        if let reason = KafkaDistribution.unavailableReason { return reason }
        guard plugin != nil else { return "no connect-file plugin in \(KafkaDistribution.home.path)/libs" }
        return nil
    }()

    private static let plugin: URL? = {
        do {
            return try FileManager.default.contentsOfDirectory(
                at: KafkaDistribution.home.appending(path: "libs"), includingPropertiesForKeys: nil
            ).first { $0.lastPathComponent.hasPrefix("connect-file-") && $0.pathExtension == "jar" }
        } catch {
            return nil
        }
    }()

    /// Starts a worker and waits until it is ready for requests.
    package static func start(beside cluster: KafkaCluster) async throws -> ConnectWorkerProcess {
        guard unavailableReason == nil, let plugin else {
            throw KafkaClusterError(description: unavailableReason ?? "no Kafka Connect")
        }
        let port = try Loopback.freePorts(1)[0]
        let folder = try TemporaryDirectory()
        var lines = [
            "bootstrap.servers=\(cluster.bootstrap)", "group.id=connect-\(port)", "offset.flush.interval.ms=1000",
            "listeners=http://127.0.0.1:\(port)", "plugin.path=\(plugin.path)", "exactly.once.source.support=enabled",
            "key.converter=org.apache.kafka.connect.json.JsonConverter",
            "value.converter=org.apache.kafka.connect.json.JsonConverter",
        ]
        for kind in ["offset", "config", "status"] {
            lines += ["\(kind).storage.topic=connect-\(kind)-\(port)", "\(kind).storage.replication.factor=1"]
        }
        let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "worker.properties")
        let process = try ChildProcess(
            KafkaDistribution.tool("connect-distributed.sh"), [file.path],
            environment: KafkaDistribution.environment(heap: "-Xms128m -Xmx512m", logs: folder.file("log")),
            companion: folder)
        let worker = ConnectWorkerProcess(url: "http://127.0.0.1:\(port)", process: process)
        try await process.waitForLine(containing: "Finished starting connectors and tasks", within: .seconds(120))
        return worker
    }

    private init(url: String, process: ChildProcess) {
        self.url = url
        self.process = process
    }

    package func stop() async throws {
        process.signal(9, group: true)
        _ = try await process.finish(within: .seconds(10))
    }
}
