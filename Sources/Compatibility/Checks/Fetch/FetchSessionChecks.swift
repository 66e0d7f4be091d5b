internal import Evidence
internal import KafkaWire

// Fetch sessions (KIP-227), and fetching from followers (KIP-392).
extension Check {
    static let fetchSessionChecks = [sessionIncremental, sessionErrors, followerRead, mixedTopicKinds]

    /// A request for two partitions of one topic on the same broker.
    private static func request(_ logs: [ProbeLog], offsets: [Int64], session: Int32, epoch: Int32) -> FetchRequest {
        FetchRequest {
            $0.maxWaitMs = 200
            $0.minBytes = 1
            $0.sessionID = session
            $0.sessionEpoch = epoch
            $0.topics = zip(logs, offsets).map { log, offset in
                log.fetchRequest(at: offset).topics[0]
            }
        }
    }

    private static let sessionIncremental = Check(
        "fetch.session-incremental", .extended, .fetch, "A fetch session answers only with what changed",
        why: "Readers of thousands of partitions would send and receive all of them with every fetch without it.",
        expected:
            "A session is given; the next fetch names only the partition with new records; one that is forgotten stays away",
        since: "1.1 (KIP-227)",
        known: "librdkafka's mock echoes the id without a session; Redpanda's were unfair before PR 2949",
        needs: [.api(1, atLeast: 7), .topicCreation]
    ) { probe in
        let topic = try await probe.topic(partitions: 2, replication: 1)
        let leaders = [
            try await probe.leader(of: 0, in: topic.name), try await probe.leader(of: 1, in: topic.name),
        ]
        // Both on one broker: a session is a broker's.
        var ids: [Int32] = [0]
        if leaders[0] == leaders[1] { ids.append(1) }
        var logs: [ProbeLog] = []
        for id in ids { logs.append(try await ProbeLog(topic: topic.name, partition: id, probe: probe)) }
        let version = try probe.version(of: FetchRequest.api, atLeast: 7)
        let connection = try await probe.freshConnection(to: logs[0].leader)
        let full = try await probe.send(
            request(logs, offsets: logs.map(\.base), session: 0, epoch: 0), over: connection, version: version)
        try probe.expectNone(full.errorCode, "the full fetch")
        guard full.sessionID != 0 else {
            return .degraded("No session is given: every fetch is a full one", ["session": "none"])
        }
        try await logs[0].append(2)
        let next = try await probe.send(
            request([], offsets: [], session: full.sessionID, epoch: 1), over: connection, version: version)
        try probe.expectNone(next.errorCode, "the incremental fetch")
        let named = next.responses.flatMap(\.partitions).map(\.partitionIndex)
        guard named.contains(0) else {
            return .fail("The partition with new records is left out of the incremental answer")
        }
        guard next.responses.flatMap(\.partitions).first(where: { $0.partitionIndex == 0 })?.records?.isEmpty == false
        else {
            return .fail("The incremental answer has no records of the partition that has new ones")
        }
        if named.contains(1) { return .degraded("The unchanged partition is named as well", ["incremental": "no"]) }
        var forget = request([], offsets: [], session: full.sessionID, epoch: 2)
        forget.forgottenTopicsData = [
            .init {
                $0.topic = topic.name
                $0.partitions = [0]
            }
        ]
        try await logs[0].append(1)
        let after = try await probe.send(forget, over: connection, version: version)
        return after.responses.flatMap(\.partitions).contains { $0.partitionIndex == 0 }
            ? .degraded("A forgotten partition is still answered")
            : .pass("A session, incremental answers, and a forgotten partition that stays away", ["session": "given"])
    }

    private static let sessionErrors = Check(
        "fetch.session-errors", .extended, .fetch, "A session that is unknown or out of step is refused",
        why: "A client that was cut off must learn it, or it waits for partitions that the broker does not send.",
        expected: "FETCH_SESSION_ID_NOT_FOUND (70) and INVALID_FETCH_SESSION_EPOCH (71)", since: "1.1 (KIP-227)",
        needs: [.api(1, atLeast: 7)]
    ) { probe in
        let log = try await probe.log()
        let version = try probe.version(of: FetchRequest.api, atLeast: 7)
        let connection = try await probe.freshConnection(to: log.leader)
        let unknown = try await probe.send(
            request([log], offsets: [log.base], session: 1_999_999_999, epoch: 5), over: connection, version: version)
        let full = try await probe.send(
            request([log], offsets: [log.base], session: 0, epoch: 0), over: connection, version: version)
        guard full.sessionID != 0 else {
            return .degraded("There are no sessions to be out of step with", ["unknown": "\(unknown.errorCode)"])
        }
        let wrong = try await probe.send(
            request([], offsets: [], session: full.sessionID, epoch: 7), over: connection, version: version)
        let facts = ["unknown": "\(unknown.errorCode)", "wrong epoch": "\(wrong.errorCode)"]
        return unknown.errorCode == .fetchSessionIdNotFound && wrong.errorCode == .invalidFetchSessionEpoch
            ? .pass("\(unknown.errorCode), \(wrong.errorCode)", facts)
            : .degraded("Answered with \(unknown.errorCode) and \(wrong.errorCode)", facts)
    }

    private static let followerRead = Check(
        "fetch.follower-read", .extended, .fetch, "A reader in another zone is sent to the replica there",
        why: "Reading across zones is what much of a cloud bill is made of.",
        expected: "The leader names a preferred replica of the reader's rack, and that broker serves the fetch",
        since: "2.4 (KIP-392)", known: "Redpanda 23.1 lists it as unsupported; librdkafka hung once (2830)",
        remedy: "Set replica.selector.class on the brokers, and client.rack on the readers",
        needs: [.api(1, atLeast: 11), .brokers(2), .topicCreation]
    ) { probe in
        let metadata = try await probe.send(MetadataRequest(topics: [], version: 4))
        let topic = try await probe.topic(replication: Int16(min(3, metadata.brokers.count)))
        let log = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let base = try await log.append(5)
        let leader = try await probe.leader(of: 0, in: topic.name)
        let replicas = try await probe.describeTopic(topic.name).partitions.first?.replicaNodes ?? []
        guard let follower = metadata.brokers.first(where: { $0.nodeID != leader && replicas.contains($0.nodeID) }),
            let rack = follower.rack, rack != metadata.brokers.first(where: { $0.nodeID == leader })?.rack
        else { return .notRun("No replica is in another rack than the leader") }
        let version = try probe.version(of: FetchRequest.api, atLeast: 11)
        var request = log.fetchRequest(at: base)
        request.rackID = rack
        // A follower is preferred once it is known to have the records.
        let preferred: Int32? = try await probe.firstAnswer(within: .seconds(5)) {
            let answer = try await probe.send(request, to: log.leader, version: version)
            let named = answer.responses.first?.partitions.first?.preferredReadReplica ?? -1
            return named >= 0 ? named : nil
        }
        guard let preferred else { return .degraded("The leader names no preferred replica", ["preferred": "none"]) }
        let records = try await probe.eventually(within: .seconds(10), "the follower's records") { () -> Int? in
            let answer = try await probe.send(request, to: .broker(preferred), version: version)
            guard let partition = answer.responses.first?.partitions.first else { return nil }
            if partition.errorCode == .offsetNotAvailable { return nil }
            try probe.expectNone(partition.errorCode, "a fetch from the follower")
            let count = try RecordBatch.batches(in: partition.records ?? [], place: topic.name).flatMap(\.records).count
            return count == 0 ? nil : count
        }
        return preferred == follower.nodeID
            ? .pass(
                "The replica of the reader's rack is preferred, and serves \(records) records",
                ["preferred": "same rack"])
            : .degraded("A replica of another rack is preferred", ["preferred": "another rack"])
    }

    private static let mixedTopicKinds = Check(
        "fetch.mixed-topic-kinds", .extended, .fetch, "One fetch reads topics of different cleanup policies together",
        why: "Consumers put all partitions of a broker into one fetch, whatever their topics are.",
        expected: "Records of a plain and of a compacted topic in one answer", since: "0.8.1",
        known: "Inkless cannot mix diskless and classic topics in one fetch", needs: [.topicCreation]
    ) { probe in
        let plain = try await probe.log(configs: [:], replication: 1)
        let leader = try await probe.leader(of: 0, in: plain.topic)
        // A partition for each broker, so that one of them is where the plain one is.
        let count = Int32(max(1, probe.cluster.brokers))
        let topic = try await probe.topic(
            partitions: count, replication: 1, configs: ["cleanup.policy": "compact"], suffix: "compacted")
        var partition: Int32?
        for candidate in 0..<count where partition == nil {
            if try await probe.leader(of: candidate, in: topic.name) == leader { partition = candidate }
        }
        guard let partition else {
            return .inconclusive("No partition of the compacted topic is led by the broker of the plain one")
        }
        let compacted = try await ProbeLog(topic: topic.name, partition: partition, probe: probe)
        try await plain.append(1)
        try await compacted.append([WireRecord(key: [1], value: [1])])
        let answer = try await probe.send(
            request([plain, compacted], offsets: [0, 0], session: 0, epoch: -1), to: plain.leader)
        let filled = answer.responses.flatMap(\.partitions).count { $0.records?.isEmpty == false }
        return filled == 2 ? .pass("Both in one answer") : .degraded("\(filled) of 2 topics have records in the answer")
    }
}
