internal import Evidence
internal import KafkaWire

// Partitions that are added, and partitions that move to other brokers.
extension Check {
    static let partitionMoveChecks = [increase, reassign]

    private static let increase = Check(
        "part.increase", .admin, .partitions, "A topic can be given more partitions, and never fewer",
        why: "It is how a topic grows with its load; records and offsets of the old partitions must not suffer.",
        expected: "Every broker tells the new count, the new partition takes records; the same count or fewer: 37",
        since: "1.0 (KIP-195)", known: "AutoMQ has a policy against more than one replica; Tansu's answer is empty",
        needs: [.api(37, atLeast: 0), .topicCreation]
    ) { probe in
        let topic = try await probe.topic()
        let old = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        try await old.append(3)
        func ask(_ count: Int32) async throws -> BrokerCode {
            let answer = try await probe.send(
                CreatePartitionsRequest {
                    $0.topics = [
                        .init {
                            $0.name = topic.name
                            $0.count = count
                            $0.assignments = nil
                        }
                    ]
                    $0.timeoutMs = 15_000
                }, to: .controller)
            guard let result = answer.results.first, result.name == topic.name else {
                throw CheckOutcome.fail("CreatePartitions answered without an entry for the topic")
            }
            return result.errorCode
        }
        try await probe.space.awaitPartitions(2)
        let more = try await ask(3)
        try probe.expectNoRightMissing(more, "more partitions")
        guard more == .none else { return .degraded("Refused: \(more)", ["more": "\(more)"]) }
        for broker in try await probe.brokerIDs() {
            let seen = try await probe.firstAnswer(within: .seconds(30)) {
                let now = try await probe.describeTopic(topic.name, from: .broker(broker))
                return now.partitions.count == 3 && now.partitions.allSatisfy { $0.leaderID >= 0 } ? true : nil
            }
            if seen == nil { return .degraded("Broker \(broker) does not tell the new partitions within 30 s") }
        }
        let new = try await ProbeLog(topic: topic.name, partition: 2, probe: probe)
        try await new.append(1)
        guard new.base == 0, try await new.records(from: 0, to: 1).count == 1 else {
            return .fail("The new partition does not give back its first record")
        }
        let kept = try await old.records(from: 0, to: 3).map(\.offset)
        guard kept == [0, 1, 2] else { return .fail("Records of the old partition are gone") }
        let (same, fewer) = (try await ask(3), try await ask(2))
        let facts = ["more": "\(more)", "the same": "\(same)", "fewer": "\(fewer)"]
        if fewer == .none { return .fail("Fewer partitions are accepted", facts) }
        return same == .invalidPartitions && fewer == .invalidPartitions
            ? .pass("From one to three, with the old records in place; \(fewer) for fewer", facts)
            : .degraded("The same count: \(same); fewer: \(fewer)", facts)
    }

    private static let reassign = Check(
        "part.reassign", .admin, .partitions, "Partitions can be moved to other brokers, with their records",
        why: "Clusters are grown, emptied and balanced by this.",
        expected: """
            The move is listed while it goes on, then not; the replicas are where they were sent, with every record; \
            a cancel without a move: NO_REASSIGNMENT_IN_PROGRESS (85)
            """,
        since: "2.4 (KIP-455)",
        known: """
            It means nothing on WarpStream; Inkless moves at once; on AutoMQ a moment without a leader broke kafka-go \
            (its PR 3460)
            """,
        needs: [.api(45, atLeast: 0), .api(46, atLeast: 0), .brokers(2), .topicCreation], limit: .seconds(120)
    ) { probe in
        let brokers = try await probe.brokerIDs()
        let (from, to) = (brokers[0], brokers[1])
        let topic = try await probe.topic(assignment: Array(repeating: [from], count: 4))
        var logs: [ProbeLog] = []
        for partition in topic.partitions {
            let log = try await ProbeLog(topic: topic.name, partition: partition, probe: probe)
            // Enough to take a moment to copy.
            for _ in 0..<8 { try await log.append([WireRecord(value: [UInt8](repeating: 7, count: 900_000))]) }
            logs.append(log)
        }
        let idle = try await probe.reassign(topic.name, to: [0: [Int32]?.none])[0] ?? .none
        let bad = try await probe.reassign(topic.name, to: [0: [(brokers.max() ?? 0) + 1000]])[0] ?? .none
        let moves = Dictionary(uniqueKeysWithValues: topic.partitions.map { ($0, Optional([to])) })
        let answers = try await probe.reassign(topic.name, to: moves)
        guard answers.count == 4, let first = answers.values.first, answers.values.allSatisfy({ $0 == .none }) else {
            let code = answers.values.first { $0 != .none } ?? .none
            try probe.expectNoRightMissing(code, "a move")
            return .fail("The move is refused: \(code)", ["move": "\(code)"])
        }
        // A move can be over before it is looked at, and brokers hear of its end one after the other: what tells is a
        // partition that is on its way for a while, and never in the list.
        var (unlistedTimes, wasListed) = (0, false)
        let done = try await probe.firstAnswer(within: .seconds(60)) {
            let listed = try await probe.reassigning(topic.name, partitions: topic.partitions)
            let now = try await probe.describeTopic(topic.name).partitions
            let isMoving = now.contains { Set($0.replicaNodes).isSuperset(of: [from, to]) }
            if isMoving, listed.isEmpty { unlistedTimes += 1 }
            wasListed = wasListed || !listed.isEmpty
            guard listed.isEmpty else { return nil as Bool? }
            return now.allSatisfy { $0.replicaNodes == [to] && $0.leaderID == to } ? true : nil
        }
        var facts = ["move": "\(first)", "cancel without a move": "\(idle)", "unknown broker": "\(bad)"]
        guard done == true else { return .fail("After 60 s the replicas are not where they were sent", facts) }
        for log in logs {
            guard try await log.records(from: 0, to: 8, isolation: 0).map(\.offset) == Array(0..<8) else {
                return .fail("Records were lost on the move", facts)
            }
        }
        let unlisted = !wasListed && unlistedTimes >= 5
        facts["listed"] = unlisted ? "no" : "yes"
        var differences: [String] = []
        if unlisted { differences.append("a move that goes on is not listed") }
        if idle != .noReassignmentInProgress { differences.append("a cancel without a move is \(idle)") }
        if bad != .invalidReplicaAssignment { differences.append("an unknown broker is \(bad)") }
        return differences.isEmpty
            ? .pass("Four partitions moved, with every record; \(idle), \(bad)", facts)
            : .degraded("Moved with every record, but \(differences.joined(separator: "; "))", facts)
    }
}
