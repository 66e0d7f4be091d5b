internal import Evidence
internal import KafkaWire

// Access rules: made, found, removed.
extension Check {
    static let accessRuleChecks = [ruleCRUD, authorizedOperations]

    private static let ruleCRUD = Check(
        "sec.acl-crud", .admin, .acls, "Access rules are made, found by each kind of filter, and removed",
        why:
            "Tools compare what is there with what should be; a filter that finds too much makes them remove too much.",
        expected: """
            Rules for a name, for all, and for a prefix; 'any' finds those of the name, 'match' all that concern it, \
            'literal' and 'prefixed' their own
            """, since: "2.0 (KIP-290)",
        known: "Event Hubs has Azure's roles instead; Bufstream and Ursa do not list these requests",
        needs: [.login, .api(29, atLeast: 1), .api(30, atLeast: 1), .api(31, atLeast: 1)], conduct: .alone
    ) { probe in
        let admin = try probe.administrator()
        let prefix = probe.name("id")
        let principal = "User:\(probe.name("user"))"
        let name = prefix + "-a"
        try await admin.allow([
            AccessRule(.write, on: .transactionalID, name, for: principal),
            AccessRule(.write, on: .transactionalID, "*", for: principal),
            AccessRule(.write, on: .transactionalID, prefix, pattern: .prefixed, for: principal),
        ])
        let tries: [(what: String, name: String?, pattern: AccessRule.Pattern, count: Int)] = [
            ("all of the user", nil, .any, 3), ("any", name, .any, 1), ("match", name, .match, 3),
            ("literal", name, .literal, 1), ("prefixed", prefix, .prefixed, 1),
            ("another name", prefix + "-b", .any, 0),
        ]
        var facts: [String: String] = [:]
        var wrong: [String] = []
        for attempt in tries {
            let found = try await admin.rules(of: principal, name: attempt.name, pattern: attempt.pattern).count
            facts[attempt.what] = "\(found)"
            if found != attempt.count { wrong.append("\(attempt.what): \(found) of \(attempt.count)") }
        }
        let removed = try await admin.removeRules(of: principal)
        facts["removed"] = "\(removed)"
        if removed != 3 { wrong.append("removed: \(removed) of 3") }
        let gone = try await probe.firstAnswer(within: .seconds(15)) {
            try await admin.rules(of: principal).isEmpty ? true : nil as Bool?
        }
        if gone == nil { wrong.append("removed rules are still found") }
        return wrong.isEmpty
            ? .pass("Three rules, each found by the filters that concern it, and removed", facts)
            : .fail(wrong.joined(separator: "; "), facts)
    }

    private static let authorizedOperations = Check(
        "sec.authorized-ops", .admin, .acls, "A user is told what it may do, and no more",
        why: "Consoles hide what a user may not do; told too much, they offer what fails.",
        expected:
            "Write on a topic is told as Write and Describe, Read on a group as Read and Describe, of the cluster nothing",
        since: "2.3 (KIP-430)", known: "Bufstream corrected it in 0.4.12",
        needs: [.login, .api(3, atLeast: 8), .api(15, atLeast: 3)]
    ) { probe in
        let admin = try probe.administrator()
        let user = try await admin.user()
        let log = try await admin.log()
        let group = probe.name("group")
        try await admin.allow([
            AccessRule(.write, on: .topic, log.topic, for: user.principal),
            AccessRule(.read, on: .group, group, for: user.principal),
        ])
        let asking = try probe.asUser(user)
        let metadata = try await asking.send(
            MetadataRequest {
                $0.topics = [.init { $0.name = log.topic }]
                $0.allowAutoTopicCreation = false
                $0.includeTopicAuthorizedOperations = true
            }, version: 8)
        guard let topic = metadata.topics.first else { return .fail("Metadata has no entry for the topic") }
        try probe.expectNone(topic.errorCode, "Metadata of a topic that may be written to")
        let groups = try await asking.send(
            DescribeGroupsRequest {
                $0.groups = [group]
                $0.includeAuthorizedOperations = true
            }, to: .group(group), atLeast: 3)
        guard let described = groups.groups.first else { return .fail("DescribeGroups has no entry for the group") }
        var told = [
            ("topic", topic.topicAuthorizedOperations, [4, 8] as Set<Int>),
            ("group", described.authorizedOperations, [3, 8]),
        ]
        if probe.offered(DescribeClusterRequest.api) != nil {
            let cluster = try await asking.send(DescribeClusterRequest { $0.includeClusterAuthorizedOperations = true })
            told.append(("cluster", cluster.clusterAuthorizedOperations, []))
        }
        var facts: [String: String] = [:]
        var over: [String] = []
        var less: [String] = []
        for (what, bits, expected) in told {
            guard bits != .min else {
                facts[what] = "not told"
                less.append(what)
                continue
            }
            let found = Set((0..<32).filter { bits & (1 << Int32($0)) != 0 })
            facts[what] = found.sorted().map { "\($0)" }.joined(separator: ",")
            if !found.isSubset(of: expected) { over.append(what) }
            if !found.isSuperset(of: expected) { less.append(what) }
        }
        if !over.isEmpty { return .fail("More is told than is allowed: \(over.joined(separator: ", "))", facts) }
        if !less.isEmpty {
            return .degraded("Not told, or less than is allowed: \(less.joined(separator: ", "))", facts)
        }
        return .pass("Told is what is allowed: \(told.map(\.0).joined(separator: ", "))", facts)
    }
}
