internal import Foundation

/// Where programs of this machine are looked for.
package struct ToolSearch: Hashable, Sendable {
    package var folders: [String]

    package init(folders: [String]) {
        self.folders = folders
    }

    /// The PATH, and the `bin` of the Kafka that KAFKA_HOME (/opt/kafka) names, which goes first.
    package static let machine: ToolSearch = {
        let environment = ProcessInfo.processInfo.environment
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return ToolSearch(folders: [(environment["KAFKA_HOME"] ?? "/opt/kafka") + "/bin"] + path)
    }()

    /// The path of a program; Kafka's own are `kafka-topics.sh` in one distribution and `kafka-topics` in another.
    package func find(_ name: String) -> String? {
        for folder in folders {
            for file in [name, "\(name).sh"] {
                let path = "\(folder)/\(file)"
                var isFolder: ObjCBool = false
                let isThere = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                if isThere, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        return nil
    }
}
