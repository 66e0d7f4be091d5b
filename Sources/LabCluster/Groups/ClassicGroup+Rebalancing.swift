internal import KafkaWire

// From one generation to the next.
extension ClassicGroup {
    func rebalanceOrComplete() {
        if canRebalance { prepareRebalance() } else { completeIfAllJoined() }
    }

    func completeIfAllJoined() {
        // The first rebalance of a group waits for its delay, whoever has come.
        if state == .preparingRebalance, haveAllJoined, previousState != .empty { completeJoin() }
    }

    /// Calls all members back.
    func prepareRebalance() {
        if state == .completingRebalance {
            for member in members {
                member.assignment = []
                member.refuseSync(.rebalanceInProgress)
            }
        }
        syncTimer.cancel()
        pendingSync = []
        let isFirst = state == .empty
        become(.preparingRebalance)
        if isFirst {
            awaitMore(settings().initialRebalanceDelay, of: rebalanceTimeout.milliseconds)
        } else if haveAllJoined {
            completeJoin()
        } else {
            joinTimer.set(rebalanceTimeout, clock) { [weak self] in self?.completeJoin() }
        }
    }

    /// Gives the first members of a group some time for others to come, and again whenever one came.
    private func awaitMore(_ delay: Int64, of left: Int64) {
        hasNewMember = false
        joinTimer.set(.milliseconds(delay), clock) { [weak self] in
            guard let self else { return }
            let rest = max(0, left - delay)
            if hasNewMember, rest > 0, delay > 0 { awaitMore(min(delay, rest), of: rest) } else { completeJoin() }
        }
    }

    /// Begins the next generation with those who are there; who did not come back is out, unless it is static.
    func completeJoin() {
        guard state == .preparingRebalance else { return }
        joinTimer.cancel()
        for member in members where !member.isJoining && member.instanceID == nil {
            member.session.cancel()
            drop(member)
        }
        if !members.isEmpty, !electLeader() {
            // All are static and none came back: they have as much time again.
            joinTimer.set(rebalanceTimeout, clock) { [weak self] in self?.completeJoin() }
            return
        }
        generation += 1
        pendingSync = []
        guard !members.isEmpty else {
            protocolName = nil
            return become(.empty)
        }
        protocolName = vote()
        become(.completingRebalance)
        for member in members { member.assignment = [] }
        syncTimer.set(rebalanceTimeout, clock) { [weak self] in self?.dropThoseWithoutSync() }
        for member in members {
            pendingSync.insert(member.id)
            member.isNew = false
            keepAlive(member)
            member.answerJoin(joined(member, membersFor: leader))
        }
    }

    /// Whether there is a leader that has come back, the old one or the first of the others.
    private func electLeader() -> Bool {
        if let leader, member(leader)?.isJoining == true { return true }
        guard let next = members.first(where: \.isJoining) else { return false }
        leader = next.id
        return true
    }

    private func dropThoseWithoutSync() {
        guard state == .completingRebalance || state == .stable, !pendingSync.isEmpty else { return }
        for member in members where pendingSync.contains(member.id) {
            member.session.cancel()
            drop(member)
        }
        prepareRebalance()
    }

    /// Takes a member out of the lists; what follows is the caller's.
    func drop(_ member: ClassicMember) {
        members.removeAll { $0 === member }
        pendingSync.remove(member.id)
        if isLeader(member) { leader = members.first?.id }
    }

    /// Takes a member out and has the others share what it had.
    func remove(_ member: ClassicMember) {
        guard members.contains(where: { $0 === member }) else { return }
        member.session.cancel()
        drop(member)
        member.refuseJoin(.unknownMemberId)
        member.refuseSync(.unknownMemberId)
        switch state {
        case .stable, .completingRebalance: prepareRebalance()
        case .preparingRebalance: completeIfAllJoined()
        case .empty, .dead: break
        }
    }

    /// Forgets an id that was given out.
    func dropPending(_ id: String) {
        pendingMembers.removeValue(forKey: id)?.cancel()
        completeIfAllJoined()
    }

    /// Something was heard of a member: its session begins anew.
    func keepAlive(_ member: ClassicMember) {
        member.session.set(.milliseconds(member.sessionTimeout), clock) { [weak self, weak member] in
            guard let self, let member else { return }
            // Who waits for an answer cannot send heartbeats.
            if member.isJoining || member.isSyncing { keepAlive(member) } else { remove(member) }
        }
    }
}
