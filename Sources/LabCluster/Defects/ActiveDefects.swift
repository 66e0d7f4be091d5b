internal import KafkaWire

/// The defects of a cluster that are switched on; without any it costs one comparison a request.
final class ActiveDefects {
    private var armed: [ArmedDefect] = []
    private var lapses: [DefectLapse: [ArmedDefect]] = [:]

    /// Whether no defect is switched on.
    private(set) var isQuiet = true

    /// Switches these on, and all others off.
    func set(_ settings: [DefectSetting]) {
        armed = settings.map(ArmedDefect.init)
        isQuiet = armed.isEmpty
        lapses = [:]
        for one in armed {
            for case .lapse(let lapse) in one.setting.defect.hooks { lapses[lapse, default: []].append(one) }
        }
    }

    /// How often each struck, by its id.
    var strikes: [String: Int] {
        Dictionary(armed.map { ($0.setting.defect.id, $0.strikes) }, uniquingKeysWith: +)
    }

    /// Whether a rule is forgotten here.
    func forgets(
        _ lapse: DefectLapse, in cluster: ClusterState, topic: String? = nil, partition: Int32? = nil,
        client: String? = nil, node: Int32? = nil
    ) -> Bool {
        guard !isQuiet, let armed = lapses[lapse] else { return false }
        return armed.contains {
            $0.strikes(
                atSeconds: cluster.secondsSinceStart, client: client, node: node, topic: topic, partition: partition)
        }
    }

    /// What becomes of a batch that is to be stored.
    func fate(of header: BatchHeader, in partition: Partition, of cluster: ClusterState) -> AppendFate {
        for one in armed {
            for case .append(let decide) in one.setting.defect.hooks {
                let call = DefectCall(defect: one, cluster: cluster, clientID: nil, node: partition.leader, version: -1)
                guard call.strikes(topic: partition.topic.name, partition: partition.index) else { continue }
                let fate = decide(header, call)
                if case .stored = fate { continue }
                return fate
            }
        }
        return .stored
    }

    /// Whether the connection ends at once.
    func refuses(_ header: RequestHeader, on connection: LabConnection) -> Bool {
        contains(on: connection, header.version) { hook, call in
            if case .header(let refuses) = hook { refuses(header, call) } else { false }
        }
    }

    func changed<Request: WireRequest>(_ request: Request, _ version: Int16, on connection: LabConnection) -> Request {
        var changed: any WireRequest = request
        forEach(on: connection, version) { hook, call in
            if case .request(let key, let change) = hook, key == Request.api.key { changed = change(changed, call) }
        }
        return changed as? Request ?? request
    }

    func changed<Request: WireRequest>(
        _ response: Request.Response, to request: Request, _ version: Int16, on connection: LabConnection
    ) -> Request.Response {
        var changed: any WireStructure = response
        forEach(on: connection, version) { hook, call in
            if case .answer(let key, let change) = hook, key == Request.api.key {
                changed = change(changed, request, call)
            }
        }
        return changed as? Request.Response ?? response
    }

    /// How long an answer is held back; nil for not at all.
    func delay<Request: WireRequest>(of request: Request, _ version: Int16, on connection: LabConnection) -> Duration? {
        var longest: Duration?
        forEach(on: connection, version) { hook, call in
            if case .delay(let key, let span) = hook, key == Request.api.key, let span = span(request, call) {
                longest = max(longest ?? .zero, span)
            }
        }
        return longest
    }

    func change(_ frame: inout [UInt8], key: Int16, _ version: Int16, on connection: LabConnection) {
        for one in armed {
            for case .frame(key, let change) in one.setting.defect.hooks {
                change(&frame, call(of: one, connection, version))
            }
        }
    }

    private func call(of one: ArmedDefect, _ connection: LabConnection, _ version: Int16) -> DefectCall {
        DefectCall(
            defect: one, cluster: connection.cluster, clientID: connection.clientID, node: connection.node.id,
            version: version)
    }

    private func forEach(on connection: LabConnection, _ version: Int16, _ body: (DefectHook, DefectCall) -> Void) {
        for one in armed {
            for hook in one.setting.defect.hooks { body(hook, call(of: one, connection, version)) }
        }
    }

    private func contains(
        on connection: LabConnection, _ version: Int16, _ holds: (DefectHook, DefectCall) -> Bool
    ) -> Bool {
        var found = false
        forEach(on: connection, version) { if !found { found = holds($0, $1) } }
        return found
    }
}
