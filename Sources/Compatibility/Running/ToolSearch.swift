internal import Foundation

/// Programs of this machine.
package enum ToolSearch {
    /// The path of a program: on the PATH, or in the `bin` of the Kafka that KAFKA_HOME (/opt/kafka) names.
    package static func find(_ name: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let kafka = (environment["KAFKA_HOME"] ?? "/opt/kafka") + "/bin"
        let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init) + [kafka]
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
