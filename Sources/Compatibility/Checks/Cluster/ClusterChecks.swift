internal import Evidence
internal import KafkaWire

// The cluster as a whole: its brokers and its quorum.
extension Check {
    static let clusterChecks = [describeCluster, quorum]

    private static let describeCluster = Check(
        "cluster.describe", .admin, .clusterAdmin, "DescribeCluster names the same brokers as the metadata",
        why: "Newer tools ask only this one, and must come to the brokers that clients know.",
        expected:
            "The same ids, addresses, racks and cluster id; controllers are not told on a broker's listener (114)",
        since: "2.8 (KIP-700)", known: "Not in Redpanda of December 2024", needs: [.api(60, atLeast: 0)]
    ) { probe in
        let metadata = try await probe.clusterMetadata(atLeast: 2)
        let answer = try await probe.send(DescribeClusterRequest())
        try probe.expectNone(answer.errorCode, "DescribeCluster: \(answer.errorMessage ?? "")")
        let told = Set(answer.brokers.map { "\($0.brokerID) \($0.host) \($0.port) \($0.rack ?? "")" })
        let known = Set(metadata.brokers.map { "\($0.nodeID) \($0.host) \($0.port) \($0.rack ?? "")" })
        guard told == known else { return .fail("The brokers are not those of the metadata") }
        guard answer.clusterID == metadata.clusterID else { return .fail("The cluster's id is not the metadata's") }
        guard answer.brokers.contains(where: { $0.brokerID == answer.controllerID }) else {
            return .degraded("The controller is none of the brokers", ["controller": "not listed"])
        }
        var facts = ["brokers": "as in the metadata"]
        let highest = probe.offered(DescribeClusterRequest.api)?.upperBound ?? 0
        if highest >= 1 {
            let controllers = try await probe.send(
                DescribeClusterRequest { $0.endpointType = 2 }, atLeast: 1)
            facts["controllers"] = "\(controllers.errorCode)"
        }
        if highest >= 2 {
            let fenced = try await probe.send(DescribeClusterRequest { $0.includeFencedBrokers = true }, atLeast: 2)
            try probe.expectNone(fenced.errorCode, "DescribeCluster with fenced brokers")
            let live = Set(fenced.brokers.filter { !$0.isFenced }.map(\.brokerID))
            guard live == Set(metadata.brokers.map(\.nodeID)) else {
                return .fail("With the fenced brokers, others are live than without", facts)
            }
            facts["fenced"] = "told"
        }
        return .pass("As in the metadata", facts)
    }

    private static let quorum = Check(
        "cluster.quorum", .admin, .clusterAdmin,
        "The metadata quorum tells its leader and its voters, and they keep up",
        why: "A voter that falls behind is a controller that cannot take over.",
        expected: "One leader among the voters, an epoch that stays, every voter at the high watermark within seconds",
        since: "3.3 (KIP-836)", known: "Nothing of the kind on WarpStream, nor on Kafka with ZooKeeper",
        needs: [.api(55, atLeast: 0)]
    ) { probe in
        func look() async throws -> DescribeQuorumResponse.TopicData.PartitionData {
            let answer = try await probe.send(
                DescribeQuorumRequest {
                    $0.topics = [
                        .init {
                            $0.topicName = "__cluster_metadata"
                            $0.partitions = [.init { $0.partitionIndex = 0 }]
                        }
                    ]
                })
            try probe.expectNone(answer.errorCode, "DescribeQuorum")
            guard let partition = answer.topics.first?.partitions.first else {
                throw CheckOutcome.fail("DescribeQuorum answered without an entry for the metadata's partition")
            }
            try probe.expectNone(partition.errorCode, "DescribeQuorum of the metadata's partition")
            return partition
        }
        let first = try await look()
        let voters = first.currentVoters.count
        let facts = ["voters": "\(voters)", "observers": "\(first.observers.count)"]
        guard first.currentVoters.contains(where: { $0.replicaID == first.leaderID }) else {
            return .fail("The leader is none of the voters", facts)
        }
        let caughtUp = try await probe.firstAnswer(within: .seconds(20)) {
            try await look().currentVoters.allSatisfy { $0.logEndOffset >= first.highWatermark } ? true : nil
        }
        guard caughtUp == true else {
            return .degraded("20 s later a voter has not reached the high watermark", facts)
        }
        let last = try await look()
        guard last.leaderEpoch >= first.leaderEpoch else { return .fail("The epoch went back", facts) }
        return last.leaderEpoch == first.leaderEpoch && last.leaderID == first.leaderID
            ? .pass("One leader, \(voters) voters that keep up", facts)
            : .degraded("The quorum's leader changed during the check", facts)
    }
}
