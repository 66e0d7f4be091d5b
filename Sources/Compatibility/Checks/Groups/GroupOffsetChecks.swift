internal import Evidence
internal import KafkaWire

// What a group has committed: written, guarded, and read back.
extension Check {
    static let groupOffsetChecks = [commitRoundtrip, commitFencing, offsetFetchShapes, lagConsistency]

    private static let commitRoundtrip = Check(
        "group.commit-roundtrip", .core, .classicGroups,
        "A committed offset comes back with its metadata and leader epoch",
        why: "Consumers go on from there; the metadata carries what frameworks such as Kafka Streams rely on.",
        expected: "Offset, text and epoch as written; 4,096 bytes of metadata, OFFSET_METADATA_TOO_LARGE (12) for more",
        since: "0.9; epoch 2.1 (KIP-320)",
        known:
            "Tansu drops the metadata; Event Hubs takes 1,024 bytes of it and four commits a second for each partition",
        needs: [.api(8, atLeast: 6), .api(9, atLeast: 5)]
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        try await log.append(3)
        let note = "seatrial, é ✓"
        let code = try await probe.commit(log.base + 2, of: log, group: group, epoch: 0, metadata: note)
        try probe.expectNone(code, "a commit")
        let found = try await probe.committed(of: log, group: group)
        guard found.errorCode == .none, found.committedOffset == log.base + 2 else {
            return .fail("Committed two records on, and read \(found.errorCode) and another offset")
        }
        guard found.metadata == note else {
            return .fail("The metadata came back changed or not at all", ["metadata": "lost"])
        }
        let most = try await probe.commit(
            log.base + 2, of: log, group: group, metadata: String(repeating: "m", count: 4096))
        let more = try await probe.commit(
            log.base + 2, of: log, group: group, metadata: String(repeating: "m", count: 4097))
        let epoch = found.committedLeaderEpoch == 0 ? "kept" : "lost"
        let facts = ["4096 bytes": "\(most)", "4097 bytes": "\(more)", "leader epoch": epoch]
        if epoch == "lost" { return .degraded("The leader epoch does not come back", facts) }
        return most == .none && more == .offsetMetadataTooLarge
            ? .pass("Offset, metadata and leader epoch come back; \(more) above 4,096 bytes", facts)
            : .degraded("4,096 bytes of metadata are answered with \(most), one more with \(more)", facts)
    }

    private static let commitFencing = Check(
        "group.commit-fencing", .core, .classicGroups, "Only a member in step with its group may commit",
        why: "A member that was put out and does not know would take back what its successor has committed.",
        expected:
            "ILLEGAL_GENERATION (22), UNKNOWN_MEMBER_ID (25), REBALANCE_IN_PROGRESS (27) before the new assignment; outsiders only while the group is empty",
        since: "0.9", known: "Tansu answers 25 to valid members while groups rebalance", limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        let first = try await probe.member(of: group, topics: [log.topic])
        let second = try await probe.member(of: group, topics: [log.topic])
        let assign = Probe.evenly(log.topic, [0, 1])
        let generation = try await probe.settle([first, second], assign: assign)
        let valid = try await first.commit(1, of: log)
        let wrong = try await first.commit(2, of: log, generation: generation + 1)
        let unknown = try await first.commit(2, of: log, id: "nobody-of-this-group")
        let outside = try await probe.commit(2, of: log, group: group)
        // A member that leaves and comes back begins a rebalance; it is not over before the leader has synced.
        try probe.expectNone(try await second.leave(), "leaving")
        try await probe.awaitRebalance(first)
        try await first.join()
        let during = try await first.commit(2, of: log)
        try probe.expectNone(
            try await first.sync([await first.id: [log.topic: [0, 1]]]), "the sync after the rebalance")
        let kept = try await probe.committed(of: log, group: group).committedOffset
        try probe.expectNone(try await first.leave(), "leaving")
        let empty = try await probe.commit(3, of: log, group: group)
        let facts = [
            "wrong generation": "\(wrong)", "unknown member": "\(unknown)", "outsider": "\(outside)",
            "before the assignment": "\(during)", "outsider, empty group": "\(empty)",
        ]
        if valid != .none { return .fail("A member in step may not commit: \(valid)", facts) }
        if [wrong, unknown, outside].contains(.none) || kept != 1 {
            return .fail("A commit of one that is not in step is taken", facts)
        }
        if empty != .none { return .degraded("An empty group takes no commit from outside: \(empty)", facts) }
        return wrong == .illegalGeneration && unknown == .unknownMemberId && outside == .unknownMemberId
            && during == .rebalanceInProgress
            ? .pass("Four kinds of commits are refused with Kafka's codes, and none of them changed the offset", facts)
            : .degraded("Commits out of step are refused, with \(wrong), \(unknown), \(outside) and \(during)", facts)
    }

    private static let offsetFetchShapes = Check(
        "group.fetch-shapes", .extended, .classicGroups,
        "Committed offsets can be asked for all topics, for unknown partitions, and of several groups at once",
        why: "Admin tools and lag monitors ask this way.",
        expected: "All topics at once; -1 without an error where nothing is committed; two groups in one request",
        since: "0.10.2; batches 3.0 (KIP-709)",
        known: "librdkafka's mock cluster answers 3 for topics it does not know",
        needs: [.api(9, atLeast: 2)]
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        try probe.expectNone(try await probe.commit(7, of: log, group: group), "a commit")
        let version = try min(probe.version(of: OffsetFetchRequest.api), 7)
        let all = try await probe.send(
            OffsetFetchRequest {
                $0.groupID = group
                $0.topics = nil
            }, to: .group(group), version: version)
        let listed = all.topics.first { $0.name == log.topic }?.partitions
        guard all.errorCode == .none, listed?.contains(where: { $0.committedOffset == 7 }) == true else {
            return .fail("Asked for all topics, the committed one is not in the answer (\(all.errorCode))")
        }
        let missing = "\(log.topic)-not-there"
        let unknown = try await probe.send(
            OffsetFetchRequest {
                $0.groupID = group
                $0.topics = [
                    .init {
                        $0.name = missing
                        $0.partitionIndexes = [0]
                    }
                ]
            }, to: .group(group), version: version)
        guard let nothing = unknown.topics.first?.partitions.first else {
            return .fail("The unknown topic is left out of the answer")
        }
        var facts = ["unknown topic": "\(nothing.errorCode)"]
        guard nothing.errorCode == .none, nothing.committedOffset == -1 else {
            return .degraded("A topic that nobody committed is answered with \(nothing.errorCode)", facts)
        }
        guard let offered = probe.offered(OffsetFetchRequest.api), offered.upperBound >= 8 else {
            facts["batched"] = "absent"
            return .degraded("Several groups in one request are not offered", facts)
        }
        let batched = try await probe.send(
            OffsetFetchRequest {
                $0.groups = [group, "\(group)-not-there"].map { name in
                    .init {
                        $0.groupID = name
                        $0.topics = nil
                    }
                }
            }, to: .group(group), version: 8)
        let answer = batched.groups.first { $0.groupID == group }
        guard batched.groups.count == 2, answer?.errorCode == BrokerCode.none,
            answer?.topics.first?.partitions.first?.committedOffset == 7
        else { return .fail("Asked for two groups at once, the answer lacks the committed offset", facts) }
        facts["batched"] = "yes"
        return .pass("All topics, unknown ones, and two groups at once", facts)
    }

    private static let lagConsistency = Check(
        "group.lag-consistency", .extended, .classicGroups, "A group that is idle stays where it is, within the log",
        why:
            "Lag is the end of the log less the committed offset: where either moves by itself, alarms and scaling lie.",
        expected: "The committed offset stays through new records and deleted ones, and is never past the end",
        since: "0.9", known: "On Event Hubs offsets were seen past the end after retention had removed the data"
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        try await log.append(20)
        let committed = try await log.end()
        try probe.expectNone(try await probe.commit(committed, of: log, group: group), "a commit")
        func stays(_ when: String) async throws -> CheckOutcome? {
            let now = try await probe.committed(of: log, group: group)
            let end = try await log.end()
            if now.committedOffset != committed { return .fail("The idle group's offset moved \(when)") }
            return now.committedOffset > end ? .fail("The committed offset is past the end of the log \(when)") : nil
        }
        if let moved = try await stays("by itself") { return moved }
        if probe.offered(DeleteRecordsRequest.api) != nil {
            try probe.expectNone(try await log.delete(before: committed).errorCode, "deleting the records")
            if let moved = try await stays("when its records were deleted") { return moved }
        }
        for _ in 0..<5 {
            try await log.append(4)
            if let moved = try await stays("when records were written") { return moved }
        }
        let lag = try await log.end() - committed
        return lag == 20
            ? .pass("The offset stays while the log is cut and grows, and the lag is what was written")
            : .fail("20 records were written behind the offset, and the lag is \(lag)", ["lag": "wrong"])
    }
}
