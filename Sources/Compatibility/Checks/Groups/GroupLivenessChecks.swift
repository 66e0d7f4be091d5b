internal import Evidence
internal import KafkaWire

// Who is a member: ids, sessions, static members.
extension Check {
    static let groupLivenessChecks = [memberIDRequired, sessionExpiry, staticMembership]

    private static let memberIDRequired = Check(
        "group.member-id-required", .extended, .classicGroups,
        "A new member is given an id before it is let in, and session timeouts have bounds",
        why:
            "Without it a client that tries again becomes several members, and the group waits for those that never come.",
        expected:
            "MEMBER_ID_REQUIRED (79) with an id; INVALID_SESSION_TIMEOUT (26) for a millisecond and for a day",
        since: "2.2 (KIP-394)",
        known: "librdkafka's mock cluster never asks for it; Event Hubs takes sessions of 6 to 300 s",
        needs: [.api(11, atLeast: 4)]
    ) { probe in
        let log = try await probe.log()
        let member = try await probe.member(of: probe.group(), topics: [log.topic])
        let version = try probe.version(of: JoinGroupRequest.api, atLeast: 4)
        let short = try await member.tryJoin(id: "", session: .milliseconds(1), version: version).errorCode
        let long = try await member.tryJoin(id: "", session: .seconds(86_400), version: version).errorCode
        let answer = try await member.tryJoin(id: "", version: version)
        let facts = ["without an id": "\(answer.errorCode)", "1 ms": "\(short)", "1 day": "\(long)"]
        if answer.errorCode == .none { return .degraded("A member without an id is let in at once", facts) }
        guard answer.errorCode == .memberIdRequired else {
            return .fail("A new member is refused with \(answer.errorCode)", facts)
        }
        if answer.memberID.isEmpty { return .fail("A member id is asked for, and none is given", facts) }
        return short == .invalidSessionTimeout && long == .invalidSessionTimeout
            ? .pass("MEMBER_ID_REQUIRED with an id, and session timeouts have bounds", facts)
            : .degraded("Session timeouts of 1 ms and of a day are answered with \(short) and \(long)", facts)
    }

    private static let sessionExpiry = Check(
        "group.session-expiry", .core, .classicGroups, "A member that went silent is put out after its session timeout",
        why: "Its partitions wait that long; where it is never put out, nobody reads them any more.",
        expected: "The other member hears of a rebalance 6 s later and has all partitions; UNKNOWN_MEMBER_ID (25)",
        since: "0.9", known: "librdkafka's mock cluster rebalances a second early", limit: .seconds(120)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let assign = Probe.evenly(log.topic, [0, 1])
        let staying = try await probe.member(of: group, topics: [log.topic], session: .seconds(30))
        let silent = try await probe.member(of: group, topics: [log.topic], session: .seconds(6))
        let generation = try await probe.settle([staying, silent], assign: assign)
        try probe.expectNone(try await silent.heartbeat(), "the last heartbeat")
        let last = ContinuousClock.now
        await silent.abandon()
        let heard = try await probe.firstAnswer(within: .seconds(25)) { () -> Duration? in
            try await staying.heartbeat() == .rebalanceInProgress ? ContinuousClock.now - last : nil
        }
        guard let heard else { return .fail("25 s after its last heartbeat the silent member is still in the group") }
        try await probe.settle([staying], above: generation, assign: assign)
        guard await staying.share[log.topic]?.sorted() == [0, 1] else {
            return .fail("The member that stayed was not given all partitions")
        }
        let ghost = try await silent.heartbeat()
        let facts = ["heartbeat afterwards": "\(ghost)"]
        guard ghost == .unknownMemberId || ghost == .illegalGeneration else {
            return .fail("A heartbeat of the member that was put out is answered with \(ghost)", facts)
        }
        if heard < .seconds(5) {
            return .degraded("The member was put out more than a second before its timeout", facts)
        }
        return heard > .seconds(10)
            ? .degraded("The member was put out more than four seconds after its timeout", facts)
            : .pass("Put out after its timeout, the other one has all partitions, \(ghost) for the silent one", facts)
    }

    private static let staticMembership = Check(
        "group.static-membership", .extended, .classicGroups,
        "A static member comes back without a rebalance, and fences the one it replaces",
        why: "Rolling restarts of large groups are done with it; where both stay active, records are handled twice.",
        expected:
            "The same generation and share; FENCED_INSTANCE_ID (82) for the older; it can be removed by its instance id",
        since: "2.3 (KIP-345)",
        known: "Redpanda kept stale properties at a rejoin (PR 23693); librdkafka's mock cluster ignores instance ids",
        needs: [.api(11, atLeast: 5), .api(12, atLeast: 3), .api(13, atLeast: 3)], limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let assign = Probe.evenly(log.topic, [0, 1])
        let plain = try await probe.member(of: group, topics: [log.topic], session: .seconds(30))
        let older = try await probe.member(of: group, topics: [log.topic], instance: "one", session: .seconds(30))
        let generation = try await probe.settle([plain, older], assign: assign)
        let share = await older.share
        let newer = try await probe.member(of: group, topics: [log.topic], instance: "one", session: .seconds(30))
        let rejoin = Task { try await newer.join() }
        // Where the group takes it for another member, the join waits for the others.
        let rebalances = try await probe.firstAnswer(within: .seconds(2)) {
            try await plain.heartbeat() == .rebalanceInProgress ? true : nil
        }
        if rebalances == true {
            rejoin.cancel()
            return .degraded("The static member comes back as a new one: the group rebalances", ["rejoin": "rebalance"])
        }
        let joined = try await rejoin.value
        guard joined.generationID == generation else {
            return .degraded("Coming back began a generation", ["rejoin": "new generation"])
        }
        try probe.expectNone(try await newer.sync(), "the sync after coming back")
        let old = try await older.heartbeat()
        await older.abandon()
        var facts = ["rejoin": "same generation", "older": "\(old)"]
        if old == .none { return .fail("Both members with the same instance id are active", facts) }
        guard await newer.share == share else { return .fail("The share changed without a rebalance", facts) }
        let removed = try await probe.send(
            LeaveGroupRequest {
                $0.groupID = group
                $0.members = [.init { $0.groupInstanceID = "one" }]
            }, to: .group(group), atLeast: 3)
        let removal = removed.errorCode == .none ? removed.members.first?.errorCode ?? .none : removed.errorCode
        facts["removal by instance"] = "\(removal)"
        guard removal == .none else { return .degraded("It cannot be removed by its instance id: \(removal)", facts) }
        await newer.abandon()
        try await probe.awaitRebalance(plain)
        return old == .fencedInstanceId
            ? .pass("No rebalance, the same share, FENCED_INSTANCE_ID for the older", facts)
            : .degraded("The older member is refused with \(old)", facts)
    }
}
