internal import Evidence
internal import KafkaWire

// What the metadata says of a topic: its id, and the epoch of its leaders.
extension Check {
    static let topicMetadataChecks = [topicIDStability, metadataEpoch]

    private static let topicIDStability = Check(
        "meta.topic-id-stability", .extended, .metadata,
        "A topic keeps its id, can be found by it, and gets another when it is made anew",
        why: "Clients tell by the id that a topic was deleted and made again; else they go on at old offsets.",
        expected: "The same id on every broker; another after recreation; the old one is UNKNOWN_TOPIC_ID (100)",
        since: "3.1 (KIP-516)", known: "Event Hubs has none; Redpanda of December 2024 has Metadata up to version 8",
        needs: [.api(3, atLeast: 12), .topicCreation]
    ) { probe in
        func look(id: WireID, at broker: Int32) async throws -> MetadataResponse.Topic? {
            let answer = try await probe.send(
                MetadataRequest {
                    $0.topics = [
                        .init {
                            $0.topicID = id
                            $0.name = nil
                        }
                    ]
                    $0.allowAutoTopicCreation = false
                }, to: .broker(broker), atLeast: 12)
            return answer.topics.first
        }
        func id(of name: String, at broker: Int32) async throws -> WireID {
            try await probe.eventually(within: .seconds(20), "the topic on broker \(broker)") {
                let answer = try await probe.send(
                    MetadataRequest {
                        $0.topics = [.init { $0.name = name }]
                        $0.allowAutoTopicCreation = false
                    }, to: .broker(broker), atLeast: 12)
                guard let topic = answer.topics.first, topic.errorCode == .none else {
                    return nil as WireID?
                }
                return topic.topicID
            }
        }
        let brokers = try await probe.brokerIDs()
        let topic = try await probe.topic()
        var ids: Set<WireID> = []
        for broker in brokers { ids.insert(try await id(of: topic.name, at: broker)) }
        guard let old = ids.first, ids.count == 1 else { return .fail("Brokers name different ids for one topic") }
        guard !old.isZero else { return .degraded("The topic's id is zero", ["id": "zero"]) }
        for broker in brokers {
            let found = try await look(id: old, at: broker)
            guard found?.errorCode == BrokerCode.none, found?.name == topic.name else {
                return .fail("A look by the id gives \(found?.errorCode.description ?? "nothing")")
            }
        }
        try await probe.deleteTopic(topic.name)
        try await probe.space.awaitPartitions(1)
        let made = try await probe.eventually(within: .seconds(20), "the name to be free") {
            let answer = try await probe.createTopic(
                topic.name, partitions: 1, replication: Int16(topic.replication))
            return answer.errorCode == .topicAlreadyExists ? nil : answer
        }
        try probe.expectNone(made.errorCode, "the topic a second time")
        guard
            let new = try await probe.firstAnswer(
                within: .seconds(10),
                {
                    let now = try await id(of: topic.name, at: brokers[0])
                    return now == old ? nil : now
                })
        else { return .fail("The topic that was made anew has the id of the old one", ["id": "the same"]) }
        let stale = try await probe.eventually(within: .seconds(20), "the old id to be forgotten") {
            let found = try await look(id: old, at: brokers[0])
            return found?.errorCode == BrokerCode.none ? nil : found?.errorCode ?? BrokerCode.none
        }
        let facts = ["id": new.isZero ? "zero" : "another", "old id": "\(stale)"]
        return stale == .unknownTopicId
            ? .pass("Stable on \(brokers.count) brokers, another after recreation; the old one is \(stale)", facts)
            : .degraded("The old id is answered with \(stale)", facts)
    }

    private static let metadataEpoch = Check(
        "meta.leader-epoch", .extended, .metadata,
        "Metadata, offsets, commits and batches name the same leader epoch",
        why: "Clients compare these to find lost records; a -1 in one place made librdkafka 2.1.0 stop committing.",
        expected: "The same epoch of 0 or more in all four", since: "2.1 (KIP-320)",
        known: "Event Hubs has -1 (librdkafka 4384); Redpanda's committed epoch was missing until PR 9851",
        needs: [.api(3, atLeast: 7), .api(2, atLeast: 4), .api(8, atLeast: 6), .api(9, atLeast: 5)]
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(3)
        let metadata = try await probe.send(
            MetadataRequest {
                $0.topics = [.init { $0.name = log.topic }]
                $0.allowAutoTopicCreation = false
            }, atLeast: 7)
        let partition = metadata.topics.first?.partitions.first { $0.partitionIndex == log.partition }
        let inMetadata = partition?.leaderEpoch ?? -1
        let version = try probe.version(of: ListOffsetsRequest.api, atLeast: 4)
        let inOffsets = try await log.offset(-1, version: version).leaderEpoch
        let inBatch = try await log.batches(from: base, to: base + 3).first?.partitionLeaderEpoch ?? -1
        let group = probe.group()
        try await probe.commitPosition(base + 2, epoch: inMetadata, of: log, in: group)
        let inCommit = try await probe.committedPosition(of: log, in: group).epoch
        let all = ["metadata": inMetadata, "offsets": inOffsets, "batch": inBatch, "commit": inCommit]
        let missing = all.filter { $0.value < 0 }.keys.sorted()
        let facts = all.mapValues { $0 < 0 ? "none" : "there" }
        guard missing.isEmpty else {
            return .degraded("No leader epoch in: \(missing.joined(separator: ", "))", facts)
        }
        return Set(all.values).count == 1
            ? .pass("The same in all four", facts) : .fail("Different epochs of one and the same leader", facts)
    }
}
