internal import Evidence
internal import KafkaWire

// Quotas: set, and in force.
extension Check {
    static let quotaChecks = [quotaCRUD, quotaObserved, controllerMutations]

    private static let quotaCRUD = Check(
        "quota.crud", .admin, .quotas,
        "Quotas are set, described and removed for users, clients, addresses and defaults",
        why: "Operators hold one team back from another with them.",
        expected: "Each kind of owner takes a quota and is described with it; an unknown key is INVALID_REQUEST (42)",
        since: "2.6 (KIP-546), addresses 2.7 (KIP-612)", known: "Redpanda has no quotas for users",
        needs: [.api(48, atLeast: 0), .api(49, atLeast: 0)], conduct: .alone
    ) { probe in
        let name = probe.name("owner")
        let rate = "producer_byte_rate"
        let owners: [(what: String, owner: QuotaOwner, key: String)] = [
            ("user", [("user", name)], rate), ("client-id", [("client-id", name)], rate),
            ("user and client-id", [("user", name), ("client-id", name)], rate),
            ("ip", [("ip", HarmlessQuota.address)], "connection_creation_rate"),
            ("default user", [("user", nil)], rate), ("default client-id", [("client-id", nil)], rate),
        ]
        var facts: [String: String] = [:]
        var refused: [String] = []
        for (what, owner, key) in owners {
            // What somebody else set stays as it is.
            if let there = try await probe.quotas(of: owner)[key], there > 0 {
                facts[what] = "in use"
                continue
            }
            let value = HarmlessQuota.rate
            probe.dropQuotaAfterwards(owner, key)
            let code = try await probe.setQuota(owner, key, to: value)
            facts[what] = "\(code)"
            try probe.expectNoRightMissing(code, "a quota for \(what)")
            guard code == .none else {
                refused.append("\(what): \(code)")
                continue
            }
            let seen = try await probe.firstAnswer(within: .seconds(10)) {
                try await probe.quotas(of: owner)[key] == value ? true : nil as Bool?
            }
            let removed = try await probe.setQuota(owner, key, to: nil)
            if seen == nil { return .fail("A quota for \(what) was taken and is not described", facts) }
            try probe.expectNone(removed, "removing a quota for \(what)")
            let gone = try await probe.firstAnswer(within: .seconds(10)) {
                try await probe.quotas(of: owner)[key] == nil ? true : nil as Bool?
            }
            if gone == nil { return .fail("A removed quota for \(what) is still described", facts) }
        }
        let unknown = try await probe.setQuota([("client-id", name)], "seatrial_no_such_rate", to: 1)
        facts["unknown key"] = "\(unknown)"
        if unknown == .none {
            _ = try await probe.setQuota([("client-id", name)], "seatrial_no_such_rate", to: nil)
            return .degraded("A quota of an unknown kind is taken", facts)
        }
        if refused.count == owners.count { return .unsupported("All are refused: \(refused[0])", facts) }
        return refused.isEmpty
            ? .pass("Set, described and removed for six kinds of owners", facts)
            : .degraded("Refused: \(refused.joined(separator: "; "))", facts)
    }

    private static let quotaObserved = Check(
        "quota.observed", .extended, .quotas, "A client that is over its quota is slowed down and told so",
        why:
            "This is what keeps one client from taking the cluster; and the told time is how a client's owner finds out.",
        expected: """
            With 1 MB/s for a client, writes and reads are 1 MB/s within a fifth in the long run and throttle_time_ms is told; \
            so it is with a share of the request time
            """, since: "0.9 (KIP-13), 2.0 (KIP-219)",
        known: """
            Event Hubs delays, then answers POLICY_VIOLATION (44); Redpanda's was rewritten (aec585d622)
            """, needs: [.api(48, atLeast: 0), .api(49, atLeast: 0)], conduct: .slow, limit: .seconds(240)
    ) { probe in
        let log = try await probe.log()
        let trial = QuotaTrial(probe: probe, log: log, rate: 1_000_000)
        var facts: [String: String] = [:]
        let written = try await trial.writes()
        let read = try await trial.reads()
        let asked = try await trial.requests()
        facts["write"] = written.words
        facts["read"] = read.words
        facts["requests"] = asked ? "throttled" : "not throttled"
        for (what, seen) in [("Writes", written), ("Reads", read)] where !seen.isHeld {
            return .fail("\(what) go on beyond the quota", facts)
        }
        let untold = [("writes", written.isTold), ("reads", read.isTold), ("requests", asked)].filter { !$0.1 }.map(\.0)
        if !untold.isEmpty {
            return .degraded("Not told in throttle_time_ms: \(untold.joined(separator: ", "))", facts)
        }
        return written.isNear && read.isNear
            ? .pass("Writes and reads are held at the quota within a fifth, and all three are told", facts)
            : .degraded("Held at other rates than set", facts)
    }

    private static let controllerMutations = Check(
        "quota.controller-mutations", .admin, .quotas, "Too many changes of topics are refused for a while",
        why: "A tool that makes topics without end would stop the controller for all.",
        expected: "THROTTLING_QUOTA_EXCEEDED (89) with throttle_time_ms", since: "2.7 (KIP-599)",
        known: "AutoMQ has the same error for limits of topics and partitions",
        needs: [.api(19, atLeast: 6), .api(49, atLeast: 0), .topicCreation]
    ) { probe in
        let client = probe.name("client")
        try await probe.holdQuota([("client-id", client)], "controller_mutation_rate", to: 0.5)
        var settings = probe.settings
        settings.clientID = client
        let asking = probe.other(settings)
        // The controller may take the quota later than the brokers.
        for _ in 0..<6 {
            let name = probe.name("topic")
            try await probe.space.awaitPartitions(8)
            probe.afterwards { try await probe.deleteTopic(name) }
            let answer = try await asking.send(
                CreateTopicsRequest {
                    $0.topics = [
                        .init {
                            $0.name = name
                            $0.numPartitions = 8
                            $0.replicationFactor = 1
                        }
                    ]
                    $0.timeoutMs = 15_000
                }, to: .controller, version: 6)
            guard let code = answer.topics.first?.errorCode else {
                return .fail("CreateTopics answered without an entry for the topic")
            }
            try probe.expectRightToCreate(code)
            if code == .none {
                probe.space.noteMade(name)
                continue
            }
            let facts = ["answer": "\(code)", "throttle_time_ms": answer.throttleTimeMs > 0 ? "told" : "not told"]
            guard code == .throttlingQuotaExceeded else { throw probe.refused(code, "CreateTopics over the quota") }
            return answer.throttleTimeMs > 0
                ? .pass("\(code), with the time to wait", facts) : .degraded("\(code) without the time to wait", facts)
        }
        return .fail("48 partitions are made where one in two seconds is allowed", ["answer": "NONE"])
    }
}
