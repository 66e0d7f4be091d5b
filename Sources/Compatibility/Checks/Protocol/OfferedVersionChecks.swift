internal import Evidence
internal import KafkaWire

// What is offered, and whether it is coherent.
extension Check {
    static let offeredVersionChecks = [matrix, topicIDs, features]

    /// What every application uses: metadata, writing, reading, offsets, classic groups, producer ids.
    private static let coreKeys: [Int16] = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 18, 22]
    /// The highest key of Apache Kafka 4.2; what is above is a vendor's.
    private static let lastKey = 92

    private static let matrix = Check(
        "proto.matrix-diff", .admin, .protocol, "The APIs that clients need are offered in the versions they speak",
        why: "Clients fail at the start, or fall back without a word, where a version that they need is not there.",
        expected:
            "The APIs of every application in the versions common to Kafka 2.5 to 4.2, and none of a vendor's own",
        since: "0.10 (KIP-35)",
        known: """
            Redpanda and WarpStream offer older versions, Bufstream and StreamNative fewer APIs; AutoMQ adds 501 to 520 \
            and 600 to 602
            """
    ) { probe in
        var facts: [String: String] = [:]
        for api in probe.cluster.apis { facts[api.name ?? "key \(api.key)"] = "\(api.lowest)-\(api.highest)" }
        let offered = Dictionary(
            probe.cluster.apis.map { (Int16($0.key), $0) }, uniquingKeysWith: { first, _ in first })
        let missing = coreKeys.filter { offered[$0] == nil }.map { WireAPINames.name(of: $0) }
        if !missing.isEmpty { return .fail("Not offered: \(missing.joined(separator: ", "))", facts) }
        let apart = coreKeys.filter { key in
            guard let api = offered[key], let portable = WireAPI.portableVersion(of: key) else { return false }
            return !(api.lowest...max(api.lowest, api.highest)).contains(Int(portable))
        }
        let vendors = probe.cluster.apis.filter { $0.key > lastKey }.map { "\($0.key)" }
        var words: [String] = []
        if !apart.isEmpty {
            words.append(
                "other versions than common: \(apart.map { WireAPINames.name(of: $0) }.joined(separator: ", "))")
        }
        if !vendors.isEmpty { words.append("keys that Apache Kafka has not: \(vendors.joined(separator: ", "))") }
        return words.isEmpty
            ? .pass("\(probe.cluster.apis.count) APIs, all that applications need among them", facts)
            : .degraded("Offered are \(words.joined(separator: "; "))", facts)
    }

    private static let topicIDs = Check(
        "proto.topicid-coherence", .core, .protocol,
        "Where requests name topics by their ids, the metadata tells the ids",
        why: "A client that speaks the newest versions it is offered cannot name a topic otherwise.",
        expected: "With Produce 13, Fetch 13, or OffsetCommit or OffsetFetch 10, Metadata 10 has an id for every topic",
        since: "3.1, 4.1 (KIP-516)",
        known: "Event Hubs offers Produce 13 with Metadata below 10; Redpanda mixed both during an upgrade (franz-go)",
        remedy: "Hold the client to older versions of these APIs"
    ) { probe in
        let byID: [(WireAPI, Int16)] = [
            (ProduceRequest.api, 13), (FetchRequest.api, 13), (OffsetCommitRequest.api, 10),
            (OffsetFetchRequest.api, 10),
        ]
        let naming = byID.filter { (probe.offered($0.0)?.upperBound ?? -1) >= $0.1 }.map { "\($0.0.name) \($0.1)" }
        let facts = ["by id": naming.isEmpty ? "none" : naming.joined(separator: ", ")]
        guard !naming.isEmpty else { return .pass("No request has to name topics by their ids", facts) }
        guard let metadata = probe.offered(MetadataRequest.api), metadata.upperBound >= 10 else {
            return .fail("\(naming.joined(separator: ", ")) are offered, and Metadata only below 10", facts)
        }
        let log = try await probe.log()
        for id in try await probe.brokerIDs() {
            // A broker may hear of a new topic later than its leader.
            let found = try await probe.eventually(within: .seconds(20), "a topic at broker \(id)") { () -> WireID? in
                let answer = try await probe.send(
                    MetadataRequest(topics: [log.topic], version: 10), to: .broker(id), version: 10)
                let topic = answer.topics.first { $0.name == log.topic && $0.errorCode == .none }
                return topic?.topicID
            }
            if found.isZero { return .fail("Broker \(id) has no id for a topic in Metadata 10", facts) }
        }
        return .pass("\(naming.joined(separator: ", ")): every broker tells the topic's id", facts)
    }

    private static let features = Check(
        "proto.features-coherence", .new, .protocol,
        "What the features say is in force works, and only that is offered",
        why: "Clients of Kafka 4 choose the transaction protocol and the group protocol by these levels.",
        expected: "transaction.version, group.version and share.version are told, and the requests behind them work",
        since: "2.7 (KIP-584), 4.0",
        known: "Confluent Cloud offered Produce 12 without transaction.version 2 (franz-go 1017)",
        remedy: "Hold the producer to Produce 11", needs: [.api(18, atLeast: 3)]
    ) { probe in
        let levels = probe.cluster.features
        var facts: [String: String] = [:]
        for name in ["transaction.version", "group.version", "share.version"] {
            facts[name] = levels[name].map { "\($0)" } ?? "not told"
        }
        var wrong: [String] = []
        let writes = probe.offered(ProduceRequest.api)?.upperBound ?? 0
        if writes >= 12 {
            let log = try await probe.log()
            let producer = try await ProbeProducer.transactional(probe)
            let code = try await producer.send(["implicit"], sequence: 0, to: log, version: 12).errorCode
            facts["Produce 12 in a transaction"] = "\(code)"
            _ = try await producer.end(commit: false)
            if code == .unsupportedVersion { wrong.append("Produce 12 is offered and refused in a transaction") }
        }
        let group = probe.group()
        if (levels["group.version"] ?? 0) >= 1 {
            guard probe.offered(ConsumerGroupDescribeRequest.api) != nil else {
                return .fail("group.version is told, and ConsumerGroupDescribe is not offered", facts)
            }
            let answer = try await probe.send(
                ConsumerGroupDescribeRequest { $0.groupIDs = [group] }, to: .group(group))
            let code = answer.groups.first?.errorCode ?? .none
            facts["ConsumerGroupDescribe"] = "\(code)"
            if code == .unsupportedVersion { wrong.append("group.version is told and its requests are refused") }
        } else if probe.offered(ConsumerGroupHeartbeatRequest.api) != nil, levels["group.version"] != nil {
            wrong.append("ConsumerGroupHeartbeat is offered though group.version is 0")
        }
        let shares = probe.offered(ShareFetchRequest.api) != nil
        if (levels["share.version"] ?? 0) >= 1, !shares {
            wrong.append("share.version is told and ShareFetch is not offered")
        }
        if !wrong.isEmpty { return .fail(wrong.joined(separator: "; "), facts) }
        if levels.isEmpty { return .degraded("No feature is told", facts) }
        let told = facts.filter { levels[$0.key] != nil }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return .pass(told.isEmpty ? "Features are told, none of these three" : told.joined(separator: ", "), facts)
    }
}
