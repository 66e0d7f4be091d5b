internal import KafkaWire
internal import Quantities

/// A model of how a cluster keeps its records, with the parameters that make it so.
///
/// Models and not products: they show the shape of an architecture, with times that can be set.
package enum LabProfile: String, CaseIterable, Sendable {
    /// Each node has its own disks, and followers copy what leaders have.
    case brokerLocal = "broker-local"
    /// All nodes share one storage: nothing is copied when a node is replaced, but a write waits for the storage, and so
    /// does a read of what no cache has.
    case sharedStorage = "shared-storage"

    /// Settings of the model; everything else stays as it is.
    package func apply(to settings: inout LabSettings) {
        switch self {
        case .brokerLocal:
            settings.sharesStorage = false
            settings.copyRate = 50 << 20
            settings.commitDelay = .zero
            settings.pipelinesWrites = false
            settings.coldReadDelay = .zero
        case .sharedStorage:
            settings.sharesStorage = true
            settings.copyRate = nil
            settings.commitDelay = .milliseconds(5)
            // AutoMQ does so (its pull request 434): one write after the other, a connection would carry few.
            settings.pipelinesWrites = true
            settings.coldReadDelay = .milliseconds(30)
            settings.memory = 64 << 20
        }
    }
}

extension LabSettings {
    /// The parameters of the model in words, for people who read figures of this cluster.
    package var model: [String] {
        [
            sharesStorage ? "the nodes share one storage" : "each node has its own storage",
            commitDelay > .zero
                ? "a write waits \(Nanoseconds(commitDelay)) for the storage" : "no write waits for the storage",
            "a connection's next request \(pipelinesWrites ? "does not wait" : "waits") for its writes",
            replicationDelay > .zero
                ? "followers are \(Nanoseconds(replicationDelay)) behind" : "followers have at once what leaders have",
            copyRate.map { "a replaced node copies \(ByteCount(Int64($0))) a second" }
                ?? "a replaced node copies nothing",
            coldReadDelay > .zero
                ? "a read from the storage waits \(Nanoseconds(coldReadDelay))" : "no read waits for the storage",
            "\(ByteCount(Int64(memory))) of full blocks stay in memory",
        ]
    }
}
