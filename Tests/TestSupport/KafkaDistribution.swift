package import Foundation

/// The Apache Kafka that tests run against: the folder that `KAFKA_HOME` names, or `/opt/kafka`.
package enum KafkaDistribution {
    package static let home = URL(
        filePath: ProcessInfo.processInfo.environment["KAFKA_HOME"] ?? "/opt/kafka", directoryHint: .isDirectory)

    /// Why no broker can be started here; nil where one can.
    package static let unavailableReason: String? = {
        let start = home.appending(path: "bin/kafka-server-start.sh").path
        guard FileManager.default.isExecutableFile(atPath: start) else {
            return "no Apache Kafka: \(start) is not there; unpack a distribution and set KAFKA_HOME to it"
        }
        guard hasJava else { return "no Java for Apache Kafka: put java on the PATH or set JAVA_HOME" }
        return nil
    }()

    /// A script of the distribution, such as `kafka-topics.sh`.
    static func tool(_ name: String) -> URL { home.appending(path: "bin/\(name)") }

    /// The environment of Kafka's scripts: logs go to `logs`, and only the heap differs from the defaults.
    static func environment(heap: String, logs: URL) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["KAFKA_HEAP_OPTS"] = heap
        environment["LOG_DIR"] = logs.path
        // Options meant for someone else's brokers.
        for name in ["KAFKA_OPTS", "KAFKA_JMX_OPTS", "JMX_PORT", "KAFKA_LOG4J_OPTS"] { environment[name] = nil }
        return environment
    }

    private static var hasJava: Bool {
        let environment = ProcessInfo.processInfo.environment
        let folders: [String]
        if let home = environment["JAVA_HOME"], !home.isEmpty {
            folders = [home + "/bin"]
        } else {
            folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        }
        return folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/java") }
    }
}
