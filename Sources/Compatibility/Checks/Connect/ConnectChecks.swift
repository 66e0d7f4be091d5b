internal import Evidence
internal import Foundation
internal import HTTPProbes

// The REST interface of Kafka Connect's workers.
extension Check {
    static let connectChecks = [rootAndPlugins, validate, lifecycle, states, connectorOffsets]

    private static func connect(of probe: Probe) throws -> HTTPService {
        guard let connect = probe.target.connect else { throw CheckOutcome.notRun("No Kafka Connect is named") }
        return connect
    }

    /// A source or sink of files among the worker's plugins, for connectors that do nothing of note.
    private static func filePlugin(_ probe: Probe) async throws -> String {
        let answer = try await probe.ask(try connect(of: probe), .get, "/connector-plugins")
        let classes = (answer.json?.elements ?? []).compactMap { $0["class"]?.text }
        for wanted in ["FileStreamSource", "MockSource", "HeartbeatConnector"] {
            if let found = classes.first(where: { $0.contains(wanted) }) { return found }
        }
        throw CheckOutcome.notRun(
            "The worker has no connector that could be tried without harm: \(classes.count) plugins")
    }

    private static func config(_ plugin: String, _ probe: Probe, topic: String) -> [String: JSONValue] {
        var config: [String: JSONValue] = [
            "connector.class": .text(plugin), "tasks.max": .text("1"), "topic": .text(topic),
        ]
        if plugin.contains("FileStream") { config["file"] = .text("/dev/null") }
        if plugin.contains("Heartbeat") {
            config["source.cluster.alias"] = .text("a")
            config["target.cluster.alias"] = .text("b")
            config["source.cluster.bootstrap.servers"] = .text(probe.target.properties["bootstrap.servers"] ?? "")
            config["target.cluster.bootstrap.servers"] = .text(probe.target.properties["bootstrap.servers"] ?? "")
        }
        return config
    }

    /// Makes a connector that is removed after the check.
    private static func make(
        _ probe: Probe, more: [String: JSONValue] = [:]
    ) async throws -> (name: String, config: [String: JSONValue], answer: HTTPAnswer) {
        let connect = try connect(of: probe)
        let name = probe.name("connector")
        let config = config(try await filePlugin(probe), probe, topic: probe.name("topic"))
        probe.afterwards { _ = try await probe.ask(connect, .delete, "/connectors/\(name)") }
        let body = more.merging(["name": .text(name), "config": .object(config)]) { old, _ in old }
        let answer = try await probe.askWhileRebalancing(connect, .post, "/connectors", .object(body))
        return (name, config, answer)
    }

    private static func state(_ probe: Probe, _ name: String) async throws -> (connector: String?, tasks: Int) {
        let answer = try await probe.ask(try connect(of: probe), .get, "/connectors/\(name)/status")
        return (answer.json?["connector"]?["state"]?.text, answer.json?["tasks"]?.elements?.count ?? 0)
    }

    private static func awaitState(_ probe: Probe, _ name: String, _ wanted: String) async throws -> Bool {
        try await probe.firstAnswer(within: .seconds(20)) {
            try await state(probe, name).connector == wanted ? true : nil
        } ?? false
    }

    private static let rootAndPlugins = Check(
        "connect.root-plugins", .admin, .connect, "The worker names its version, its cluster and its plugins",
        why: "Tools and health checks begin here.",
        expected: "Version, commit and the cluster's own id; a list of plugins",
        since: "0.10; /health 3.9 (KIP-1017)", known: "Managed connectors show no worker", client: .http,
        needs: [.connect]
    ) { probe in
        let connect = try connect(of: probe)
        let root = try await probe.ask(connect, .get, "/")
        let plugins = try await probe.ask(connect, .get, "/connector-plugins?connectorsOnly=false")
        let health = try await probe.ask(connect, .get, "/health")
        let version = root.json?["version"]?.text
        let facts = ["version": version ?? "none", "health": "\(health.status)", "plugins": "\(plugins.status)"]
        guard root.status == 200, version != nil, plugins.json?.elements?.isEmpty == false else {
            return .fail("The worker does not name its version or its plugins", facts)
        }
        if let own = probe.cluster.clusterID, let named = root.json?["kafka_cluster_id"]?.text, own != named {
            return .degraded("The worker names another cluster than this one", facts)
        }
        return health.status == 200
            ? .pass("Version \(version ?? ""), health 200", facts) : .degraded("No /health: \(health.status)", facts)
    }

    private static let validate = Check(
        "connect.validate", .admin, .connect, "A config is validated before a connector is made",
        why: "User interfaces show its errors; without it a mistake is found in a failed task.",
        expected: "200 with errors for each key that is missing", since: "0.10", client: .http, needs: [.connect]
    ) { probe in
        let plugin = try await filePlugin(probe)
        let name = plugin.split(separator: ".").last.map(String.init) ?? plugin
        let answer = try await probe.ask(
            try connect(of: probe), .put, "/connector-plugins/\(name)/config/validate",
            .object(["connector.class": .text(plugin), "tasks.max": .text("none")]))
        let errors = answer.json?["error_count"]?.number ?? 0
        let facts = ["status": "\(answer.status)", "finds errors": "\(errors > 0)"]
        guard answer.status == 200 else { return .fail("Status \(answer.status)", facts) }
        return errors > 0
            ? .pass("\(errors) errors found in a wrong config", facts) : .fail("A wrong config has no errors", facts)
    }

    private static let lifecycle = Check(
        "connect.lifecycle", .admin, .connect,
        "Connectors are made, changed and deleted with the statuses that tools expect",
        why: "Deployment tools act on these numbers.",
        expected: "201, again 409, PUT 200, PATCH 200, DELETE 204, unknown 404", since: "0.10; PATCH 3.8 (KIP-477)",
        client: .http, needs: [.connect]
    ) { probe in
        let connect = try connect(of: probe)
        let made = try await make(probe)
        let body = JSONValue.object(["name": .text(made.name), "config": .object(made.config)])
        let again = try await probe.askWhileRebalancing(connect, .post, "/connectors", body, final: [409])
        let put = try await probe.askWhileRebalancing(
            connect, .put, "/connectors/\(made.name)/config", .object(made.config))
        let patch = try await probe.askWhileRebalancing(
            connect, .patch, "/connectors/\(made.name)/config", .object(["tasks.max": .text("2")]))
        let delete = try await probe.askWhileRebalancing(connect, .delete, "/connectors/\(made.name)")
        let unknown = try await probe.askWhileRebalancing(
            connect, .get, "/connectors/\(probe.name("nobody"))", final: [404])
        let facts = [
            "create": "\(made.answer.status)", "again": "\(again.status)", "put": "\(put.status)",
            "patch": "\(patch.status)", "delete": "\(delete.status)", "unknown": "\(unknown.status)",
        ]
        guard made.answer.status == 201, delete.status == 204, unknown.status == 404, [200, 201].contains(put.status)
        else {
            return .fail("Other statuses than expected", facts)
        }
        return again.status == 409 && patch.status == 200
            ? .pass("201, 409, \(put.status), 200, 204, 404", facts)
            : .degraded("A second POST or PATCH is answered otherwise", facts)
    }

    private static let states = Check(
        "connect.states", .admin, .connect, "Connectors can be paused, stopped, resumed and restarted",
        why: "A cutover stops connectors on one side before it starts them on the other.",
        expected: "PAUSED, STOPPED without tasks, RUNNING again; restart 202 or 204; made STOPPED where that is asked",
        since: "0.10; stop 3.5 (KIP-875); made stopped 3.7 (KIP-980)",
        client: .http,
        needs: [.connect], limit: .seconds(120)
    ) { probe in
        let connect = try connect(of: probe)
        let made = try await make(probe)
        guard try await awaitState(probe, made.name, "RUNNING") else {
            return .inconclusive("The connector did not run within 20 s")
        }
        var facts: [String: String] = [:]
        for (verb, wanted) in [("pause", "PAUSED"), ("resume", "RUNNING"), ("stop", "STOPPED"), ("resume", "RUNNING")] {
            let answer = try await probe.askWhileRebalancing(connect, .put, "/connectors/\(made.name)/\(verb)")
            if answer.status == 404 || answer.status == 405 { facts[verb] = "\(answer.status)"; continue }
            let reached = try await awaitState(probe, made.name, wanted)
            facts[verb] = reached ? wanted : "not \(wanted)"
            if wanted == "STOPPED", reached {
                let none: Bool? = try await probe.firstAnswer(within: .seconds(10)) {
                    try await state(probe, made.name).tasks == 0 ? true : nil
                }
                facts["tasks when stopped"] = none == true ? "0" : "some"
            }
        }
        let restart = try await probe.askWhileRebalancing(
            connect, .post, "/connectors/\(made.name)/restart?includeTasks=true&onlyFailed=false")
        facts["restart"] = "\(restart.status)"
        let stopped = try await make(probe, more: ["initial_state": .text("STOPPED")])
        let isStopped = try await awaitState(probe, stopped.name, "STOPPED")
        facts["made stopped"] = isStopped ? "STOPPED" : "\(stopped.answer.status)"
        let good = facts["pause"] == "PAUSED" && facts["resume"] == "RUNNING" && [202, 204].contains(restart.status)
        guard good else { return .fail("A state was not reached", facts) }
        guard facts["stop"] == "STOPPED", facts["tasks when stopped"] == "0" else {
            return .degraded("It cannot be stopped, or has tasks then", facts)
        }
        return isStopped
            ? .pass("Paused, resumed, stopped, resumed, restarted, made stopped", facts)
            : .degraded("A connector cannot be made stopped", facts)
    }

    private static let connectorOffsets = Check(
        "connect.offsets", .admin, .connect, "A connector's offsets can be read, and changed while it is stopped",
        why: "This is how a connector goes on on another cluster where it left off.",
        expected:
            "GET 200; DELETE is refused while it runs (400), and done when it is stopped; PATCH is told afterwards",
        since: "3.5 and 3.6 (KIP-875)",
        client: .http, needs: [.connect], limit: .seconds(120)
    ) { probe in
        let connect = try connect(of: probe)
        let made = try await make(probe)
        guard try await awaitState(probe, made.name, "RUNNING") else {
            return .inconclusive("The connector did not run within 20 s")
        }
        let read = try await probe.ask(connect, .get, "/connectors/\(made.name)/offsets")
        if read.status == 404 || read.status == 405 {
            return .degraded("Offsets cannot be read", ["read": "\(read.status)"])
        }
        let early = try await probe.askWhileRebalancing(connect, .delete, "/connectors/\(made.name)/offsets")
        _ = try await probe.askWhileRebalancing(connect, .put, "/connectors/\(made.name)/stop")
        guard try await awaitState(probe, made.name, "STOPPED") else { return .fail("It cannot be stopped") }
        let done = try await probe.firstAnswer(within: .seconds(15)) {
            let answer = try await probe.ask(connect, .delete, "/connectors/\(made.name)/offsets")
            return answer.status == 200 ? answer.status : nil
        }
        var facts = [
            "read": "\(read.status)", "while running": "\(early.status)",
            "when stopped": done.map { "\($0)" } ?? "refused",
        ]
        if made.config["file"] != nil {
            let offset = JSONValue.object([
                "partition": .object(["filename": .text("/dev/null")]), "offset": .object(["position": .number(0)]),
            ])
            let change = try await probe.askWhileRebalancing(
                connect, .patch, "/connectors/\(made.name)/offsets", .object(["offsets": .array([offset])]))
            let after = try await probe.ask(connect, .get, "/connectors/\(made.name)/offsets")
            let isThere = after.json?["offsets"]?.elements?.contains(offset) == true
            facts["changed"] = change.status == 200 && isThere ? "yes" : "\(change.status)"
            guard facts["changed"] == "yes" else { return .fail("Its offsets cannot be changed", facts) }
        }
        guard read.status == 200, done == 200 else {
            return .fail("Offsets are not read, or not reset when it is stopped", facts)
        }
        return early.status == 400
            ? .pass("200, 400, 200", facts)
            : .degraded("While it runs the reset is answered with \(early.status)", facts)
    }
}

extension Probe {
    /// Asks again while the workers rebalance, which they answer with 409 or 500; `final` are statuses that are answers.
    func askWhileRebalancing(
        _ service: HTTPService, _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil,
        final: Set<Int> = []
    ) async throws -> HTTPAnswer {
        var last: HTTPAnswer?
        let settled: HTTPAnswer? = try await firstAnswer(within: .seconds(20)) {
            let answer = try await self.ask(service, method, path, body)
            last = answer
            return final.contains(answer.status) || ![409, 500].contains(answer.status) ? answer : nil
        }
        guard let answer = settled ?? last else {
            throw CheckOutcome.inconclusive("\(method.rawValue) \(path) was not answered")
        }
        return answer
    }
}
