import KafkaWire
import TestSupport

@testable import LabCluster

// Members of a classic group; each has a connection of its own, and asks one thing at a time.
extension HistoryRunner {
    func join(_ member: Int, goesOn: Bool) async throws {
        guard joins[member] == nil, syncs[member] == nil else { return }
        let node = try await coordinator(of: group)
        let connection = try await subject.connection(to: node, lane: member + 1)
        lanes[member] = node
        let request = JoinGroupRequest { [group] in
            $0.groupID = group
            $0.sessionTimeoutMs = 600_000
            $0.rebalanceTimeoutMs = 600_000
            $0.protocolType = "consumer"
            $0.protocols = [.init { $0.name = "range" }]
            $0.memberID = memberIDs[member] ?? ""
        }
        if memberIDs[member] == nil {
            let response = try await connection.send(request, version: 7)
            try expect("error of a member's first JoinGroup", response.errorCode, .memberIdRequired)
            try expect("whether a new member has an id", response.memberID.isEmpty, false)
            try expect("whether the id is new", memberIDs.values.contains(response.memberID), false)
            memberIDs[member] = response.memberID
            members.giveID(to: member)
            if goesOn { try await join(member, goesOn: false) }
            return
        }
        let pending = PendingAnswer { try await connection.send(request, version: 7) }
        joins[member] = pending
        let answers = members.join(member)
        if answers[member] == nil {
            try await arrives(member, { pending.isThere }) { $0.isJoining }
        }
        try await compare(answers)
    }

    func sync(_ member: Int, stale: Bool) async throws {
        guard joins[member] == nil, syncs[member] == nil, let id = memberIDs[member] else { return }
        let generation = members.generation - (stale ? 1 : 0)
        serial += 1
        let numbers = members.members.keys.sorted()
        let parts = Dictionary(uniqueKeysWithValues: numbers.map { ($0, Array("\(serial) for \($0)".utf8)) })
        let request = SyncGroupRequest { [group, memberIDs] in
            $0.groupID = group
            $0.generationID = generation
            $0.memberID = id
            $0.protocolType = "consumer"
            $0.protocolName = "range"
            $0.assignments = numbers.map { number in
                .init {
                    $0.memberID = memberIDs[number] ?? ""
                    $0.assignment = parts[number]?[...] ?? []
                }
            }
        }
        let connection = try await subject.connection(to: coordinator(of: group), lane: member + 1)
        let pending = PendingAnswer { try await connection.send(request, version: 5) }
        syncs[member] = pending
        let answers = members.sync(member, generation: generation, parts: parts)
        if answers[member] == nil {
            try await arrives(member, { pending.isThere }) { $0.isSyncing }
        }
        try await compare(answers)
    }

    /// Waits until the coordinator has a request that it does not answer yet.
    private func arrives(
        _ member: Int, _ isAnswered: @Sendable () -> Bool, _ isWaiting: @escaping @Sendable (ClassicMember) -> Bool
    ) async throws {
        guard let lab = subject.lab, let id = memberIDs[member] else { return }
        let group = group
        while !isAnswered() {
            let isThere = try await lab.onLoop { state in
                guard case .classic(let members)? = state.groups[group]?.kind else { return false }
                return members.member(id).map(isWaiting) ?? false
            }
            if isThere { return }
        }
    }

    /// Takes the answers that have to be there now; all others have to wait.
    private func compare(_ answers: GroupModel.Answers) async throws {
        for (member, answer) in answers.sorted(by: { $0.key < $1.key }) {
            switch answer {
            case .joined, .refusedJoin:
                let response = try await self.answer(to: joins.removeValue(forKey: member), "JoinGroup", member)
                try compare(response, with: answer, member)
            case .synced(let part):
                let response = try await self.answer(to: syncs.removeValue(forKey: member), "SyncGroup", member)
                try expect("error of SyncGroup of member \(member)", response.errorCode, .none)
                try expect("part of member \(member)", Array(response.assignment), part)
            case .refusedSync(let code):
                let response = try await self.answer(to: syncs.removeValue(forKey: member), "SyncGroup", member)
                try expect("error of SyncGroup of member \(member)", response.errorCode, code)
            }
        }
        let early = joins.filter { $1.isThere }.keys.sorted() + syncs.filter { $1.isThere }.keys.sorted()
        try expect("members that were answered too early", early, [])
    }

    private func answer<Response: Sendable>(
        to pending: PendingAnswer<Response>?, _ what: String, _ member: Int
    ) async throws -> Response {
        guard let pending else { throw HistoryFault("\(what) of member \(member): nothing was asked") }
        guard try await eventually(within: .seconds(3), every: .milliseconds(1), { pending.isThere }) else {
            throw HistoryFault("\(what) of member \(member): no answer, and there has to be one")
        }
        return try await pending.value
    }

    private func compare(_ response: JoinGroupResponse, with answer: GroupModel.Answer, _ member: Int) throws {
        if case .refusedJoin(let code) = answer {
            try expect("error of JoinGroup of member \(member)", response.errorCode, code)
            return
        }
        guard case .joined(let generation) = answer else { return }
        try expect("error of JoinGroup of member \(member)", response.errorCode, .none)
        try expect("generation of member \(member)", response.generationID, generation)
        try expect("id of member \(member)", response.memberID, memberIDs[member] ?? "")
        // Where the one that led is gone, who leads is the coordinator's choice.
        if members.leader == nil {
            members.leader = members.members.keys.first { memberIDs[$0] == response.leader }
        }
        try expect("leader", response.leader, members.leader.flatMap { memberIDs[$0] } ?? "")
        guard members.leader == member else { return try expect("members told to others", response.members.count, 0) }
        // Who asks once more when it has led the group to its assignment is told nothing new.
        let all = members.members.keys.compactMap { memberIDs[$0] }.sorted()
        try expect("members told to the leader", response.members.map(\.memberID).sorted(), all)
    }

    func heartbeat(_ member: Int, stale: Bool) async throws {
        let generation = members.generation - (stale ? 1 : 0)
        let response = try await coordinatorConnection(of: group).send(
            HeartbeatRequest {
                $0.groupID = group
                $0.generationID = generation
                $0.memberID = memberIDs[member] ?? "nobody"
            })
        let code = members.heartbeat(member, generation: generation)
        try expect("error of Heartbeat of member \(member)", response.errorCode, code)
    }

    func leave(_ member: Int) async throws {
        guard let id = memberIDs[member] else { return }
        let response = try await coordinatorConnection(of: group).send(
            LeaveGroupRequest {
                $0.groupID = group
                $0.members = [.init { $0.memberID = id }]
            })
        let (code, answers) = members.leave(member)
        try expect("error of LeaveGroup of member \(member)", response.members.first?.errorCode, code)
        try await compare(answers)
        memberIDs[member] = nil
        if members.state == .empty { try await awaitEmptyGroup() }
    }

    /// Waits for a timer of no time that the last member's leaving set.
    private func awaitEmptyGroup() async throws {
        guard let lab = subject.lab else { return }
        let group = group
        let isEmpty = try await eventually(within: .seconds(10), every: .milliseconds(1)) {
            try await lab.onLoop { state in
                guard case .classic(let members)? = state.groups[group]?.kind else { return true }
                return members.state == .empty
            }
        }
        try expect("whether the group is empty", isEmpty, true)
    }
}

// Offsets.
extension HistoryRunner {
    func commit(_ offset: Int64, _ partition: Int, by member: Int?, stale: Bool) async throws {
        let generation = member == nil ? -1 : members.generation - (stale ? 1 : 0)
        let response = try await coordinatorConnection(of: group).send(
            OffsetCommitRequest {
                $0.groupID = group
                $0.generationIDOrMemberEpoch = generation
                $0.memberID = member.map { memberIDs[$0] ?? "nobody" } ?? ""
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = Int32(partition)
                                $0.committedOffset = offset
                                $0.committedMetadata = "at \(offset)"
                            }
                        ]
                    }
                ]
            }, version: 9)
        let code = members.commit(offset, partition, by: member, generation: generation)
        try expect("error of OffsetCommit", response.topics.first?.partitions.first?.errorCode, code)
    }

    func committed(stable: Bool) async throws {
        let response = try await coordinatorConnection(of: group).send(
            OffsetFetchRequest {
                $0.requireStable = stable
                $0.groups = [
                    .init {
                        $0.groupID = group
                        $0.topics = [
                            .init {
                                $0.name = topic
                                $0.partitionIndexes = logs.indices.map(Int32.init)
                            }
                        ]
                    }
                ]
            }, version: 9)
        let found = response.groups.first
        try expect("error of OffsetFetch", found?.errorCode, BrokerCode.none)
        let answers = found?.topics.first?.partitions ?? []
        try expect("partitions of OffsetFetch", answers.map(\.partitionIndex), logs.indices.map(Int32.init))
        for (partition, answer) in answers.enumerated() {
            guard !stable || !members.isUnstable(partition) else {
                try expect("stable offset of \(partition)", answer.errorCode, .unstableOffsetCommit)
                continue
            }
            try expect("error of the offset of \(partition)", answer.errorCode, .none)
            try expect("offset of \(partition)", answer.committedOffset, members.offsets[partition]?.offset ?? -1)
        }
    }
}
