import KafkaWire

/// What a group must know: its members, as a classic coordinator has them, and its offsets.
///
/// Members are the runner's, by their numbers; ids are what the cluster gave them.
struct GroupModel {
    enum State { case empty, preparing, completing, stable }

    struct Member {
        var isJoining = false
        var isSyncing = false
        var assignment: [UInt8] = []
    }

    /// An answer that has to come now.
    enum Answer: Equatable {
        case joined(generation: Int32)
        case refusedJoin(BrokerCode)
        case synced([UInt8])
        case refusedSync(BrokerCode)
    }

    private(set) var state = State.empty
    private(set) var generation: Int32 = 0
    private(set) var members: [Int: Member] = [:]
    /// Those that were given an id and did not come back with it.
    private(set) var pending: Set<Int> = []
    /// nil where any member may be told to lead.
    var leader: Int?
    /// Whether there is such a group at all.
    private(set) var isThere = false

    private(set) var offsets: [Int: (offset: Int64, order: Int)] = [:]
    private var open: [Int64: [Int: (offset: Int64, order: Int)]] = [:]
    private var order = 0

    typealias Answers = [Int: Answer]

    /// A member without an id is given one.
    mutating func giveID(to member: Int) {
        isThere = true
        pending.insert(member)
    }

    mutating func join(_ member: Int) -> Answers {
        var answers: Answers = [:]
        if pending.remove(member) != nil {
            members[member] = Member(isJoining: true)
            if members.count == 1 { leader = member }
            // The first rebalance waits for nobody.
            if state == .empty { complete(&answers) } else { rebalance(&answers) }
            return answers
        }
        guard members[member] != nil else { return [member: .refusedJoin(.unknownMemberId)] }
        if state == .completing || state == .stable && member != leader {
            return [member: .joined(generation: generation)]
        }
        members[member]?.isJoining = true
        rebalance(&answers)
        return answers
    }

    private mutating func rebalance(_ answers: inout Answers) {
        if state == .completing {
            for (number, member) in members where member.isSyncing {
                answers[number] = .refusedSync(.rebalanceInProgress)
                members[number]?.isSyncing = false
            }
        }
        state = .preparing
        // Those that have ids and did not come have as long as the members allow; where there are none, no time.
        if members.isEmpty { complete(&answers) } else { completeIfAllJoined(&answers) }
    }

    private mutating func completeIfAllJoined(_ answers: inout Answers) {
        if state == .preparing, pending.isEmpty, members.values.allSatisfy(\.isJoining) { complete(&answers) }
    }

    private mutating func complete(_ answers: inout Answers) {
        generation += 1
        state = members.isEmpty ? .empty : .completing
        for number in members.keys {
            members[number] = Member()
            answers[number] = .joined(generation: generation)
        }
    }

    /// - Parameter parts: what the member assigns if it leads.
    mutating func sync(_ member: Int, generation asked: Int32, parts: [Int: [UInt8]]) -> Answers {
        guard let known = members[member] else { return [member: .refusedSync(.unknownMemberId)] }
        guard asked == generation else { return [member: .refusedSync(.illegalGeneration)] }
        switch state {
        case .empty: return [member: .refusedSync(.unknownMemberId)]
        case .preparing: return [member: .refusedSync(.rebalanceInProgress)]
        case .stable: return [member: .synced(known.assignment)]
        case .completing:
            members[member]?.isSyncing = true
            guard member == leader else { return [:] }
            state = .stable
            var answers: Answers = [:]
            for (number, one) in members {
                let part = parts[number] ?? []
                members[number]?.assignment = part
                members[number]?.isSyncing = false
                if one.isSyncing || number == member { answers[number] = .synced(part) }
            }
            return answers
        }
    }

    func heartbeat(_ member: Int, generation asked: Int32) -> BrokerCode {
        guard members[member] != nil else { return .unknownMemberId }
        guard asked == generation else { return .illegalGeneration }
        return state == .preparing ? .rebalanceInProgress : .none
    }

    mutating func leave(_ member: Int) -> (code: BrokerCode, answers: Answers) {
        var answers: Answers = [:]
        if pending.remove(member) != nil {
            completeIfAllJoined(&answers)
            return (.none, answers)
        }
        guard let known = members.removeValue(forKey: member) else { return (.unknownMemberId, [:]) }
        if leader == member { leader = nil }
        if known.isJoining { answers[member] = .refusedJoin(.unknownMemberId) }
        if known.isSyncing { answers[member] = .refusedSync(.unknownMemberId) }
        if state == .preparing { completeIfAllJoined(&answers) } else { rebalance(&answers) }
        return (.none, answers)
    }
}

// Offsets.
extension GroupModel {
    /// - Parameter member: nil for who is no member and names no generation.
    mutating func commit(_ offset: Int64, _ partition: Int, by member: Int?, generation asked: Int32) -> BrokerCode {
        if let fault = faultOfCommit(by: member, generation: asked) { return fault }
        isThere = true
        order += 1
        offsets[partition] = (offset, order)
        return .none
    }

    private func faultOfCommit(by member: Int?, generation asked: Int32) -> BrokerCode? {
        guard isThere else { return asked < 0 ? nil : .groupIdNotFound }
        if asked < 0, state == .empty { return nil }
        guard let member else { return .unknownMemberId }
        guard members[member] != nil else { return .unknownMemberId }
        guard asked == generation else { return .illegalGeneration }
        return state == .completing ? .rebalanceInProgress : nil
    }

    mutating func pend(_ offset: Int64, _ partition: Int, of producer: Int64) {
        isThere = true
        order += 1
        open[producer, default: [:]][partition] = (offset, order)
    }

    mutating func end(_ producer: Int64, commits: Bool) {
        let ended = open.removeValue(forKey: producer) ?? [:]
        guard commits else { return }
        for (partition, one) in ended where one.order > offsets[partition]?.order ?? 0 { offsets[partition] = one }
    }

    func isUnstable(_ partition: Int) -> Bool { open.values.contains { $0[partition] != nil } }
}
