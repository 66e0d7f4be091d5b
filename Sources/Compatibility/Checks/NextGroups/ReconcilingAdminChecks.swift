internal import Evidence
internal import KafkaWire

// Groups whose coordinator assigns, as administrators see them, and the way to them from classic ones.
extension Check {
    static let reconcilingAdminChecks = [nextDescribe, nextMigrate]

    private static func described(
        _ group: String, _ probe: Probe
    ) async throws -> ConsumerGroupDescribeResponse.DescribedGroup {
        let answer = try await probe.send(ConsumerGroupDescribeRequest { $0.groupIDs = [group] }, to: .group(group))
        guard let found = answer.groups.first else {
            throw CheckOutcome.fail("ConsumerGroupDescribe answered without a group")
        }
        try probe.expectNone(found.errorCode, "ConsumerGroupDescribe")
        return found
    }

    private static func partitions(_ assignment: ConsumerGroupDescribeResponse.Assignment) -> Int {
        assignment.topicPartitions.reduce(0) { $0 + $1.partitions.count }
    }

    private static let nextDescribe = Check(
        "next.describe", .admin, .consumerProtocolGroups,
        "A group shows what its members have and what they are to have, and has configs of its own",
        why: "A rebalance that does not end is found by the difference; timeouts are set for each group now.",
        expected:
            "Reconciling with a target unlike the assignment, then Stable; a heartbeat interval that can be set within its bounds",
        since: "4.0 (KIP-848)", needs: [.api(68, atLeast: 0), .api(69, atLeast: 0), .topicCreation],
        limit: .seconds(90)
    ) { probe in
        let topic = try await probe.topic(partitions: 4)
        let group = probe.group()
        let first = probe.reconcilingMember(of: group, topics: [topic.name])
        var members = try await probe.reconcile([first]) { $0[0].count == 4 }
        let stable = try await described(group, probe)
        guard stable.groupState == "Stable", stable.members.count == 1, let one = stable.members.first,
            one.memberID == members[0].id, partitions(one.assignment) == 4, partitions(one.targetAssignment) == 4
        else { return .fail("A group with one member at rest is described as another one") }
        // The second member is in; the first one has not heard of it, and so still has all.
        var second = probe.reconcilingMember(of: group, topics: [topic.name])
        try await second.beat()
        members.append(second)
        let moving = try await described(group, probe)
        guard let old = moving.members.first(where: { $0.memberID == members[0].id }) else {
            return .fail("The first member is missing from the description")
        }
        var facts = ["state at rest": stable.groupState, "state while moving": moving.groupState]
        guard partitions(old.assignment) == 4, partitions(old.targetAssignment) == 2 else {
            return .degraded(
                "While partitions move, a member's assignment and its target are not told apart", facts)
        }
        members = try await probe.reconcile(members) { $0.allSatisfy { $0.count == 2 } }
        var differences: [String] = []
        if let offered = probe.offered(ListGroupsRequest.api), offered.upperBound >= 5 {
            let listed = try await probe.send(
                ListGroupsRequest { $0.typesFilter = ["consumer"] }, to: .group(group), atLeast: 5)
            if !listed.groups.contains(where: { $0.groupID == group }) {
                return .fail("The group is missing from the list of groups of type consumer", facts)
            }
        }
        let key = "consumer.heartbeat.interval.ms"
        // Another value than the one in force, and both within Kafka's bounds of 5 to 15 s.
        let wanted = members[0].interval == .seconds(6) ? 7 : 6
        probe.afterwards { _ = try await probe.alterGroupConfig(group, key, to: nil) }
        let set = try await probe.alterGroupConfig(group, key, to: "\(wanted)000")
        facts["interval"] = "\(set)"
        if set == .none {
            let heard = try await probe.firstAnswer(within: .seconds(15)) { () -> Bool? in
                try await members[0].beat()
                return members[0].interval == .seconds(wanted) ? true : nil
            }
            if heard != true { differences.append("the group's heartbeat interval is set and not used") }
        } else {
            differences.append("the group's configs cannot be set (\(set))")
        }
        let outside = try await probe.alterGroupConfig(group, "consumer.session.timeout.ms", to: "1000")
        facts["session of 1 s"] = "\(outside)"
        if outside == .none { differences.append("a session timeout of a second is taken") }
        return differences.isEmpty
            ? .pass("Assignment and target, the group's type, and configs within bounds", facts)
            : .degraded(differences.joined(separator: ", "), facts)
    }

    private static let nextMigrate = Check(
        "next.migrate", .new, .consumerProtocolGroups,
        "A classic group takes a member of the new kind, works with both, and goes back",
        why: "Consumers are upgraded one by one: where the group cannot be mixed, all have to stop.",
        expected:
            "Both members share the partitions; offsets are kept; the classic member has all when the other leaves",
        since: "4.0 (KIP-848)",
        remedy:
            "Stop all consumers of the group before they change group.protocol; see group.consumer.migration.policy",
        needs: [.api(68, atLeast: 0), .topicCreation], limit: .seconds(120)
    ) { probe in
        let topic = try await probe.topic(partitions: 4)
        let log = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let group = probe.group()
        let assign = Probe.evenly(topic.name, [0, 1, 2, 3])
        let classic = try await probe.member(of: group, topics: [topic.name], session: .seconds(30))
        try await probe.settle([classic], assign: assign)
        try probe.expectNone(try await classic.commit(5, of: log), "a commit")
        var modern = probe.reconcilingMember(of: group, topics: [topic.name])
        let entry = try await modern.tryBeat()
        guard entry.errorCode == .none else {
            return .degraded(
                "A classic group takes no member of the new kind: \(entry.errorCode)", ["entry": "\(entry.errorCode)"])
        }
        // The classic member hears of it as of any rebalance; the coordinator assigns to it, too.
        let mixed = try await probe.firstAnswer(within: .seconds(40)) { () -> Bool? in
            if try await classic.heartbeat() != .none {
                try await classic.join()
                let code = try await classic.sync()
                if code != .none, code != .rebalanceInProgress { try probe.expectNone(code, "the classic member") }
            }
            try await modern.beat()
            return await classic.share[topic.name]?.count == 2 && modern.count == 2 ? true : nil
        }
        guard mixed == true else { return .degraded("The two kinds of members do not come to share the group") }
        let mine = Set(await classic.share[topic.name] ?? [])
        let theirs = modern.owned.values.reduce(into: Set<Int32>()) { $0.formUnion($1) }
        guard mine.isDisjoint(with: theirs) else { return .fail("Both kinds of members own the same partition") }
        let during = try await probe.committed(of: log, group: group)
        guard during.committedOffset == 5 else { return .fail("The group's offset was lost on the way") }
        try probe.expectNone(try await modern.leave(), "leaving")
        // The heartbeat that tells of the way back may be that of either kind of group.
        let back = try await probe.firstAnswer(within: .seconds(40)) { () -> Bool? in
            if try await classic.heartbeat() != .none {
                let answer = try await classic.join()
                let id = await classic.id
                let shares = answer.leader == id && !answer.members.isEmpty ? assign([id]) : [:]
                try await classic.sync(shares)
            }
            return await classic.share[topic.name]?.count == 4 ? true : nil
        }
        guard back == true else { return .fail("When the new member has left, the classic one does not get all") }
        let kept = try await probe.committed(of: log, group: group)
        return kept.committedOffset == 5
            ? .pass("Mixed and back, with its offset", ["migration": "online"])
            : .fail("The group's offset was lost on the way back")
    }
}
