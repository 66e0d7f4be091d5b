internal import Foundation
internal import HTTPProbes

/// The REST interface of a Connect worker, as one check uses it.
struct ConnectWorker: Sendable {
    let service: HTTPService
    private let probe: Probe

    /// Converters that change nothing.
    static let bytes = [
        "key.converter": "org.apache.kafka.connect.converters.ByteArrayConverter",
        "value.converter": "org.apache.kafka.connect.converters.ByteArrayConverter", "tasks.max": "1",
    ]

    init(_ probe: Probe) throws {
        guard let service = probe.target.connect else { throw CheckOutcome.notRun("No Kafka Connect is named") }
        self.service = service
        self.probe = probe
    }

    /// The classes of the connectors that the worker has.
    func plugins() async throws -> [String] {
        let answer = try await probe.ask(service, .get, "/connector-plugins")
        return (answer.json?.elements ?? []).compactMap { $0["class"]?.text }
    }

    /// Makes a connector or changes its config; it is removed after the check, before what was made earlier.
    func make(_ name: String, _ config: [String: String]) async throws -> HTTPAnswer {
        let answer = try await probe.askWhileRebalancing(
            service, .put, "/connectors/\(name)/config", .object(config.mapValues(JSONValue.text)))
        if answer.isSuccess {
            probe.afterwards {
                _ = try await probe.askWhileRebalancing(service, .delete, "/connectors/\(name)", final: [404])
                try await awaitEnd(of: name)
            }
        }
        return answer
    }

    /// Waits until a connector that was deleted has no tasks any more, ten seconds at most.
    ///
    /// The clients of a task that still runs could bring back a topic that is deleted next, where brokers make topics on
    /// request.
    private func awaitEnd(of name: String) async throws {
        _ = try await probe.firstAnswer(within: .seconds(10)) {
            try await probe.ask(service, .get, "/connectors/\(name)/status").status == 404 ? true : nil
        }
    }

    /// Waits until connector and task run; false where they do not within a minute.
    func awaitTask(of name: String) async throws -> Bool {
        try await probe.firstAnswer(within: .seconds(60)) {
            let status = try await probe.ask(service, .get, "/connectors/\(name)/status").json
            let tasks = status?["tasks"]?.elements ?? []
            let isRunning = status?["connector"]?["state"]?.text == "RUNNING" && !tasks.isEmpty
            return isRunning && tasks.allSatisfy { $0["state"]?.text == "RUNNING" } ? true : nil
        } ?? false
    }
}
