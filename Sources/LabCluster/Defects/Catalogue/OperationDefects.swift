internal import KafkaWire

// Configs, and what administrators do.
extension LabDefect {
    static let configDefects = [
        LabDefect(
            "configs-without-source", .compatibility, "Where a config comes from is not said",
            foundBy: [.check("config.describe")],
            .answering(DescribeConfigsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for result in response.results.indices {
                    for index in response.results[result].configs.indices {
                        response.results[result].configs[index].configSource = -1
                        response.results[result].configs[index].synonyms = []
                    }
                }
            }),
        LabDefect(
            "configs-not-changed", .operations, "Configs are said to be changed, and are not",
            foundBy: [.check("config.incremental")],
            .asking(IncrementalAlterConfigsRequest.self) { request, call in
                if call.strikes() { request.validateOnly = true }
            }),
        LabDefect(
            "types-not-told", .compatibility, "Types and documentation of configs are not told",
            foundBy: [.check("config.types-docs")],
            .answering(DescribeConfigsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for result in response.results.indices {
                    for index in response.results[result].configs.indices {
                        response.results[result].configs[index].configType = 0
                        response.results[result].configs[index].documentation = nil
                    }
                }
            }),
    ]

    // What becomes of old records.
    static let retentionDefects = [
        LabDefect(
            "never-compacted", .operations, "Compacted topics keep every record",
            foundBy: [.check("log.compact-latest")], .lapse(.compaction)),
        LabDefect(
            "tombstones-for-ever", .operations, "Tombstones are never removed",
            foundBy: [.check("log.tombstone-expiry")], .lapse(.tombstones)),
        LabDefect(
            "kept-too-long", .operations, "Records are kept after their time", foundBy: [.check("log.retention-time")],
            .lapse(.retentionByTime)),
        LabDefect(
            "kept-too-large", .operations, "Logs grow above retention.bytes", foundBy: [.check("log.retention-bytes")],
            .lapse(.retentionBySize)),
        LabDefect(
            "compacted-too-early", .loss, "Records are compacted before min.compaction.lag.ms",
            foundBy: [.check("log.min-compaction-lag")], .lapse(.minCompactionLag)),
    ]

    static let operationDefects = [
        LabDefect(
            "node-missing", .operations, "A node is missing from the description of the cluster",
            foundBy: [.check("cluster.describe")], nodes: 3,
            .answering(DescribeClusterRequest.self) { response, _, call in
                if response.brokers.count > 1, call.strikes() { response.brokers.removeLast() }
            })
    ]
}
