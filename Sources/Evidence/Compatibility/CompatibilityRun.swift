package import Foundation

/// One run of the compatibility checks against one cluster: stored, never overwritten.
package struct CompatibilityRun: Hashable, Sendable, Codable, Identifiable {
    package enum State: String, Hashable, Sendable, Codable {
        case running
        case finished
        /// Stopped by the user; what was found until then is there.
        case interrupted
    }

    package var id: String
    package var startedAt: Date
    /// nil while it runs.
    package var finishedAt: Date?
    package var state: State
    package var cluster: ClusterIdentity
    /// What was asked for, in words: `tier core`, `only txn.*`.
    package var selection: String
    /// Client libraries and tools with their versions: `librdkafka` to `2.0.2`.
    package var clients: [String: String]
    /// In the order of the catalogue.
    package var findings: [CheckFinding]

    package init(
        id: String, startedAt: Date, finishedAt: Date? = nil, state: State = .running, cluster: ClusterIdentity,
        selection: String, clients: [String: String], findings: [CheckFinding] = []
    ) {
        self.id = id
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.state = state
        self.cluster = cluster
        self.selection = selection
        self.clients = clients
        self.findings = findings
    }
}

/// What a cluster says of itself before any check.
package struct ClusterIdentity: Hashable, Sendable, Codable {
    /// The target's name in `targets.yaml`, or its bootstrap servers.
    package var target: String
    /// The cluster's own id; nil where it tells none.
    package var clusterID: String?
    package var brokers: Int
    /// Lowest and highest version by API key: what all brokers have in common.
    package var apis: [OfferedAPI]
    /// Levels of features that are in force, by name (KIP-584); empty where none is told.
    package var features: [String: Int]
    /// The broker's release as its API versions tell it, in words: `Apache Kafka 4.0 or like it`; nil where they fit none.
    package var release: String?

    package init(
        target: String, clusterID: String?, brokers: Int, apis: [OfferedAPI], features: [String: Int] = [:],
        release: String? = nil
    ) {
        self.target = target
        self.clusterID = clusterID
        self.brokers = brokers
        self.apis = apis
        self.features = features
        self.release = release
    }
}

/// The versions of one API that a cluster offers.
package struct OfferedAPI: Hashable, Sendable, Codable {
    package var key: Int
    /// As Kafka names it; nil where it is no API of Apache Kafka.
    package var name: String?
    package var lowest: Int
    package var highest: Int

    package init(key: Int, name: String?, lowest: Int, highest: Int) {
        self.key = key
        self.name = name
        self.lowest = lowest
        self.highest = highest
    }
}
