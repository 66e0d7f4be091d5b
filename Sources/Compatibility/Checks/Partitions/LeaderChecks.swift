internal import Evidence
internal import KafkaWire

// Leaders that are elected, and writers that follow them.
extension Check {
    static let leaderChecks = [elect, leaderFailover]

    private static let elect = Check(
        "part.elect", .admin, .partitions, "The preferred leader can be elected on demand",
        why: "After a restart all leaders are on the other brokers, and this brings them back.",
        expected: """
            ELECTION_NOT_NEEDED (84) where the preferred one leads; after the order was changed the leader moves; an \
            unclean election is 84 where there is a leader
            """,
        since: "2.4 (KIP-460)", known: "Not in Redpanda of December 2024, WarpStream, Bufstream",
        needs: [.api(43, atLeast: 1), .api(45, atLeast: 0), .brokers(2), .topicCreation]
    ) { probe in
        let brokers = try await probe.brokerIDs()
        let (first, second) = (brokers[0], brokers[1])
        let topic = try await probe.topic(assignment: [[first, second]])
        let needless = try await probe.elect(topic.name, partition: 0)
        try probe.expectNoRightMissing(needless, "an election")
        let unclean = try await probe.elect(topic.name, partition: 0, unclean: true)
        let moved = try await probe.moveLeader(of: topic.name, from: first, to: second)
        let facts = ["needless": "\(needless)", "unclean": "\(unclean)", "needed": "\(moved.code)"]
        guard moved.leads else {
            return moved.code == .none
                ? .degraded("The election is answered without an error, and the leader stays", facts)
                : .fail("The election is refused: \(moved.code)", facts)
        }
        return needless == .electionNotNeeded && unclean == .electionNotNeeded
            ? .pass("The leader moved; \(needless) before", facts)
            : .degraded("The leader moved; a needless election is \(needless), an unclean one \(unclean)", facts)
    }

    private static let leaderFailover = Check(
        "part.leader-failover", .core, .partitions,
        "When the leader moves to another broker (by an election, no broker is stopped) no acknowledged record is lost",
        why: "Leaders move at every restart and upgrade; a writer must go on, and what was acknowledged must be there.",
        expected: "Writes go on within 30 s; every acknowledged record is at its offset, offsets only grow",
        since: "0.8", known: "Bufstream before 0.1.3 lost acknowledged writes (Jepsen)",
        remedy: "acks=all and min.insync.replicas of 2 or more",
        needs: [.api(43, atLeast: 1), .api(45, atLeast: 0), .brokers(2), .topicCreation], conduct: .slow,
        limit: .seconds(180)
    ) { probe in
        let brokers = Array(try await probe.brokerIDs().prefix(3))
        let topic = try await probe.topic(assignment: [brokers], configs: ["min.insync.replicas": "2"])
        let log = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let writer = Task { try await write(to: log, for: .seconds(12)) }
        probe.afterwards { writer.cancel() }
        var moves = 0
        for (from, to) in [(brokers[0], brokers[1]), (brokers[1], brokers[0])] {
            // The writer must have been at it under each leader.
            try await Task.sleep(for: .seconds(2))
            let moved = try await probe.moveLeader(of: topic.name, from: from, to: to)
            if moved.leads { moves += 1 }
        }
        let written = try await writer.value
        guard moves == 2 else {
            return .inconclusive("The leader moved \(moves) times of 2: see part.elect")
        }
        let offsets = written.acknowledged.map(\.offset)
        guard zip(offsets, offsets.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return .fail("An acknowledged record has an offset below an earlier one's")
        }
        guard let last = offsets.last else { return .fail("Nothing was acknowledged in 12 s") }
        let stored = Dictionary(
            try await log.records(from: 0, to: last + 1).map { ($0.offset, $0.value) },
            uniquingKeysWith: { first, _ in first })
        let lost = written.acknowledged.filter { stored[$0.offset] != .some($0.value) }.count
        guard lost == 0 else {
            return .fail("\(lost) of \(offsets.count) acknowledged records are not at their offsets")
        }
        let prompt = written.longestPause < .seconds(30)
        let facts = ["moves": "2", "within 30 s": prompt ? "yes" : "no"]
        return prompt
            ? .pass("The leader moved twice under a writer: every acknowledged record is there", facts)
            : .degraded("Every acknowledged record is there, but writes stood still for more than 30 s", facts)
    }

    /// Writes records one by one, each again until it is acknowledged.
    private static func write(
        to log: ProbeLog, for time: Duration
    ) async throws -> (acknowledged: [(offset: Int64, value: [UInt8]?)], longestPause: Duration) {
        var acknowledged: [(offset: Int64, value: [UInt8]?)] = []
        var longest = Duration.zero
        let end = ContinuousClock.now + time
        var last = ContinuousClock.now
        var number = 0
        // A record that is not acknowledged at the end is waited for: the pause may be longer than the time.
        while ContinuousClock.now < end || ContinuousClock.now - last > .seconds(1) {
            let value = Array("record-\(number)".utf8)
            let answer = try await log.produce(RecordBatch([WireRecord(value: value)]))
            if answer.errorCode == .none {
                acknowledged.append((answer.baseOffset, value))
                longest = max(longest, ContinuousClock.now - last)
                last = ContinuousClock.now
                number += 1
            } else if answer.errorCode.isTransient || [3, 19, 20].contains(answer.errorCode.rawValue) {
                guard ContinuousClock.now - last < .seconds(60) else { break }
            } else {
                throw CheckOutcome.fail("A write while the leader moves is answered with \(answer.errorCode)")
            }
            // Some hundred records are enough, and the transcript is for people.
            try await Task.sleep(for: .milliseconds(20))
        }
        return (acknowledged, longest)
    }
}

extension Probe {
    /// Makes another replica of partition 0 the preferred one, and has it elected.
    /// - Returns: whether it leads, and what the election was answered with.
    fileprivate func moveLeader(
        of topic: String, from old: Int32, to new: Int32
    ) async throws -> (leads: Bool, code: BrokerCode) {
        let others =
            try await describeTopic(topic).partitions.first?.replicaNodes.filter { $0 != old && $0 != new } ?? []
        let answer = try await reassign(topic, to: [0: [new, old] + others])[0] ?? .unknownServerError
        try expectNone(answer, "another order of the replicas")
        _ = try await eventually(within: .seconds(20), "the new order of the replicas, all in sync") {
            let now = try await describeTopic(topic).partitions.first
            return now?.replicaNodes.first == new && now?.inSyncReplicas.contains(new) == true ? true : nil
        }
        let code = try await elect(topic, partition: 0)
        let leads = try await firstAnswer(within: .seconds(20)) {
            try await describeTopic(topic).partitions.first?.leaderID == new ? true : nil
        }
        return (leads == true, code)
    }
}
