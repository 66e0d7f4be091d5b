internal import Evidence
internal import KafkaWire

// Leader epochs: how readers tell a log that was cut off from one that was not (KIP-320).
extension Check {
    static let leaderEpochChecks = [forLeaderEpoch, epochFencing]

    private static let forLeaderEpoch = Check(
        "offsets.for-leader-epoch", .extended, .offsets, "The end of the current leader epoch is the log's end",
        why: "Consumers ask it after a leader change to find out whether what they read still stands.",
        expected: "The current epoch ends at the log's end; a future one is unknown", since: "2.1 (KIP-320)",
        known: "Redpanda before PR 6400, 11846 and 12063; Tansu keeps no history",
        needs: [.api(23, atLeast: 2), .api(3, atLeast: 7)]
    ) { probe in
        let log = try await probe.log()
        try await log.append(5)
        let version = try probe.version(of: MetadataRequest.api, atLeast: 7)
        let metadata = try await probe.send(MetadataRequest(topics: [log.topic], version: version), version: version)
        let epoch = metadata.topics.first?.partitions.first { $0.partitionIndex == log.partition }?.leaderEpoch ?? -1
        guard epoch >= 0 else { return .degraded("The metadata names no leader epoch", ["epoch": "-1"]) }
        let now = try await log.epochEnd(epoch)
        guard now.errorCode == .none, now.endOffset == log.base + 5 else {
            return .fail("The current epoch is said to end elsewhere than the log: \(now.errorCode)")
        }
        let future = try await log.epochEnd(epoch + 5)
        let facts = ["future": future.errorCode == .none ? "offset \(future.endOffset)" : "\(future.errorCode)"]
        return future.errorCode == .unknownLeaderEpoch || (future.errorCode == .none && future.endOffset == -1)
            ? .pass("The current epoch ends with the log, a future one is unknown", facts)
            : .degraded("A future epoch is given an end", facts)
    }

    private static let epochFencing = Check(
        "fetch.epoch-fencing", .extended, .fetch, "A fetch with a leader epoch of the future is refused",
        why: "This keeps a reader from taking records of a leader that is not one any more.",
        expected: "UNKNOWN_LEADER_EPOCH (75) for the future; FENCED_LEADER_EPOCH (74) for the past, where there is one",
        since: "2.1 (KIP-320)", known: "Event Hubs has epoch -1 everywhere",
        needs: [.api(1, atLeast: 9), .api(3, atLeast: 7)]
    ) { probe in
        let log = try await probe.log()
        let base = try await log.append(1)
        let version = try probe.version(of: MetadataRequest.api, atLeast: 7)
        let metadata = try await probe.send(MetadataRequest(topics: [log.topic], version: version), version: version)
        let epoch = metadata.topics.first?.partitions.first { $0.partitionIndex == log.partition }?.leaderEpoch ?? -1
        guard epoch >= 0 else { return .degraded("The metadata names no leader epoch", ["epoch": "-1"]) }
        func fetch(_ epoch: Int32) async throws -> BrokerCode {
            var request = log.fetchRequest(at: base, maxWait: .zero)
            request.topics[0].partitions[0].currentLeaderEpoch = epoch
            let answer = try await probe.send(
                request, to: log.leader, version: try probe.version(of: FetchRequest.api, atLeast: 9))
            return answer.responses.first?.partitions.first?.errorCode ?? answer.errorCode
        }
        let (current, future) = (try await fetch(epoch), try await fetch(epoch + 10))
        try probe.expectNone(current, "a fetch with the current epoch")
        var facts = ["future": "\(future)"]
        if epoch > 0 {
            let past = try await fetch(epoch - 1)
            facts["past"] = "\(past)"
            guard past == .fencedLeaderEpoch else { return .degraded("A past epoch is answered with \(past)", facts) }
        }
        return future == .unknownLeaderEpoch
            ? .pass("\(future)", facts) : .degraded("A future epoch is answered with \(future)", facts)
    }
}
