import Foundation

/// What one broker of a test cluster is started with.
///
/// Each is a controller too.
struct KafkaNode: Sendable {
    /// 1 for the first.
    let id: Int
    let port: Int
    let saslPort: Int
    let controllerPort: Int
    let folder: URL

    var propertiesFile: URL { folder.appending(path: "server.properties") }

    /// The contents of `server.properties`.
    /// - Parameters:
    ///   - nodes: the whole cluster, this one included.
    ///   - saslUsers: names and passwords for SASL PLAIN; no such listener where it is empty.
    ///   - extra: what the test asks for; wins over everything here.
    func properties(nodes: [KafkaNode], saslUsers: [String: String], extra: [String: String]) -> [String: String] {
        let replication = "\(nodes.count)"
        let inSync = nodes.count < 3 ? "1" : "2"
        var values = [
            "process.roles": "broker,controller",
            "node.id": "\(id)",
            "controller.quorum.voters": nodes.map { "\($0.id)@127.0.0.1:\($0.controllerPort)" }.joined(separator: ","),
            "listeners": "PLAINTEXT://127.0.0.1:\(port),CONTROLLER://127.0.0.1:\(controllerPort)",
            "advertised.listeners": "PLAINTEXT://127.0.0.1:\(port)",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT",
            "log.dirs": folder.appending(path: "data").path,
            "broker.rack": "zone-\(id)",
            "default.replication.factor": replication,
            "min.insync.replicas": inSync,
            "offsets.topic.replication.factor": replication,
            "offsets.topic.num.partitions": "8",
            "transaction.state.log.replication.factor": replication,
            "transaction.state.log.min.isr": inSync,
            "transaction.state.log.num.partitions": "8",
            "share.coordinator.state.topic.replication.factor": replication,
            "share.coordinator.state.topic.min.isr": inSync,
            "group.initial.rebalance.delay.ms": "0",
        ]
        if !saslUsers.isEmpty {
            values["listeners", default: ""] += ",SASL://127.0.0.1:\(saslPort)"
            values["advertised.listeners", default: ""] += ",SASL://127.0.0.1:\(saslPort)"
            values["sasl.enabled.mechanisms"] = "PLAIN"
            let users = saslUsers.sorted { $0.key < $1.key }.map { "user_\($0.key)=\"\($0.value)\"" }
            values["listener.name.sasl.plain.sasl.jaas.config"] =
                "org.apache.kafka.common.security.plain.PlainLoginModule required \(users.joined(separator: " "));"
        }
        return values.merging(extra) { _, asked in asked }
    }
}
