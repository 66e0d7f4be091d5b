internal import Evidence
internal import KafkaWire

// Share groups (KIP-932): records handed out one by one, and what is said of them.
extension Check {
    static let shareDeliveryChecks = [shareLifecycle, shareErrors, shareRenew]

    private static let shareLifecycle = Check(
        "share.ack-lifecycle", .new, .shareGroups,
        "Records of a share group are accepted, released, rejected, and delivered again when their lock runs out",
        why: "A share group is a queue: an accepted record that comes again is work done twice.",
        expected:
            "A released record comes with its count up, an accepted and a rejected one never; an expired lock delivers again; five deliveries at most",
        since: "4.2 (KIP-932); preview in 4.1",
        known: "No other platform lists share groups; AutoMQ and Kafka 3.9 have an unstable version 0 only",
        remedy: "Use a consumer group",
        needs: [.api(76, atLeast: 1), .api(78, atLeast: 1), .api(79, atLeast: 1), .topicCreation],
        conduct: .slow, limit: .seconds(150)
    ) { probe in
        let log = try await probe.log(configs: [:])
        let group = try await probe.shareGroup(lock: .seconds(15))
        var member = try await probe.sharingMember(of: group, log: log)
        try await log.append(4)
        guard try await member.deliveries() == [0: 1, 1: 1, 2: 1, 3: 1] else {
            return .fail("Four records are not delivered once each")
        }
        // 0 is accepted, 1 released, 2 rejected; 3 is left to its lock.
        for (record, kind) in [(0, SharingMember.Acknowledgement.accept), (1, .release), (2, .reject)] {
            let record = Int64(record)
            try probe.expectNone(try await member.acknowledge(record...record, kind), "acknowledging")
        }
        let released = try await member.deliveries()
        guard released == [1: 2] else {
            if released.keys.contains(0) { return .fail("An accepted record is delivered again") }
            if released.keys.contains(2) { return .fail("A rejected record is delivered again") }
            return .fail("The released record is not delivered once more, with a count of 2")
        }
        try probe.expectNone(try await member.acknowledge(1...1, .accept), "acknowledging")
        let expired = try await member.deliveries(within: .seconds(40))
        guard expired == [3: 2] else {
            if !expired.isEmpty { return .fail("Another record than the one with the expired lock is delivered") }
            return .fail("The record whose lock ran out is not delivered again")
        }
        // What was delivered as often as is allowed does not come any more.
        var count: Int16 = 2
        while count < 12 {
            try probe.expectNone(try await member.acknowledge(3...3, .release), "acknowledging")
            let again = try await member.deliveries(within: .seconds(3))
            guard let next = again[3] else { break }
            guard next == count + 1 else { return .fail("The count of deliveries does not go up by one") }
            count = next
        }
        // The sentinel proves that it is not merely late.
        try await log.append(1)
        guard try await member.deliveries() == [4: 1] else {
            return .fail("After the last delivery allowed, more than the new record is delivered")
        }
        let facts = ["deliveries": count == 12 ? "12 or more" : "\(count)"]
        return count < 12
            ? .pass("Accepted and rejected for good, released and expired again, \(count) deliveries at most", facts)
            : .degraded("A record is delivered twelve times: no limit was met", facts)
    }

    private static let shareErrors = Check(
        "share.session-errors", .new, .shareGroups, "Requests of a share session that is out of step are refused",
        why: "A member that was cut off must not acknowledge what another one has been given since.",
        expected:
            "INVALID_SHARE_SESSION_EPOCH (123), SHARE_SESSION_NOT_FOUND (122), INVALID_RECORD_STATE (121) for what is not its own",
        since: "4.2 (KIP-932); preview in 4.1",
        needs: [.api(76, atLeast: 1), .api(78, atLeast: 1), .api(79, atLeast: 1), .topicCreation],
        limit: .seconds(120)
    ) { probe in
        let log = try await probe.log(configs: [:])
        let group = try await probe.shareGroup()
        var owner = try await probe.sharingMember(of: group, log: log)
        var other = try await probe.sharingMember(of: group, log: log)
        let unknown = try await other.tryFetch(epoch: 5).errorCode
        try await log.append(2)
        guard try await owner.deliveries().isEmpty == false else { return .fail("No record is delivered") }
        // The first fetch of a session has epoch 0; it takes nothing here, since all is taken.
        _ = try await other.fetch()
        let foreign = try await other.acknowledge(0...0, .accept)
        let ahead = try await owner.tryFetch(epoch: owner.sessionEpoch + 9).errorCode
        let facts = ["unknown session": "\(unknown)", "epoch ahead": "\(ahead)", "another's record": "\(foreign)"]
        if foreign == .none { return .fail("A member acknowledges a record that another one was given", facts) }
        if ahead == .none || unknown == .none { return .fail("A session out of step is served", facts) }
        return unknown == .shareSessionNotFound && ahead == .invalidShareSessionEpoch && foreign == .invalidRecordState
            ? .pass("122, 123 and 121, each where Kafka has it", facts)
            : .degraded("Refused, with \(unknown), \(ahead) and \(foreign)", facts)
    }

    private static let shareRenew = Check(
        "share.renew", .new, .shareGroups, "A member that needs longer renews the lock of its record",
        why: "Without it work that takes longer than the lock is given to somebody else, and done twice.",
        expected:
            "One record where one is asked for; its lock of 15 s is renewed twice, and it does not come again for 20 s",
        since: "4.2 (KIP-1222, KIP-1206)", remedy: "Set share.record.lock.duration.ms above the longest work",
        needs: [.api(76, atLeast: 1), .api(78, atLeast: 2), .api(79, atLeast: 2), .topicCreation],
        conduct: .slow, limit: .seconds(120)
    ) { probe in
        let log = try await probe.log(configs: [:])
        let group = try await probe.shareGroup(lock: .seconds(15))
        var member = try await probe.sharingMember(of: group, log: log)
        try await log.append(3)
        let first = try await member.deliveries(most: 1, mode: 1, version: 2)
        guard first[0] == 1 else { return .fail("The first record is not delivered") }
        if first.count > 1 {
            return .degraded(
                "Asked for one record of a batch of three, \(first.count) are delivered", ["acquire mode": "ignored"])
        }
        for _ in 0..<2 {
            try await Task.sleep(for: .seconds(10))
            try await member.beat()
            let code = try await member.acknowledge(0...0, .renew, version: 2)
            guard code == .none else { return .degraded("A lock cannot be renewed: \(code)", ["renewal": "\(code)"]) }
        }
        // Where the lock had run out it would be delivered with the two that were left.
        let next = try await member.deliveries(version: 2)
        guard next == [1: 1, 2: 1] else {
            return next.keys.contains(0)
                ? .fail("A record whose lock was renewed is delivered again")
                : .fail("The two records that were left are not delivered once")
        }
        let done = try await member.acknowledge(0...0, .accept, version: 2)
        return done == .none
            ? .pass(
                "Renewed twice, kept past its first lock, and accepted",
                ["renewal": "\(BrokerCode.none)", "acquire mode": "kept"])
            : .fail("After its renewal the record cannot be accepted: \(done)")
    }
}
