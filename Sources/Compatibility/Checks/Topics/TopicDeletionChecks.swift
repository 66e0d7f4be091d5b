internal import Evidence
internal import KafkaWire

// Topics that are deleted, and what is left of them.
extension Check {
    static let topicDeletionChecks = [deleteRecreate, deleteErrors]

    private static let deleteRecreate = Check(
        "topic.delete-recreate", .core, .topicAdmin, "A topic that is deleted and made anew has nothing of the old one",
        why: "Tests and resets do this; old records or old offsets in a new topic are wrong answers without an error.",
        expected: "The new one begins at offset 0, without old records and without old commits", since: "1.0",
        known: "Event Hubs has no topic administration through Kafka's API", needs: [.topicCreation],
        limit: .seconds(120)
    ) { probe in
        let topic = try await probe.topic()
        let old = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        for _ in 0..<3 { try await old.append(1) }
        let group = probe.group()
        try await probe.commitPosition(2, of: old, in: group)
        guard try await probe.committedPosition(of: old, in: group).offset == 2 else {
            return .inconclusive("The commit that should be forgotten cannot be read")
        }
        try await probe.deleteTopic(topic.name)
        for broker in try await probe.brokerIDs() {
            let gone = try await probe.firstAnswer(within: .seconds(20)) {
                try await probe.describeTopic(topic.name, from: .broker(broker)).errorCode == .unknownTopicOrPartition
                    ? true : nil
            }
            if gone == nil { return .fail("20 s after its deletion the topic is still there") }
        }
        try await probe.space.awaitPartitions(1)
        var blocked = false
        let made = try await probe.eventually(within: .seconds(40), "the name to be free") {
            let answer = try await probe.createTopic(topic.name, partitions: 1, replication: Int16(topic.replication))
            if answer.errorCode == .topicAlreadyExists { blocked = true }
            return answer.errorCode == .topicAlreadyExists ? nil : answer
        }
        try probe.expectNone(made.errorCode, "the topic a second time")
        _ = try await probe.awaitTopic(topic.name, partitions: 1)
        let new = try await ProbeLog(topic: topic.name, partition: 0, probe: probe)
        let facts = ["name": blocked ? "blocked for a while" : "free at once"]
        guard new.base == 0 else { return .fail("The new topic begins with \(new.base) records", facts) }
        let fence = Array("new".utf8)
        try await new.append([WireRecord(value: fence)])
        let records = try await new.records(from: 0, to: 1)
        guard records.map(\.value) == [fence] else { return .fail("The new topic has records of the old one", facts) }
        let forgotten = try await probe.firstAnswer(within: .seconds(30)) {
            try await probe.committedPosition(of: new, in: group).offset == -1 ? true : nil
        }
        guard forgotten == true else { return .fail("The group's commit of the old topic holds in the new one", facts) }
        return blocked
            ? .degraded("New from the start, but the name was blocked for a while (36)", facts)
            : .pass("New from the start: no records, no commits, and the name free at once", facts)
    }

    private static let deleteErrors = Check(
        "topic.delete-errors", .admin, .topicAdmin,
        "A topic can be deleted by its id, and unknown ones have their errors",
        why: "By the id a tool deletes what it meant, and not a topic that was made under the name since.",
        expected: "An unknown name: 3; by id: deleted; the id again: UNKNOWN_TOPIC_ID (100)", since: "2.8 (KIP-516)",
        known: "Redpanda of December 2024 has version 5 at most", needs: [.api(20, atLeast: 6), .topicCreation]
    ) { probe in
        func delete(name: String?, id: WireID) async throws -> BrokerCode {
            let answer = try await probe.send(
                DeleteTopicsRequest {
                    $0.topics = [
                        .init {
                            $0.name = name
                            $0.topicID = id
                        }
                    ]
                    $0.timeoutMs = 15_000
                }, to: .controller, atLeast: 6)
            guard let result = answer.responses.first else {
                throw CheckOutcome.fail("DeleteTopics answered without an entry for the topic")
            }
            return result.errorCode
        }
        let topic = try await probe.topic()
        let version = try probe.version(of: MetadataRequest.api, atLeast: 10)
        let described = try await probe.send(
            MetadataRequest {
                $0.topics = [.init { $0.name = topic.name }]
                $0.allowAutoTopicCreation = false
            }, version: version)
        guard let id = described.topics.first?.topicID, !id.isZero else {
            return .degraded("The topic has no id", ["id": "zero"])
        }
        let unknown = try await delete(name: probe.name("unknown"), id: .zero)
        let byID = try await delete(name: nil, id: id)
        guard byID == .none else { return .fail("By its id: \(byID)", ["by id": "\(byID)"]) }
        let gone = try await probe.firstAnswer(within: .seconds(20)) {
            try await probe.describeTopic(topic.name).errorCode == .unknownTopicOrPartition ? true : nil
        }
        guard gone == true else { return .fail("The deletion by id is answered without an error, and not done") }
        let again = try await delete(name: nil, id: id)
        let facts = ["unknown name": "\(unknown)", "by id": "\(byID)", "the id again": "\(again)"]
        guard unknown != .none, again != .none else { return .fail("What is not there was deleted", facts) }
        return unknown == .unknownTopicOrPartition && again == .unknownTopicId
            ? .pass("Deleted by id; \(unknown) and \(again) for what is not there", facts)
            : .degraded("Deleted by id; for what is not there \(unknown) and \(again)", facts)
    }
}
