internal import Evidence
internal import KafkaWire

// Every version of what changes nothing, and the shape of administrators' answers.
extension Check {
    static let sweepChecks = [advertisedHonoured, resultEcho]

    private static let advertisedHonoured = Check(
        "proto.advertised-honoured", .core, .protocol,
        "Every version offered of a request that changes nothing is answered in that version",
        why: "Clients take the highest version they are offered; what is offered and not spoken fails in the field.",
        expected: "Each answer can be read to its last byte, and none is UNSUPPORTED_VERSION (35)",
        since: "0.10 (KIP-35)",
        known: "Redpanda ended the connection on versions that Sarama took (issue 17581)",
        remedy: "Hold the client to the versions that work", limit: .seconds(120)
    ) { probe in
        let log = try await probe.log()
        try await log.append(1)
        var sweep = VersionSweep(probe, log: log)
        try await sweep.run()
        let facts = sweep.facts
        if let broken = sweep.broken.first {
            return .fail("\(sweep.broken.count) of \(sweep.asked) do not work, the first: \(broken)", facts)
        }
        return sweep.refused.isEmpty
            ? .pass("\(sweep.asked) versions of \(sweep.apis) APIs are answered as the protocol says", facts)
            : .degraded("Offered and refused with error 35: \(sweep.refused.joined(separator: ", "))", facts)
    }

    private static let resultEcho = Check(
        "proto.result-echo", .admin, .topicAdmin,
        "Administrators' requests have an entry in the answer for each thing asked",
        why: "Tools match the entries with what they asked for; a missing one is taken for success or ends the tool.",
        expected: "Two entries for two topics or groups, in any order, whether they are there or not", since: "any",
        known: "Tansu answers CreatePartitions without entries", needs: [.topicCreation]
    ) { probe in
        let topic = try await probe.topic()
        let names: Set = [topic.name, probe.name("missing")]
        let sorted = names.sorted()
        var missing: [String] = []
        func expect(_ what: String, _ found: [String?]) {
            if Set(found.compactMap(\.self)) != names || found.count != 2 { missing.append(what) }
        }
        let partitions = try await probe.send(
            CreatePartitionsRequest {
                $0.topics = sorted.map { name in
                    .init {
                        $0.name = name
                        $0.count = 2
                    }
                }
                $0.timeoutMs = 15_000
                $0.validateOnly = true
            }, to: .controller)
        expect("CreatePartitions", partitions.results.map(\.name))
        let created = try await probe.send(
            CreateTopicsRequest {
                $0.topics = sorted.map { name in
                    .init {
                        $0.name = name
                        $0.numPartitions = 1
                        $0.replicationFactor = 1
                    }
                }
                $0.timeoutMs = 15_000
                $0.validateOnly = true
            }, to: .controller)
        expect("CreateTopics", created.topics.map(\.name))
        let described = try await probe.send(
            DescribeConfigsRequest {
                $0.resources = sorted.map { name in
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = name
                    }
                }
            })
        expect("DescribeConfigs", described.results.map(\.resourceName))
        let altered = try await probe.send(
            IncrementalAlterConfigsRequest {
                $0.resources = sorted.map { name in
                    .init {
                        $0.resourceType = 2
                        $0.resourceName = name
                        $0.configs = [
                            .init {
                                $0.name = "retention.ms"
                                $0.value = "60000"
                            }
                        ]
                    }
                }
                $0.validateOnly = true
            }, to: .controller)
        expect("IncrementalAlterConfigs", altered.responses.map(\.resourceName))
        let deletedRecords = try await probe.send(
            DeleteRecordsRequest {
                $0.topics = [
                    .init {
                        $0.name = topic.name
                        $0.partitions = ([0, 9_999] as [Int32]).map { id in
                            .init {
                                $0.partitionIndex = id
                                $0.offset = 0
                            }
                        }
                    }
                ]
                $0.timeoutMs = 15_000
            }, to: .leader(topic: topic.name, partition: 0))
        if Set(deletedRecords.topics.flatMap(\.partitions).map(\.partitionIndex)) != [0, 9_999] {
            missing.append("DeleteRecords")
        }
        let groups = try await probe.send(DeleteGroupsRequest { $0.groupsNames = sorted }, to: .group(sorted[0]))
        expect("DeleteGroups", groups.results.map(\.groupID))
        // The topic goes at last.
        let deleted = try await probe.send(
            DeleteTopicsRequest {
                $0.topicNames = sorted
                $0.timeoutMs = 15_000
            }, to: .controller, version: min(try probe.version(of: DeleteTopicsRequest.api), 5))
        expect("DeleteTopics", deleted.responses.map(\.name))
        return missing.isEmpty
            ? .pass("Seven APIs have an entry for each of two")
            : .fail(
                "Entries are missing or others than asked: \(missing.joined(separator: ", "))",
                ["incomplete": missing.joined(separator: ", ")])
    }
}
