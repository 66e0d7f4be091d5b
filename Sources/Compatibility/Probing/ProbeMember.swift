package import KafkaWire

/// A member of a classic consumer group, request by request.
///
/// It has a connection of its own: a join blocks it until the group is complete. It leaves after the check.
package actor ProbeMember {
    package let group: String
    package let topics: [String]
    package let instance: String?
    private let protocols: [String]
    private let session: Duration
    private let probe: Probe
    private let connection: BrokerConnection

    /// Empty before the coordinator gave one.
    package private(set) var id = ""
    /// -1 before the first join.
    package private(set) var generation: Int32 = -1
    /// What the last sync gave.
    package private(set) var share: ClassicGroupBytes.Share = [:]
    /// The assignor that the last join settled on.
    package private(set) var chosen: String?
    /// The members of the generation, for the leader; empty for others.
    package private(set) var others: [JoinGroupResponse.Member] = []
    private var hasLeft = false

    init(
        _ probe: Probe, over connection: BrokerConnection, group: String, topics: [String], protocols: [String],
        instance: String?, session: Duration
    ) {
        self.probe = probe
        self.connection = connection
        self.group = group
        self.topics = topics
        self.protocols = protocols
        self.instance = instance
        self.session = session
    }

    /// One JoinGroup, whatever comes of it.
    package func tryJoin(id: String, session: Duration? = nil, version: Int16? = nil) async throws -> JoinGroupResponse
    {
        let timeout = Int32((session ?? self.session) / .milliseconds(1))
        // Members of an eager assignor give everything up before they join.
        let owned = protocols == ["cooperative-sticky"] ? share : nil
        return try await probe.send(
            JoinGroupRequest {
                $0.groupID = group
                $0.sessionTimeoutMs = timeout
                $0.rebalanceTimeoutMs = 15_000
                $0.memberID = id
                $0.groupInstanceID = instance
                $0.protocolType = "consumer"
                $0.protocols = protocols.map { name in
                    .init {
                        $0.name = name
                        $0.metadata = ClassicGroupBytes.subscription(to: topics, owned: owned)[...]
                    }
                }
            }, over: connection, version: try version ?? probe.version(of: JoinGroupRequest.api),
            within: .seconds(40))
    }

    /// Joins as a client does, with the id that the coordinator gives, and takes the generation over.
    @discardableResult
    package func join() async throws -> JoinGroupResponse {
        let answer = try await answeredJoin()
        try probe.expectNone(answer.errorCode, "joining \(group)")
        id = answer.memberID
        generation = answer.generationID
        chosen = answer.protocolName
        others = answer.leader == answer.memberID ? answer.members : []
        return answer
    }

    /// Asks again with the id that it was given, and while the coordinator is not ready.
    private func answeredJoin() async throws -> JoinGroupResponse {
        let end = ContinuousClock.now + .seconds(50)
        while true {
            let answer = try await tryJoin(id: id)
            switch answer.errorCode {
            case .memberIdRequired: id = answer.memberID
            case .unknownMemberId: id = ""
            case .coordinatorLoadInProgress, .rebalanceInProgress: try await Task.sleep(for: .milliseconds(200))
            default: return answer
            }
            if ContinuousClock.now > end { return answer }
        }
    }

    /// One SyncGroup, whatever comes of it; only a leader's assignments count.
    @discardableResult
    package func sync(_ assignments: [String: ClassicGroupBytes.Share] = [:]) async throws -> BrokerCode {
        let version = try probe.version(of: SyncGroupRequest.api)
        let answer = try await probe.send(
            SyncGroupRequest {
                $0.groupID = group
                $0.generationID = generation
                $0.memberID = id
                $0.groupInstanceID = instance
                $0.protocolType = "consumer"
                $0.protocolName = chosen
                $0.assignments = assignments.sorted { $0.key < $1.key }.map { entry in
                    .init {
                        $0.memberID = entry.key
                        $0.assignment = ClassicGroupBytes.assignment(entry.value)[...]
                    }
                }
            }, over: connection, version: version, within: .seconds(40))
        guard answer.errorCode == .none else { return answer.errorCode }
        guard let given = ClassicGroupBytes.share(in: answer.assignment) else {
            throw CheckOutcome.fail("SyncGroup hands out other bytes than the leader's assignment")
        }
        share = given
        return .none
    }

    /// A heartbeat, as this member or under another id or generation.
    package func heartbeat(id other: String? = nil, generation wrong: Int32? = nil) async throws -> BrokerCode {
        let version = try probe.version(of: HeartbeatRequest.api)
        return try await probe.send(
            HeartbeatRequest {
                $0.groupID = group
                $0.generationID = wrong ?? generation
                $0.memberID = other ?? id
                $0.groupInstanceID = instance
            }, over: connection, version: version
        ).errorCode
    }

    /// Commits as this member, or under another id or generation.
    package func commit(
        _ offset: Int64, of log: ProbeLog, id other: String? = nil, generation wrong: Int32? = nil
    ) async throws -> BrokerCode {
        try await probe.commit(
            offset, of: log, group: group, member: other ?? id, generation: wrong ?? generation, over: connection)
    }

    /// Leaves, once; what comes of it.
    @discardableResult
    package func leave() async throws -> BrokerCode {
        guard !hasLeft, !id.isEmpty else { return .none }
        hasLeft = true
        let version = try max(3, probe.version(of: LeaveGroupRequest.api))
        let answer = try await probe.send(
            LeaveGroupRequest {
                $0.groupID = group
                $0.members = [
                    .init {
                        $0.memberID = id
                        $0.groupInstanceID = instance
                    }
                ]
            }, over: connection, version: version)
        return answer.errorCode == .none ? answer.members.first?.errorCode ?? .none : answer.errorCode
    }

    /// Goes away as a crash does: without a word to the group, now and after the check.
    package func abandon() { hasLeft = true }
}

extension Probe {
    /// A new name for a group; it is deleted after the check.
    package func group(_ what: String = "group") -> String {
        let name = name(what)
        afterwards {
            if try await self.deleteGroup(name) == .nonEmptyGroup { self.space.noteBusy(group: name) }
        }
        return name
    }

    /// What the cluster says of the deletion of a group.
    @discardableResult
    package func deleteGroup(_ name: String) async throws -> BrokerCode {
        // The coordinator may be another one by now.
        try await eventually(within: .seconds(20), "the coordinator of \(name)") {
            let answer = try await send(DeleteGroupsRequest { $0.groupsNames = [name] }, to: .group(name))
            guard let result = answer.results.first else {
                throw CheckOutcome.fail("DeleteGroups answered without an entry for the group")
            }
            if result.errorCode.isOfCoordinator {
                forgetCoordinators()
                return nil
            }
            return result.errorCode
        }
    }

    /// A member that has not joined yet.
    package func member(
        of group: String, topics: [String], protocols: [String] = ["range"], instance: String? = nil,
        session: Duration = .seconds(10)
    ) async throws -> ProbeMember {
        let connection = try await freshConnection(to: .group(group))
        let member = ProbeMember(
            self, over: connection, group: group, topics: topics, protocols: protocols, instance: instance,
            session: session)
        afterwards { try await member.leave() }
        return member
    }
}
