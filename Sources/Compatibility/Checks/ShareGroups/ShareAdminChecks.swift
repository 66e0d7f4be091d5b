internal import Evidence
internal import KafkaWire

// Share groups as administrators see and change them.
extension Check {
    static let shareAdminChecks = [shareAdmin]

    private static let shareAdmin = Check(
        "share.admin", .new, .shareGroups,
        "Share groups are described, and their start is moved only while they are empty",
        why: "Replaying a queue, or skipping what clogs it, is done this way.",
        expected: "One member; start and topic as read; NON_EMPTY_GROUP (68) while active; then altered and deleted",
        since: "4.1 (KIP-932)",
        needs: [
            .api(76, atLeast: 1), .api(77, atLeast: 1), .api(90, atLeast: 0), .api(91, atLeast: 0),
            .api(92, atLeast: 0),
            .topicCreation,
        ], limit: .seconds(120)
    ) { probe in
        let log = try await probe.log(configs: [:])
        let group = try await probe.shareGroup()
        var member = try await probe.sharingMember(of: group, log: log)
        try await log.append(3)
        guard try await member.deliveries().count == 3 else { return .fail("Three records are not delivered") }
        try probe.expectNone(try await member.acknowledge(0...2, .accept), "acknowledging")
        let description = try await probe.send(ShareGroupDescribeRequest { $0.groupIDs = [group] }, to: .group(group))
        guard let described = description.groups.first, described.errorCode == .none, described.members.count == 1,
            described.members.first?.memberID == member.id
        else { return .fail("The group is not described with its one member") }
        let active = try await alter(group, log, probe)
        let deletion = try await delete(group, log, probe)
        try await member.leave()
        let read = try await probe.firstAnswer(within: .seconds(15)) { () -> Bool? in
            try await start(group, log, probe) == log.base + 3 ? true : nil
        }
        let empty = try await alter(group, log, probe)
        let facts = [
            "alter while active": "\(active)", "delete while active": "\(deletion)", "alter while empty": "\(empty)",
            "state": described.groupState,
        ]
        if active == .none || deletion == .none { return .fail("The start of a group in use is changed", facts) }
        guard read == true else { return .fail("The start is not behind the records that were accepted", facts) }
        guard empty == .none, try await start(group, log, probe) == log.base + 1 else {
            return .fail("The start of an empty group is not moved: \(empty)", facts)
        }
        let gone = try await delete(group, log, probe)
        guard gone == .none else { return .degraded("Offsets of an empty group are not deleted: \(gone)", facts) }
        return active == .nonEmptyGroup && deletion == .nonEmptyGroup
            ? .pass("Described, guarded while active, altered and deleted while empty", facts)
            : .degraded("While active it is refused with \(active) and \(deletion)", facts)
    }

    private static func start(_ group: String, _ log: ProbeLog, _ probe: Probe) async throws -> Int64? {
        let answer = try await probe.send(
            DescribeShareGroupOffsetsRequest {
                $0.groups = [
                    .init {
                        $0.groupID = group
                        $0.topics = [
                            .init {
                                $0.topicName = log.topic
                                $0.partitions = [log.partition]
                            }
                        ]
                    }
                ]
            }, to: .group(group))
        return answer.groups.first?.topics.first?.partitions.first?.startOffset
    }

    /// Moves the start to the second record.
    private static func alter(_ group: String, _ log: ProbeLog, _ probe: Probe) async throws -> BrokerCode {
        let answer = try await probe.send(
            AlterShareGroupOffsetsRequest {
                $0.groupID = group
                $0.topics = [
                    .init {
                        $0.topicName = log.topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = log.partition
                                $0.startOffset = log.base + 1
                            }
                        ]
                    }
                ]
            }, to: .group(group))
        guard answer.errorCode == .none else { return answer.errorCode }
        return answer.responses.first?.partitions.first?.errorCode ?? .none
    }

    private static func delete(_ group: String, _ log: ProbeLog, _ probe: Probe) async throws -> BrokerCode {
        let answer = try await probe.send(
            DeleteShareGroupOffsetsRequest {
                $0.groupID = group
                $0.topics = [.init { $0.topicName = log.topic }]
            }, to: .group(group))
        return answer.errorCode == .none ? answer.responses.first?.errorCode ?? .none : answer.errorCode
    }
}
