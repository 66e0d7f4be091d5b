import Foundation
import Synchronization
import TestSupport

@testable import Compatibility

/// What Connect workers do otherwise than Kafka 4's; a stand-in has none or one of them.
enum WorkerDefect: String, CaseIterable, Sendable {
    /// Before 3.9.
    case hasNoHealth
    case namesNoVersion
    case failsToValidate
    case findsNoMistakes
    /// Before 3.8.
    case hasNoPatch
    case takesAConnectorTwice
    case knowsConnectorsThatAreNotThere
    /// Before 3.5.
    case cannotStop
    case keepsTasksWhenStopped
    /// Before 3.7.
    case ignoresTheFirstState
    case doesNotPause
    /// Before 3.5.
    case hasNoOffsets
    case resetsWhileItRuns
    case forgetsChangedOffsets

    /// The one check that must find it.
    var check: String {
        switch self {
        case .hasNoHealth, .namesNoVersion: "connect.root-plugins"
        case .failsToValidate, .findsNoMistakes: "connect.validate"
        case .hasNoPatch, .takesAConnectorTwice, .knowsConnectorsThatAreNotThere: "connect.lifecycle"
        case .cannotStop, .keepsTasksWhenStopped, .ignoresTheFirstState, .doesNotPause: "connect.states"
        case .hasNoOffsets, .resetsWhileItRuns, .forgetsChangedOffsets: "connect.offsets"
        }
    }

    /// Without a stop there is no reset of offsets either.
    var alsoFound: Set<String> { self == .cannotStop ? ["connect.offsets"] : [] }
}

/// A Connect worker on loopback with one plugin, that answers as Kafka 4's does, except for one defect.
final class StandInWorker: Sendable {
    private let service: StubService

    init(_ defect: WorkerDefect? = nil) throws {
        let state = Mutex(WorkerState(defect: defect))
        service = try .standIn { asked in state.withLock { $0.answer(asked) } }
    }

    var url: String { service.url }

    func stop() { service.stop() }
}

/// What a stand-in worker holds, and its answers: state in, status and body out.
private struct WorkerState {
    private struct Connector {
        var config: JSONValue
        var state = "RUNNING"
        var offsets: [JSONValue] = []
    }

    let defect: WorkerDefect?
    private var connectors: [String: Connector] = [:]
    private static let plugin = "org.apache.kafka.connect.file.FileStreamSourceConnector"

    init(defect: WorkerDefect?) {
        self.defect = defect
    }

    mutating func answer(_ asked: StandInRequest) -> (Int, JSONValue) {
        let (path, body) = (asked.path, asked.body)
        switch (asked.method, path.first, path.count) {
        case ("GET", nil, 0):
            let version: [String: JSONValue] = defect == .namesNoVersion ? [:] : ["version": .text("4.0.0")]
            return (200, .object(version))
        case ("GET", "health", _): return (defect == .hasNoHealth ? 404 : 200, .object([:]))
        case ("GET", "connector-plugins", _): return (200, .array([.object(["class": .text(Self.plugin)])]))
        case ("PUT", "connector-plugins", _):
            return (
                defect == .failsToValidate ? 500 : 200,
                .object(["error_count": .number(defect == .findsNoMistakes ? 0 : 2)])
            )
        case ("POST", "connectors", 1): return make(body)
        case (_, "connectors", 2...): return change(asked, name: path[1], verb: path.count > 2 ? path[2] : "")
        default: return (404, .object([:]))
        }
    }

    private mutating func make(_ body: JSONValue) -> (Int, JSONValue) {
        let name = body["name"]?.text ?? ""
        if connectors[name] != nil, defect != .takesAConnectorTwice { return (409, .object([:])) }
        var connector = Connector(config: body["config"] ?? .null)
        if let state = body["initial_state"]?.text, defect != .ignoresTheFirstState { connector.state = state }
        connectors[name] = connector
        return (201, body)
    }

    private mutating func change(_ asked: StandInRequest, name: String, verb: String) -> (Int, JSONValue) {
        guard var connector = connectors[name] else {
            return (defect == .knowsConnectorsThatAreNotThere ? 200 : 404, .object([:]))
        }
        defer { if connectors[name] != nil { connectors[name] = connector } }
        switch (asked.method, verb) {
        case ("PUT", "config"): return (200, asked.body)
        case ("PATCH", "config"): return (defect == .hasNoPatch ? 405 : 200, asked.body)
        case ("DELETE", ""):
            connectors[name] = nil
            return (204, .null)
        case ("GET", "status"):
            let hasTasks = connector.state != "STOPPED" || defect == .keepsTasksWhenStopped
            let tasks: [JSONValue] = hasTasks ? [.object(["state": .text(connector.state)])] : []
            return (200, .object(["connector": .object(["state": .text(connector.state)]), "tasks": .array(tasks)]))
        case ("PUT", "pause"):
            if defect != .doesNotPause { connector.state = "PAUSED" }
        case ("PUT", "resume"): connector.state = "RUNNING"
        case ("PUT", "stop"):
            if defect == .cannotStop { return (404, .object([:])) }
            connector.state = "STOPPED"
        case ("POST", "restart"): return (202, .object([:]))
        case (_, "offsets"): return offsets(asked, &connector)
        default: return (405, .object([:]))
        }
        return (202, .object([:]))
    }

    private func offsets(_ asked: StandInRequest, _ connector: inout Connector) -> (Int, JSONValue) {
        if defect == .hasNoOffsets { return (404, .object([:])) }
        if asked.method == "GET" { return (200, .object(["offsets": .array(connector.offsets)])) }
        guard connector.state == "STOPPED" || defect == .resetsWhileItRuns else { return (400, .object([:])) }
        let changed = asked.method == "PATCH" ? asked.body["offsets"]?.elements ?? [] : []
        connector.offsets = defect == .forgetsChangedOffsets ? [] : changed
        return (200, .object([:]))
    }
}
