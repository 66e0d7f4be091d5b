internal import Evidence
internal import KafkaWire

// Joining, sharing the partitions, and the rebalances that this takes.
extension Check {
    static let groupMembershipChecks = [joinSync, groupAssignors, coopNoStop, rebalanceCount]

    private static let joinSync = Check(
        "group.join-sync", .core, .classicGroups, "Two members share all partitions, and none twice",
        why: "This is what a consumer group is: a gap loses records, an overlap handles them twice.",
        expected:
            "The first member has all; after the second has joined each has the leader's share, in a higher generation",
        since: "0.9", limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let partitions: [Int32] = [0, 1, 2, 3]
        let first = try await probe.member(of: group, topics: [log.topic])
        let alone = try await probe.settle([first], assign: Probe.evenly(log.topic, partitions))
        guard await first.share == [log.topic: partitions] else {
            return .fail("The only member was not given what it assigned to itself")
        }
        let second = try await probe.member(of: group, topics: [log.topic])
        let both = try await probe.settle(
            [first, second], above: alone, assign: Probe.evenly(log.topic, partitions))
        let shares = [await first.share[log.topic] ?? [], await second.share[log.topic] ?? []]
        guard Set(shares[0]).isDisjoint(with: shares[1]) else { return .fail("Both members have the same partition") }
        guard (shares[0] + shares[1]).sorted() == partitions else {
            return .fail("\(shares[0].count + shares[1].count) of 4 partitions are assigned")
        }
        return both == alone + 1
            ? .pass("All four partitions, two for each member, one generation later", ["generations": "1"])
            : .pass("All four partitions, two for each member, in a later generation", ["generations": "more"])
    }

    private static let groupAssignors = Check(
        "group.assignors", .core, .classicGroups,
        "The coordinator picks the assignor that all members know, and refuses a member that shares none",
        why: "Members that assign differently would own the same partition; a change of assignor is done by this vote.",
        expected: "The common one of range,roundrobin and roundrobin,sticky; INCONSISTENT_GROUP_PROTOCOL (23)",
        since: "0.9", known: "librdkafka's mock cluster aborts its process when members mix assignors",
        limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let first = try await probe.member(of: group, topics: [log.topic], protocols: ["range", "roundrobin"])
        let assign = Probe.evenly(log.topic, [0, 1])
        let alone = try await probe.settle([first], assign: assign)
        guard await first.chosen == "range" else {
            return .fail("A member alone prefers range, and the coordinator picked \(await first.chosen ?? "none")")
        }
        let second = try await probe.member(of: group, topics: [log.topic], protocols: ["roundrobin", "sticky"])
        try await probe.settle([first, second], above: alone, assign: assign)
        let chosen = [await first.chosen ?? "none", await second.chosen ?? "none"]
        guard chosen == ["roundrobin", "roundrobin"] else {
            return .fail("The members were told \(chosen[0]) and \(chosen[1]), roundrobin is what both know")
        }
        let third = try await probe.member(of: group, topics: [log.topic], protocols: ["cooperative-sticky"])
        var refusal = try await third.tryJoin(id: "")
        if refusal.errorCode == .memberIdRequired { refusal = try await third.tryJoin(id: refusal.memberID) }
        let facts = ["chosen": chosen[0], "none in common": "\(refusal.errorCode)"]
        switch refusal.errorCode {
        case .inconsistentGroupProtocol: return .pass("roundrobin by vote; \(refusal.errorCode)", facts)
        case .none: return .fail("A member that shares no assignor with the others was let in", facts)
        default: return .degraded("A member that shares no assignor is refused with \(refusal.errorCode)", facts)
        }
    }

    private static let coopNoStop = Check(
        "group.coop-no-stop", .extended, .classicGroups,
        "A member goes on with its partitions while a rebalance gathers",
        why: "Cooperative rebalancing rests on it: a member that keeps its partitions goes on reading and committing.",
        expected: "A commit before the member rejoins is taken; the kept partition stays, the revoked one moves next",
        since: "2.4 (KIP-429)", remedy: "Expect a pause at each rebalance, and keep members from coming and going",
        limit: .seconds(120)
    ) { probe in
        let log = try await probe.log()
        let topic = log.topic
        let group = probe.group()
        let first = try await probe.member(of: group, topics: [topic], protocols: ["cooperative-sticky"])
        try await probe.settle([first], assign: Probe.evenly(topic, [0, 1]))
        let second = try await probe.member(of: group, topics: [topic], protocols: ["cooperative-sticky"])
        async let joining = second.join()
        try await probe.awaitRebalance(first)
        let during = try await first.commit(1, of: log)
        try await first.join()
        _ = try await joining
        let firstID = await first.id
        let secondID = await second.id
        // The first round takes a partition away, the second one gives it.
        let firstRound = await !first.others.isEmpty ? [first, second] : [second, first]
        for member in firstRound {
            try probe.expectNone(try await member.sync([firstID: [topic: [0]], secondID: [:]]), "the first sync")
        }
        guard await first.share == [topic: [0]], await second.share.isEmpty else {
            return .fail("The shares of the first round are not those of the leader")
        }
        let leader = try await probe.rebalance(by: first, others: [second])
        let secondRound = leader === first ? [first, second] : [second, first]
        for member in secondRound {
            let code = try await member.sync([firstID: [topic: [0]], secondID: [topic: [1]]])
            try probe.expectNone(code, "the second sync")
        }
        guard await first.share == [topic: [0]], await second.share == [topic: [1]] else {
            return .fail("The shares of the second round are not those of the leader")
        }
        let facts = ["commit while gathering": "\(during)"]
        return during == .none
            ? .pass("Commits are taken while the rebalance gathers, and the kept partition stays", facts)
            : .degraded("A commit while the rebalance gathers is refused with \(during)", facts)
    }

    private static let rebalanceCount = Check(
        "group.rebalance-count", .extended, .classicGroups, "Each coming and going costs exactly one rebalance",
        why: "Each rebalance stops the whole group for a while; storms of them stop it for good.",
        expected: "A second member and a third one come, and one goes: three generations more, and then rest",
        since: "0.9", known: "Tansu has one more; Event Hubs has storms with short session timeouts",
        remedy: "Use static members (group.instance.id) and longer session timeouts", limit: .seconds(120)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let assign = Probe.evenly(log.topic, [0, 1, 2])
        var members = [try await probe.member(of: group, topics: [log.topic], session: .seconds(30))]
        let start = try await probe.settle(members, assign: assign)
        var last = start
        for _ in 0..<2 {
            members.append(try await probe.member(of: group, topics: [log.topic], session: .seconds(30)))
            last = try await probe.settle(members, above: last, assign: assign)
        }
        try probe.expectNone(try await members.removeLast().leave(), "leaving")
        last = try await probe.settle(members, above: last, assign: assign)
        // At rest it stays: nobody comes or goes for two seconds.
        for _ in 0..<4 {
            try await Task.sleep(for: .milliseconds(500))
            for member in members where try await member.heartbeat() == .rebalanceInProgress {
                return .fail("The group rebalances again though nobody came or went", ["at rest": "no"])
            }
        }
        let count = last - start
        let facts = ["rebalances": "\(count)"]
        if count == 3 { return .pass("Three changes, three rebalances", facts) }
        return count == 4
            ? .degraded("Three changes took four rebalances", facts)
            : .fail("Three changes took \(count) rebalances", facts)
    }
}
