internal import Evidence
internal import KafkaWire

// Groups as administrators see and change them.
extension Check {
    static let groupAdminChecks = [listDescribe, deleteGroups, alterGroupOffsets]

    private static func listed(_ group: String, _ probe: Probe, states: [String] = [], types: [String] = [])
        async throws
        -> Bool
    {
        let answer = try await probe.send(
            ListGroupsRequest {
                $0.statesFilter = states
                $0.typesFilter = types
            }, to: .group(group), atLeast: types.isEmpty ? states.isEmpty ? nil : 4 : 5)
        try probe.expectNone(answer.errorCode, "ListGroups")
        return answer.groups.contains { $0.groupID == group }
    }

    private static func described(
        _ group: String, _ probe: Probe, atLeast least: Int16? = nil
    ) async throws -> DescribeGroupsResponse.DescribedGroup {
        let answer = try await probe.send(
            DescribeGroupsRequest { $0.groups = [group] }, to: .group(group), atLeast: least)
        guard let found = answer.groups.first else {
            throw CheckOutcome.fail("DescribeGroups answered without a group")
        }
        return found
    }

    private static let listDescribe = Check(
        "group.list-describe", .admin, .classicGroups,
        "Groups are listed by state and type, and described with members",
        why: "Consoles, lag monitors and kafka-consumer-groups find their groups this way.",
        expected:
            "Listed where state and type fit and only there; the member's subscription; Dead or 69 for an unknown group",
        since: "0.9; states 2.6 (KIP-518), types 4.0 (KIP-848)", known: "librdkafka's mock cluster has neither API",
        limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let member = try await probe.member(of: group, topics: [log.topic])
        try await probe.settle([member], assign: Probe.evenly(log.topic, [0]))
        guard try await listed(group, probe) else { return .fail("The group is not listed by its coordinator") }
        let found = try await described(group, probe)
        try probe.expectNone(found.errorCode, "DescribeGroups")
        guard found.groupState == "Stable", found.protocolType == "consumer", let one = found.members.first,
            found.members.count == 1, ClassicGroupBytes.topics(in: one.memberMetadata) == [log.topic],
            ClassicGroupBytes.share(in: one.memberAssignment) == [log.topic: [0]]
        else { return .fail("The description is not that of a stable group with one member and its share") }
        let unknown = "\(group)-not-there"
        let dead = try await described(unknown, probe)
        var facts = ["unknown": dead.errorCode == .none ? dead.groupState : "\(dead.errorCode)"]
        var differences: [String] = []
        if facts["unknown"] != "Dead", dead.errorCode != .groupIdNotFound {
            differences.append("an unknown group is \(facts["unknown"] ?? "")")
        }
        let lists = probe.offered(ListGroupsRequest.api)?.upperBound ?? 0
        if lists >= 4 {
            guard try await listed(group, probe, states: ["Stable"]) else {
                return .fail("A stable group is missing from the list of stable ones")
            }
            if try await listed(group, probe, states: ["Empty"]) { differences.append("the state filter is ignored") }
        } else {
            differences.append("no state filter")
        }
        if lists >= 5 {
            guard try await listed(group, probe, types: ["classic"]) else {
                return .fail("A classic group is missing from the list of classic ones")
            }
            if try await listed(group, probe, types: ["consumer"]) { differences.append("the type filter is ignored") }
        }
        facts["type filter"] = lists >= 5 ? "offered" : "absent"
        if let offered = probe.offered(DescribeGroupsRequest.api), offered.upperBound >= 6 {
            let code = try await described(unknown, probe, atLeast: 6).errorCode
            facts["unknown, v6"] = "\(code)"
            if code != .groupIdNotFound { differences.append("in version 6 an unknown group is \(code)") }
        }
        return differences.isEmpty
            ? .pass("Listed and described as a stable group with its member", facts)
            : .degraded("Listed and described, but \(differences.joined(separator: ", "))", facts)
    }

    private static let deleteGroups = Check(
        "group.delete", .admin, .classicGroups, "Groups are deleted only while they are empty",
        why: "Deleting a group that is in use makes its consumers begin again, at the start or at the end.",
        expected:
            "NON_EMPTY_GROUP (68) while active, GROUP_SUBSCRIBED_TO_TOPIC (86) for its offsets; then deleted; then 69",
        since: "1.1 (KIP-229), 2.4 (KIP-496)", needs: [.api(42, atLeast: 0)], limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let member = try await probe.member(of: group, topics: [log.topic])
        try await probe.settle([member], assign: Probe.evenly(log.topic, [0]))
        try probe.expectNone(try await member.commit(5, of: log), "a commit")
        let active = try await probe.deleteGroup(group)
        var facts = ["active": "\(active)"]
        if active == .none { return .fail("A group with a member is deleted", facts) }
        func deleteOffset() async throws -> BrokerCode? {
            guard probe.offered(OffsetDeleteRequest.api) != nil else { return nil }
            let answer = try await probe.send(
                OffsetDeleteRequest {
                    $0.groupID = group
                    $0.topics = [
                        .init {
                            $0.name = log.topic
                            $0.partitions = [.init { $0.partitionIndex = log.partition }]
                        }
                    ]
                }, to: .group(group))
            return answer.errorCode == .none ? answer.topics.first?.partitions.first?.errorCode : answer.errorCode
        }
        let subscribed = try await deleteOffset()
        facts["offset while subscribed"] = subscribed.map { "\($0)" } ?? "no API"
        if subscribed == BrokerCode.none { return .fail("The offset of a subscribed topic is deleted", facts) }
        try probe.expectNone(try await member.leave(), "leaving")
        let removed = try await deleteOffset()
        facts["offset while empty"] = removed.map { "\($0)" } ?? "no API"
        if removed == BrokerCode.none, try await probe.committed(of: log, group: group).committedOffset != -1 {
            return .fail("A deleted offset is still there", facts)
        }
        // The group must have something, or it is gone with its last offset.
        try probe.expectNone(try await probe.commit(5, of: log, group: group), "a commit")
        let empty = try await probe.deleteGroup(group)
        let again = try await probe.deleteGroup(group)
        facts["empty"] = "\(empty)"
        facts["deleted before"] = "\(again)"
        guard empty == .none else { return .fail("An empty group cannot be deleted: \(empty)", facts) }
        if try await probe.committed(of: log, group: group).committedOffset != -1 {
            return .fail("The offset of a deleted group is still there", facts)
        }
        return active == .nonEmptyGroup && again == .groupIdNotFound && subscribed == .groupSubscribedToTopic
            ? .pass("68 and 86 while it is active, then it is deleted, then 69", facts)
            : .degraded("Refused where it must be, with \(active) and \(again); see the facts", facts)
    }

    private static let alterGroupOffsets = Check(
        "group.alter-offsets", .admin, .classicGroups, "Offsets of a group are set from outside only while it is empty",
        why: "Resets and replays are done this way; under a running consumer they would be lost, or lose its progress.",
        expected: "UNKNOWN_MEMBER_ID (25) while active; set, and found by the next member, while empty",
        since: "0.9; admin clients 2.5 (KIP-396)", limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let first = try await probe.member(of: group, topics: [log.topic])
        let assign = Probe.evenly(log.topic, [0])
        try await probe.settle([first], assign: assign)
        try probe.expectNone(try await first.commit(9, of: log), "a commit")
        let active = try await probe.commit(3, of: log, group: group)
        var facts = ["active": "\(active)"]
        guard active != .none, try await probe.committed(of: log, group: group).committedOffset == 9 else {
            return .fail("Offsets are set from outside while a member is there", facts)
        }
        try probe.expectNone(try await first.leave(), "leaving")
        let empty = try await probe.commit(3, of: log, group: group)
        facts["empty"] = "\(empty)"
        guard empty == .none else { return .fail("An empty group's offsets cannot be set: \(empty)", facts) }
        let next = try await probe.member(of: group, topics: [log.topic])
        try await probe.settle([next], assign: assign)
        guard try await probe.committed(of: log, group: group).committedOffset == 3 else {
            return .fail("The next member does not find the offset that was set", facts)
        }
        return active == .unknownMemberId
            ? .pass("Refused while active, set while empty, and found by the next member", facts)
            : .degraded("While active it is refused with \(active)", facts)
    }
}
