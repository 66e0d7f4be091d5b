internal import Evidence
internal import KafkaWire

// Groups whose coordinator assigns (KIP-848): sharing, assignors, fencing.
extension Check {
    static let reconcilingChecks = [nextJoin, nextAssignors, nextFencing]

    private static let nextJoin = Check(
        "next.join-reconcile", .new, .consumerProtocolGroups,
        "Members of a group that the coordinator assigns come to share it, and no partition is owned twice on the way",
        why: "group.protocol=consumer rebalances without stopping everybody; an overlap handles records twice.",
        expected: "Four partitions for the first member; two each after the second; none in two hands at any heartbeat",
        since: "4.0 (KIP-848)",
        known: "Bufstream, WarpStream and Ursa do not list it; librdkafka's mock cluster has it from 2.8",
        remedy: "Use group.protocol=classic", needs: [.api(68, atLeast: 0), .topicCreation], limit: .seconds(90)
    ) { probe in
        let topic = try await probe.topic(partitions: 4)
        let id = try await probe.topicID(of: topic.name)
        let group = probe.group()
        let version = try probe.highestHeartbeat
        let facts = ["heartbeat": "v\(version)"]
        let first = probe.reconcilingMember(of: group, topics: [topic.name])
        let alone = try await probe.reconcile([first]) { $0[0].owned == [id: [0, 1, 2, 3]] }
        let second = probe.reconcilingMember(of: group, topics: [topic.name])
        let both = try await probe.reconcile(alone + [second]) { $0.allSatisfy { $0.count == 2 } }
        let all = both.reduce(into: Set<Int32>()) { $0.formUnion($1.owned[id] ?? []) }
        guard all == [0, 1, 2, 3] else { return .fail("Two members with two partitions each have not got all", facts) }
        guard both[0].epoch == both[1].epoch, both[0].epoch > alone[0].epoch else {
            return .degraded("The members share the group, and their epochs differ", facts)
        }
        return version >= 1
            ? .pass("Two partitions each, one epoch, and nothing owned twice", facts)
            : .degraded("Only version 0 is offered: members cannot make their own ids", facts)
    }

    private static let nextAssignors = Check(
        "next.assignors-regex", .new, .consumerProtocolGroups,
        "The coordinator assigns as uniform and as range, and subscribes by a pattern",
        why: "The assignor is chosen at the coordinator now, and patterns are matched there, with RE2's grammar.",
        expected:
            "Both assignors; UNSUPPORTED_ASSIGNOR (112) for another; a topic by its pattern; INVALID_REGULAR_EXPRESSION (128)",
        since: "4.0 (KIP-848)", known: "librdkafka's own patterns differ from RE2's",
        remedy: "Subscribe by names where patterns are not offered", needs: [.api(68, atLeast: 0), .topicCreation],
        limit: .seconds(120)
    ) { probe in
        let topic = try await probe.topic(partitions: 4)
        let id = try await probe.topicID(of: topic.name)
        for assignor in ["uniform", "range"] {
            let group = probe.group()
            let members = (0..<2).map { _ in
                probe.reconcilingMember(of: group, topics: [topic.name], assignor: assignor)
            }
            let done = try await probe.reconcile(members) { $0.allSatisfy { $0.count == 2 } }
            let share = done[0].owned[id]?.sorted() ?? []
            if assignor == "range", share != [0, 1], share != [2, 3] {
                return .fail("Assigned as range, a member has partitions that are not next to each other")
            }
        }
        let group = probe.group()
        let odd = try await probe.reconcilingMember(of: group, topics: [topic.name], assignor: "seatrial-none")
            .tryBeat()
        var facts = ["unknown assignor": "\(odd.errorCode)"]
        if odd.errorCode == .none { return .fail("An assignor that is not there is taken", facts) }
        guard try probe.highestHeartbeat >= 1 else {
            facts["pattern"] = "absent"
            return .degraded("Both assignors; patterns need version 1, which is not offered", facts)
        }
        let bad = try await probe.reconcilingMember(of: group, topics: nil, regex: "[").tryBeat()
        facts["bad pattern"] = "\(bad.errorCode)"
        let pattern = String(topic.name.dropLast(3)) + ".{3}"
        let matching = probe.reconcilingMember(of: probe.group(), topics: nil, regex: pattern)
        _ = try await probe.reconcile([matching], within: .seconds(40)) { $0[0].owned == [id: [0, 1, 2, 3]] }
        facts["pattern"] = "matched"
        return odd.errorCode == .unsupportedAssignor && bad.errorCode == .invalidRegularExpression
            ? .pass("uniform, range and a pattern; \(odd.errorCode), \(bad.errorCode) for what is none", facts)
            : .degraded("Refused with \(odd.errorCode) and \(bad.errorCode)", facts)
    }

    private static let nextFencing = Check(
        "next.fencing", .new, .consumerProtocolGroups, "Members out of step are fenced by their epoch",
        why: "A member that was cut off for a while must not go on as if it still owned its partitions.",
        expected:
            "FENCED_MEMBER_EPOCH (110), UNKNOWN_MEMBER_ID (25), STALE_MEMBER_EPOCH (113) for a commit, UNRELEASED_INSTANCE_ID (111)",
        since: "4.0 (KIP-848)", needs: [.api(68, atLeast: 0), .api(8, atLeast: 9), .topicCreation],
        limit: .seconds(90)
    ) { probe in
        let topic = try await probe.topic(partitions: 2)
        let log = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let group = probe.group()
        let first = probe.reconcilingMember(of: group, topics: [topic.name], instance: "one")
        let alone = try await probe.reconcile([first]) { $0[0].count == 2 }
        let second = probe.reconcilingMember(of: group, topics: [topic.name])
        let both = try await probe.reconcile(alone + [second]) { $0.allSatisfy { $0.count == 1 } }
        let member = both[0]
        let ahead = try await member.tryBeat(epoch: member.epoch + 7).errorCode
        let stranger = probe.reconcilingMember(of: group, topics: [topic.name])
        let unknown = try await stranger.tryBeat(epoch: member.epoch).errorCode
        let live = try await probe.reconcilingMember(of: group, topics: [topic.name], instance: "one").tryBeat()
            .errorCode
        func commit(_ offset: Int64, _ epoch: Int32) async throws -> BrokerCode {
            try await probe.commit(offset, of: log, group: group, member: member.id, generation: epoch, version: 9)
        }
        let valid = try await commit(1, member.epoch)
        let stale = try await commit(2, alone[0].epoch)
        let kept = try await probe.committed(of: log, group: group).committedOffset
        let facts = [
            "epoch ahead": "\(ahead)", "unknown member": "\(unknown)", "live instance": "\(live)",
            "stale commit": "\(stale)",
        ]
        if valid != .none { return .fail("A member in step may not commit: \(valid)", facts) }
        if [ahead, unknown, live, stale].contains(.none) || kept != 1 {
            return .fail("A member that is out of step is taken for one in step", facts)
        }
        return ahead == .fencedMemberEpoch && unknown == .unknownMemberId && live == .unreleasedInstanceId
            && stale == .staleMemberEpoch
            ? .pass("110, 25, 111 and 113, each where Kafka has it", facts)
            : .degraded("Refused, with \(ahead), \(unknown), \(live) and \(stale)", facts)
    }
}
