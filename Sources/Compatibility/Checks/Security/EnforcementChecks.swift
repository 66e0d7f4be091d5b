internal import Evidence
internal import KafkaWire

// Access rules in force.
extension Check {
    static let enforcementChecks = [rulesEnforced, idempotentWrite]

    private static let rulesEnforced = Check(
        "sec.acl-enforced", .core, .acls, "What no rule allows is refused, with the error for what was asked",
        why: "This is the protection itself; and clients tell by the code whose right is missing.",
        expected: """
            Topic 29, group 30, cluster 31, transactional id 53; a denial beats an allowance; a rule for another host \
            does not help; a topic that may not be described is not listed
            """, since: "0.9 (KIP-11)", needs: [.login, .api(30, atLeast: 1)]
    ) { probe in
        let admin = try probe.administrator()
        let user = try await admin.user()
        let log = try await admin.log()
        let group = probe.name("group")
        let transaction = probe.name("transaction")
        // Where everything without any rule is allowed, these have one: somebody else's.
        let other = "User:\(probe.name("other"))"
        try await admin.allow([
            AccessRule(.write, on: .topic, log.topic, for: other), AccessRule(.read, on: .group, group, for: other),
            AccessRule(.write, on: .transactionalID, transaction, for: other),
        ])
        let leader = Destination.broker(try await admin.leader(of: log.partition, in: log.topic))
        let asking = try probe.asUser(user)
        let theirs = log.asked(by: asking)
        let batch = RecordBatch([WireRecord(value: [1])])
        var facts: [String: String] = [:]
        var other29: [String] = []
        func expect(_ code: BrokerCode, _ number: Int16, _ what: String) throws {
            facts[what] = "\(code)"
            if code == .none { throw CheckOutcome.fail("Allowed without a rule: \(what)", facts) }
            if code.rawValue != number { other29.append("\(what): \(code)") }
        }
        try expect(try await theirs.produce(batch, at: leader).errorCode, 29, "topic")
        let version = min(try probe.version(of: FindCoordinatorRequest.api), 3)
        let found = try await asking.send(FindCoordinatorRequest { $0.key = group }, version: version)
        try expect(found.errorCode, 30, "group")
        let rules = try await asking.send(
            DescribeAclsRequest {
                $0.resourceTypeFilter = 1
                $0.resourceNameFilter = nil
                $0.patternTypeFilter = 1
                $0.principalFilter = user.principal
                $0.hostFilter = nil
                $0.operation = 1
                $0.permissionType = 1
            })
        try expect(rules.errorCode, 31, "cluster")
        let identity = try await asking.send(
            InitProducerIdRequest {
                $0.transactionalID = transaction
                $0.transactionTimeoutMs = 60_000
            })
        try expect(identity.errorCode, 53, "transactional id")
        let all = try await asking.send(MetadataRequest(topics: nil, version: 4), version: 4)
        let listed = all.topics.contains { $0.name == log.topic }
        facts["listed without a right"] = listed ? "yes" : "no"
        if listed { return .fail("A topic that may not be described is listed", facts) }
        try await admin.allow([
            AccessRule(.write, on: .topic, log.topic, for: user.principal),
            AccessRule(.read, on: .topic, log.topic, for: user.principal, host: "203.0.113.7"),
        ])
        let allowed = try await theirs.produce(batch, at: leader).errorCode
        facts["allowed"] = "\(allowed)"
        if allowed != .none { return .fail("With a rule that allows it a write is refused: \(allowed)", facts) }
        try expect(try await theirs.fetch(at: log.base).errorCode, 29, "another host's rule")
        try await admin.allow([
            AccessRule(.write, on: .topic, log.topic, for: user.principal, isAllowed: false)
        ])
        let denied = try await probe.firstAnswer(within: .seconds(10)) { () -> BrokerCode? in
            let code = try await theirs.produce(batch, at: leader).errorCode
            return code == .none ? nil : code
        }
        try expect(denied ?? .none, 29, "denied and allowed")
        return other29.isEmpty
            ? .pass("Topic, group, cluster and transactional id are refused with their codes; a denial beats", facts)
            : .degraded("Refused with other codes: \(other29.joined(separator: "; "))", facts)
    }

    private static let idempotentWrite = Check(
        "sec.acl-idempotent-write", .core, .acls, "An idempotent producer needs no more than Write on its topic",
        why: "Clients are idempotent by default; where that needs a right of the cluster, an upgrade stops them.",
        expected: "InitProducerId and the write work with Write on one topic", since: "2.8, 3.0 (KIP-679)",
        remedy: "Allow IdempotentWrite on the cluster, or set enable.idempotence to false",
        needs: [.login, .api(22, atLeast: 0), .api(30, atLeast: 1)]
    ) { probe in
        let admin = try probe.administrator()
        let user = try await admin.user()
        let log = try await admin.log()
        try await admin.allow([AccessRule(.write, on: .topic, log.topic, for: user.principal)])
        let asking = try probe.asUser(user)
        let identity = try await ProbeProducer.identity(asking, transactionalID: nil)
        var facts = ["InitProducerId": "\(identity.errorCode)"]
        guard identity.errorCode == .none else {
            return .fail("With Write on a topic InitProducerId is refused: \(identity.errorCode)", facts)
        }
        let producer = ProbeProducer(
            asking, transactionalID: nil, id: identity.producerID, epoch: identity.producerEpoch)
        let code = try await producer.send(["one"], sequence: 0, to: log.asked(by: asking)).errorCode
        facts["write"] = "\(code)"
        return code == .none
            ? .pass("A producer id and a write, with Write on the topic alone", facts)
            : .fail("The idempotent write is refused: \(code)", facts)
    }
}
