internal import Evidence
internal import Foundation
internal import HTTPProbes
internal import KafkaWire

// Records through Kafka Connect, from end to end.
extension Check {
    static let connectRecoveryChecks = [endToEndRecovery]

    private static let endToEndRecovery = Check(
        "connect.e2e-recovery", .extended, .connect,
        "Records go through a source and a sink once each, across restarts",
        why:
            "Connect keeps its configs, offsets and states in compacted topics of the cluster; a cluster on which that goes "
            + "wrong loses or repeats records with each restart of a worker.",
        expected:
            "300 records, written while connector and task restart, are copied once each; a sink commits behind them",
        since: "0.10; exactly once 3.3 (KIP-618)",
        known: "It needs compacted topics: it fails where compact is refused",
        client: .http, needs: [.connect, .topicCreation], conduct: .slow, limit: .seconds(240)
    ) { probe in
        let worker = try ConnectWorker(probe)
        guard probe.target.properties["sasl.mechanism"] == nil, probe.target.properties["sasl.mechanisms"] == nil else {
            // The worker keeps a connector's config in a topic that others may read.
            return .notRun("A login would have to go into a connector's config: name the plain listener")
        }
        let plugins = try await worker.plugins()
        guard let mirror = plugins.first(where: { $0.hasSuffix(".MirrorSourceConnector") }) else {
            return .notRun(
                "The worker has no MirrorSourceConnector, the only source that needs nothing but the cluster")
        }
        let topic = try await probe.topic()
        let source = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let copier = try await Copier(worker, mirror, topic.name, probe)
        guard try await worker.awaitTask(of: copier.name) else {
            return .inconclusive("The source did not run within 60 s")
        }
        for part in 0..<3 {
            try await source.append((0..<100).map { WireRecord(value: Array("value-\(part * 100 + $0)".utf8)) })
            if part == 2 { break }
            // In the middle of what it reads: offsets that were not committed with the records show as repeats.
            let restart = try await probe.askWhileRebalancing(
                worker.service, .post, "/connectors/\(copier.name)/restart?includeTasks=true&onlyFailed=false")
            guard [200, 202, 204].contains(restart.status) else {
                return .inconclusive("The connector cannot be restarted: \(restart.status)")
            }
        }
        guard let copy = try await copier.copy(probe) else {
            return .fail("Nothing was copied within 60 s", copier.facts)
        }
        let wanted = (0..<300).map { "value-\($0)" }
        // The last one is the fence: what is not there before it does not come any more.
        _ = try await probe.firstAnswer(within: .seconds(60)) {
            try await copy.committedValues().last == wanted.last ? true : nil
        }
        let found = try await copy.committedValues()
        var facts = copier.facts
        let (missing, repeated) = (Set(wanted).subtracting(found).count, found.count - Set(found).count)
        facts["missing"] = "\(missing)"
        facts["repeated"] = repeated == 0 ? "none" : "some"
        if missing > 0 { return .fail("\(missing) of 300 records were not copied", facts) }
        facts["sink"] = try await sink(worker, plugins, of: copy, probe)
        if facts["sink"] == "behind" { return .fail("A sink did not commit the end of the topic within 60 s", facts) }
        if repeated > 0 {
            return copier.isExactlyOnce
                ? .fail("\(repeated) records were copied again, and exactly once was promised", facts)
                : .degraded("\(repeated) records were copied again after a restart", facts)
        }
        return .pass("300 records copied once each, with restarts between; sink: \(facts["sink"] ?? "")", facts)
    }

    /// A sink on what was copied: whether its group commits the end.
    private static func sink(
        _ worker: ConnectWorker, _ plugins: [String], of copy: ProbeLog, _ probe: Probe
    ) async throws -> String {
        guard let plugin = plugins.first(where: { $0.hasSuffix(".FileStreamSinkConnector") }) else {
            return "no plugin"
        }
        let name = probe.name("sink")
        let made = try await worker.make(
            name,
            ["connector.class": plugin, "topics": copy.topic, "file": "/dev/null"].merging(ConnectWorker.bytes) { $1 })
        guard made.isSuccess else { return "refused (\(made.status))" }
        // The markers of transactions come after the last record, and no sink is handed them.
        guard let last = try await copy.committedRecords(from: 0, to: try await copy.end(isolation: 1)).last else {
            return "nothing to read"
        }
        let committed = try await probe.firstAnswer(within: .seconds(60)) {
            // A sink's group is called after the connector.
            try await probe.committed(of: copy, group: "connect-\(name)").committedOffset > last.offset ? true : nil
        }
        return committed == true ? "committed" : "behind"
    }
}

/// A source that copies a topic of the cluster to another of the same cluster.
private struct Copier {
    let name: String
    let isExactlyOnce: Bool
    /// The copied topic: the alias of the source, a dot, and the topic's name.
    private let topic: String

    var facts: [String: String] { ["exactly once": isExactlyOnce ? "granted" : "not enabled"] }

    init(_ worker: ConnectWorker, _ plugin: String, _ topic: String, _ probe: Probe) async throws {
        let servers = probe.target.properties["bootstrap.servers"] ?? ""
        let (from, to) = (probe.name("from"), probe.name("to"))
        let config = [
            "connector.class": plugin, "topics": topic, "source.cluster.alias": from, "target.cluster.alias": to,
            "source.cluster.bootstrap.servers": servers, "target.cluster.bootstrap.servers": servers,
            "replication.factor": "\(min(3, probe.cluster.brokers))",
            "offset-syncs.topic.replication.factor": "\(min(3, probe.cluster.brokers))",
            "sync.topic.acls.enabled": "false", "sync.topic.configs.enabled": "false",
            "refresh.topics.enabled": "false", "consumer.isolation.level": "read_committed",
            "consumer.auto.offset.reset": "earliest", "consumer.allow.auto.create.topics": "false",
        ].merging(ConnectWorker.bytes) { $1 }
        name = probe.name("source")
        self.topic = "\(from).\(topic)"
        for made in [self.topic, "mm2-offset-syncs.\(to).internal"] {
            probe.afterwards { try await probe.deleteTopic(made) }
        }
        // A worker that has not enabled it refuses the config, and then it is tried without.
        let exactly = try await worker.make(name, config.merging(["exactly.once.support": "required"]) { $1 })
        isExactlyOnce = exactly.isSuccess
        if isExactlyOnce { return }
        let plain = try await worker.make(name, config)
        guard plain.isSuccess else {
            throw CheckOutcome.inconclusive("The worker refuses the source: \(plain.status)")
        }
    }

    /// What it writes to, once that is there; nil where nothing comes.
    func copy(_ probe: Probe) async throws -> ProbeLog? {
        let isThere = try await probe.firstAnswer(within: .seconds(60)) {
            try await probe.describeTopic(topic).errorCode == .none ? true : nil
        }
        guard isThere == true else { return nil }
        _ = try await probe.awaitTopic(topic, partitions: 1)
        return try await ProbeLog(topic: topic, partition: 0, probe: probe)
    }
}

extension ProbeLog {
    /// The values of all committed records of the log.
    fileprivate func committedValues() async throws -> [String] {
        try await committedRecords(from: 0, to: try await end(isolation: 1)).map {
            String(decoding: $0.value ?? [], as: UTF8.self)
        }
    }
}
