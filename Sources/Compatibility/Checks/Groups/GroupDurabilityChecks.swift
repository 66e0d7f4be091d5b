internal import Evidence
internal import KafkaWire

// Committed offsets over time, and over a change of the coordinator.
extension Check {
    static let groupDurabilityChecks = [offsetExpiry, coordinatorMove]

    /// The value of a config of the broker that coordinates a group; nil where it is not told.
    private static func brokerConfig(_ key: String, _ broker: Int32, _ probe: Probe) async throws -> Int64? {
        let answer = try await probe.send(
            DescribeConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 4
                        $0.resourceName = "\(broker)"
                        $0.configurationKeys = [key]
                    }
                ]
            }, to: .broker(broker))
        return answer.results.first?.configs.first { $0.name == key }?.value.flatMap { Int64($0) }
    }

    private static func coordinator(of group: String, _ probe: Probe) async throws -> Int32 {
        let version = try min(probe.version(of: FindCoordinatorRequest.api), 3)
        return try await probe.eventually(within: .seconds(30), "a coordinator of \(group)") {
            let answer = try await probe.send(
                FindCoordinatorRequest {
                    $0.key = group
                    $0.keyType = 0
                }, version: version)
            return answer.errorCode == .none ? answer.nodeID : nil
        }
    }

    private static let offsetExpiry = Check(
        "group.offset-expiry", .admin, .classicGroups,
        "Offsets of an empty group stay for their retention, and a shorter one of their own is kept to",
        why: "Where they go early, a consumer that comes back after a pause begins at the start or at the end.",
        expected:
            "A commit without a retention is there after a minute; one of a second goes with the next look for expired ones",
        since: "2.1 (KIP-211)",
        known:
            "Redpanda may lose offsets when expiry meets a transaction (PR 31483); Event Hubs ties them to the retention of data",
        remedy: "Set offsets.retention.minutes above the longest pause of a consumer", conduct: .slow,
        limit: .seconds(300)
    ) { probe in
        let log = try await probe.log()
        let lasting = try await probe.log()
        let group = probe.group()
        let broker = try await coordinator(of: group, probe)
        let retention = try await brokerConfig("offsets.retention.minutes", broker, probe)
        let interval = try await brokerConfig("offsets.retention.check.interval.ms", broker, probe)
        let facts = ["offsets.retention.minutes": retention.map { "\($0)" } ?? "not told"]
        try probe.expectNone(try await probe.commit(5, of: lasting, group: group), "a commit")
        // The last versions with a retention in the request are 2 to 4.
        let takesRetention = probe.offered(OffsetCommitRequest.api).map { $0.lowerBound <= 4 } ?? false
        if takesRetention {
            let code = try await probe.commit(
                6, of: log, group: group, retention: .seconds(1), version: 4)
            try probe.expectNone(code, "a commit with a retention")
        }
        let awaited = takesRetention && (interval.map { $0 <= 120_000 } ?? false)
        var wait = Duration.seconds(60)
        if awaited, let interval { wait = max(wait, .milliseconds(interval) + .seconds(30)) }
        let end = ContinuousClock.now + wait
        var isGone = false
        while ContinuousClock.now < end {
            if try await probe.committed(of: lasting, group: group).committedOffset != 5 {
                return .fail("A commit of an empty group is gone within \(wait)", facts)
            }
            if takesRetention { isGone = try await probe.committed(of: log, group: group).committedOffset == -1 }
            try await Task.sleep(for: .seconds(5))
        }
        if let retention, retention < 1440 {
            return .degraded("Offsets of an empty group are kept for less than a day", facts)
        }
        guard awaited else {
            let words = "The commit of an empty group is there after a minute; expiry comes too rarely to be awaited"
            return .pass(words, facts.merging(["expiry": "not awaited"]) { $1 })
        }
        return isGone
            ? .pass(
                "One commit lasts, the other goes when its second is over", facts.merging(["expiry": "seen"]) { $1 })
            : .degraded("A commit with a retention of a second does not go", facts.merging(["expiry": "none"]) { $1 })
    }

    private static let coordinatorMove = Check(
        "group.coordinator-move", .core, .classicGroups,
        "Committed offsets are the same after the coordinator has moved",
        why: "Coordinators move with every restart of a broker: a lost offset is a replay of everything, or a gap.",
        expected: "The new coordinator has offset and metadata of the last of 20 commits, and takes the next one",
        since: "0.9",
        known:
            "AutoMQ lost offsets (PR 232); Pulsar's compaction reset the cursor of __consumer_offsets far back (25118)",
        needs: [.api(43, atLeast: 1), .api(45, atLeast: 0), .brokers(2)], conduct: .alone, limit: .seconds(150)
    ) { probe in
        let log = try await probe.log()
        let group = probe.group()
        try probe.expectNone(try await probe.commit(1, of: log, group: group, metadata: "first"), "a commit")
        let before = try await coordinator(of: group, probe)
        let offsets = try await probe.describeTopic("__consumer_offsets")
        guard offsets.errorCode == .none, !offsets.partitions.isEmpty else {
            return .inconclusive("__consumer_offsets cannot be seen, and so the coordinator cannot be moved")
        }
        // Kafka places a group by the hash that Java has of its name.
        let hash = group.utf16.reduce(Int32(0)) { $0 &* 31 &+ Int32($1) }
        let place = Int32(Int(hash == .min ? 0 : abs(hash)) % offsets.partitions.count)
        guard let partition = offsets.partitions.first(where: { $0.partitionIndex == place }),
            partition.leaderID == before, let other = partition.inSyncReplicas.first(where: { $0 != before })
        else {
            return .inconclusive("The group's coordinator is not where Kafka would place it, or has no other replica")
        }
        let original = partition.replicaNodes
        let moved = [other] + original.filter { $0 != other }
        probe.afterwards {
            try await order(original, of: place, probe)
            try await electPreferred(place, probe)
        }
        for round in 2...20 {
            let code = try await probe.commit(Int64(round), of: log, group: group, metadata: "round \(round)")
            try probe.expectNone(code, "a commit")
        }
        try await order(moved, of: place, probe)
        let after = try await probe.firstAnswer(within: .seconds(60)) { () -> Int32? in
            try await electPreferred(place, probe)
            let now = try await coordinator(of: group, probe)
            return now == before ? nil : now
        }
        guard after != nil else { return .inconclusive("The coordinator did not move within a minute") }
        probe.forgetCoordinators()
        // For an instant Kafka's new coordinator may answer from before the last commits, until it knows that all
        // replicas have them.
        let isThere = try await probe.firstAnswer(within: .seconds(10)) { () -> Bool? in
            let found = try await probe.committed(of: log, group: group)
            return found.committedOffset == 20 && found.metadata == "round 20" ? true : nil
        }
        guard isThere == true else {
            return .fail("The new coordinator has another offset than the last commit, or none")
        }
        let next = try await probe.commit(21, of: log, group: group)
        return next == .none
            ? .pass("The new coordinator has the last of 20 commits, and takes the next one")
            : .fail("The new coordinator has the offset, and refuses the next commit: \(next)")
    }

    private static func order(_ replicas: [Int32], of partition: Int32, _ probe: Probe) async throws {
        let answer = try await probe.send(
            AlterPartitionReassignmentsRequest {
                $0.timeoutMs = 15_000
                $0.topics = [
                    .init {
                        $0.name = "__consumer_offsets"
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = partition
                                $0.replicas = replicas
                            }
                        ]
                    }
                ]
            }, to: .controller)
        try probe.expectNone(answer.errorCode, "AlterPartitionReassignments")
        if let code = answer.responses.first?.partitions.first?.errorCode {
            try probe.expectNone(code, "the order of the replicas of a partition of __consumer_offsets")
        }
    }

    private static func electPreferred(_ partition: Int32, _ probe: Probe) async throws {
        let answer = try await probe.send(
            ElectLeadersRequest {
                $0.electionType = 0
                $0.timeoutMs = 15_000
                $0.topicPartitions = [
                    .init {
                        $0.topic = "__consumer_offsets"
                        $0.partitions = [partition]
                    }
                ]
            }, to: .controller)
        let code = answer.replicaElectionResults.first?.partitionResult.first?.errorCode ?? answer.errorCode
        // Not needed any more, or not possible yet: it is asked again.
        if code.isAuthorization { try probe.expectNone(code, "ElectLeaders") }
    }
}
