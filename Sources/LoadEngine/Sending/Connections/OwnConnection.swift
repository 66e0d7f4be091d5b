package import ScenarioModel

/// What one connection of a device's own is opened with.
package struct OwnConnection: Sendable {
    /// librdkafka properties.
    package var settings: [String: String]
    /// The only topic it sends to, by its name on the cluster.
    package var topic: String
    /// How it tries again where opening failed.
    package var backoff: Reconnect

    package init(settings: [String: String], topic: String, backoff: Reconnect) {
        self.settings = settings
        self.topic = topic
        self.backoff = backoff
    }

    /// What the client of one device may hold; a device has no more room than this.
    package static let queueCapacity = 1000
    /// Records of one call, and reports of one.
    static let batchCapacity = 64
}
