package import Evidence
package import KafkaWire
internal import Synchronization

/// What a check asks the cluster with: requests to any broker, topics and groups of its own, a transcript.
///
/// Each check has one for itself. Requests that it sends are recorded; what it makes is removed afterwards.
package final class Probe: Sendable {
    package let check: Check
    package let target: CompatibilityTarget
    /// What the cluster said of itself before the first check.
    package let cluster: ClusterIdentity
    let space: RunSpace
    let logs: PlainLogs
    let pool: BrokerPool
    let settings: WireSettings
    let transcript: Transcript
    let tools: ToolSearch
    /// For one run of one tool.
    let toolLimit: Duration
    let toolVersions: ToolVersions
    /// No version above these, by API key: what two clusters that are compared have in common.
    let ceiling: [Int16: Int16]
    private let afterwards = Mutex<[@Sendable () async throws -> Void]>([])
    private let coordinators = Mutex<[Destination: Int32]>([:])

    init(_ check: Check, run: RunContext) throws(WireError) {
        self.check = check
        target = run.target
        cluster = run.cluster
        space = run.space
        logs = run.logs
        ceiling = run.ceiling
        tools = run.tools
        toolLimit = run.toolLimit
        toolVersions = run.toolVersions
        settings = try run.target.settings(clientID: "seatrial-\(check.id)")
        pool = BrokerPool(settings)
        transcript = Transcript()
    }

    /// Asks as another user or on another listener, and writes into the same transcript; its owner ends it.
    init(_ other: Probe, settings: WireSettings) {
        check = other.check
        target = other.target
        cluster = other.cluster
        space = other.space
        logs = other.logs
        ceiling = other.ceiling
        tools = other.tools
        toolLimit = other.toolLimit
        toolVersions = other.toolVersions
        self.settings = settings
        pool = BrokerPool(settings)
        transcript = other.transcript
    }

    /// A name of its own for a topic, a group, a transactional id: `seatrial-k3f9-txn-abort-invisible-17-group`.
    package func name(_ what: String) -> String { space.name(check.id, what) }

    /// Runs when the check is over, however it ended; the last one first.
    package func afterwards(_ action: @escaping @Sendable () async throws -> Void) {
        afterwards.withLock { $0.append(action) }
    }

    /// librdkafka's properties of the target with changes; the client's id tells whose it is.
    package func clientProperties(_ changes: [String: String] = [:]) -> [String: String] {
        target.properties.merging(["client.id": settings.clientID]) { _, new in new }
            .merging(changes) { _, new in new }
    }

    /// Removes what the check made, and closes its connections.
    ///
    /// What cannot be removed is left to the run's own end; after `limit` nothing more is tried, because a broker that
    /// does not answer would be waited for again and again.
    func end(within limit: Duration = .seconds(30)) async {
        let end = ContinuousClock.now + limit
        while let action = afterwards.withLock({ $0.popLast() }) {
            guard ContinuousClock.now < end else {
                transcript.add(
                    broker: "-", request: "removal", asked: "", answered: "given up after \(limit)",
                    from: ContinuousClock.now)
                break
            }
            do {
                try await action()
            } catch {
                transcript.add(
                    broker: "-", request: "removal", asked: "", answered: "\(error)", from: ContinuousClock.now)
            }
        }
        await pool.close()
    }
}

// Requests.
extension Probe {
    /// The versions of an API that the cluster offers; nil where it has not got it.
    package func offered(_ api: WireAPI) -> ClosedRange<Int16>? {
        cluster.apis.first { $0.key == Int(api.key) }.map { Int16($0.lowest)...Int16($0.highest) }
    }

    /// The version that a request goes in: what was asked for, or the portable one, moved into what the broker offers.
    /// - Parameter least: what the check needs; a broker that has only older ones does not support it.
    package func version(of api: WireAPI, atLeast least: Int16? = nil) throws -> Int16 {
        guard let offered = offered(api) else {
            throw CheckOutcome.unsupported("The cluster does not offer \(api.name)", ["api": "absent"])
        }
        let highest = min(offered.upperBound, api.versions.upperBound, ceiling[api.key] ?? .max)
        if let least, highest < least {
            throw CheckOutcome.unsupported(
                "\(api.name) is offered up to version \(offered.upperBound); version \(least) is needed",
                ["highest": "\(offered.upperBound)"])
        }
        let wanted = least ?? api.portable
        return min(highest, max(wanted, offered.lowerBound, api.versions.lowerBound))
    }

    /// Sends a request, records it, and returns the answer, whatever error code is in it.
    ///
    /// It goes in the portable version, in one not below `least`, or in exactly `version`.
    @discardableResult
    package func send<Request: WireRequest>(
        _ request: Request, to destination: Destination = .any, atLeast least: Int16? = nil,
        version exact: Int16? = nil, within limit: Duration = .seconds(20)
    ) async throws -> Request.Response {
        let version = try exact ?? version(of: Request.api, atLeast: least)
        let connection = try await connection(to: destination)
        return try await send(request, over: connection, version: version, within: limit)
    }

    /// The same over a connection that the check holds itself.
    @discardableResult
    package func send<Request: WireRequest>(
        _ request: Request, over connection: BrokerConnection, version: Int16, within limit: Duration = .seconds(20)
    ) async throws -> Request.Response {
        let began = ContinuousClock.now
        let name = "\(Request.api.name) v\(version)"
        let asked = request.description(version: version)
        do {
            let response =
                Self.lasting.contains(Request.api.key)
                ? try await Task { try await connection.send(request, exactly: version, within: limit) }.value
                : try await connection.send(request, exactly: version, within: limit)
            try response.expectPlausible(version: version, from: "\(name) response of \(connection.broker)")
            transcript.add(
                broker: "\(connection.broker)", request: name, asked: asked,
                answered: response.description(version: version), from: began)
            return response
        } catch {
            transcript.add(
                broker: "\(connection.broker)", request: name, asked: asked, answered: "\(error)", from: began)
            throw error
        }
    }

    /// Requests whose effects stay: sent in a task of their own, which does not end with the run.
    ///
    /// What comes to be after the run was stopped, and after what it had made was removed, would stay for good.
    private static let lasting: Set<Int16> = [
        CreateTopicsRequest.api.key, CreateAclsRequest.api.key, CreateDelegationTokenRequest.api.key,
        AlterClientQuotasRequest.api.key, AlterUserScramCredentialsRequest.api.key,
    ]

    /// A connection of the probe's to a broker; the probe closes it.
    package func connection(to destination: Destination) async throws -> BrokerConnection {
        switch destination {
        case .any: return try await pool.any()
        case .broker(let id): return try await pool.broker(id)
        case .leader(let topic, let partition):
            return try await pool.broker(try await leader(of: partition, in: topic))
        case .group(let name): return try await coordinator(destination, key: name, type: 0)
        case .transaction(let name): return try await coordinator(destination, key: name, type: 1)
        case .controller:
            let controller = try await pool.metadata(MetadataRequest(topics: [], version: 4)).controllerID
            return controller < 0 ? try await pool.any() : try await pool.broker(controller)
        }
    }

    /// A connection of the check's own, beside the probe's: closed when the check is over.
    package func freshConnection(
        to destination: Destination = .any, settings changed: ((inout WireSettings) -> Void)? = nil
    ) async throws -> BrokerConnection {
        let address = try await connection(to: destination).broker
        var settings = settings
        changed?(&settings)
        let connection = try await BrokerConnection.connect(to: address, settings: settings)
        afterwards { await connection.close() }
        return connection
    }

    /// Forgets who coordinates: the next request asks again.
    package func forgetCoordinators() { coordinators.withLock { $0 = [:] } }

    private func coordinator(_ destination: Destination, key: String, type: Int8) async throws -> BrokerConnection {
        if let known = coordinators.withLock({ $0[destination] }) { return try await pool.broker(known) }
        // A cluster makes the topics of its coordinators when they are first asked for.
        let found = try await eventually(within: .seconds(30), "a coordinator of \(key)") { () -> Int32? in
            let version = min(try self.version(of: FindCoordinatorRequest.api), 3)
            let answer = try await self.send(
                FindCoordinatorRequest {
                    $0.key = key
                    $0.keyType = type
                }, version: version)
            if answer.errorCode.isTransient || answer.errorCode == .coordinatorNotAvailable { return nil }
            guard answer.errorCode == .none else { throw self.refused(answer.errorCode, "FindCoordinator of \(key)") }
            return answer.nodeID
        }
        coordinators.withLock { $0[destination] = found }
        return try await pool.broker(found)
    }

    /// The error that an answer's code is, for what the check has nothing to say about itself.
    package func refused(_ code: BrokerCode, _ subject: String) -> WireError {
        WireError(.refused(code), at: check.id, "\(subject): \(code)", remedy: code.remedy)
    }

    /// Goes on unless the code says that the user lacks a right: then nothing can be told of the cluster.
    package func expectNoRightMissing(_ code: BrokerCode, _ subject: String) throws {
        if code.isAuthorization { throw refused(code, subject) }
    }

    /// Goes on only where the code is none.
    package func expectNone(_ code: BrokerCode, _ subject: String) throws {
        if code != .none { throw refused(code, subject) }
    }
}
