internal import Evidence
internal import KafkaWire

// The cluster as a whole: its brokers, its quorum, its feature levels, its telemetry.
extension Check {
    static let clusterChecks = [describeCluster, quorum, updateFeaturesDry, telemetry]

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

    private static let updateFeaturesDry = Check(
        "cluster.update-features-dry", .admin, .clusterAdmin,
        "A change of a feature level can be tried without making it",
        why: "Upgrades of the metadata version cannot always be undone; one wants to know before.",
        expected: "A level that does not exist is refused, one that does passes, and no level changes",
        since: "3.3 (KIP-584)", needs: [.api(57, atLeast: 1), .api(18, atLeast: 3)], conduct: .alone
    ) { probe in
        func levels() async throws -> ApiVersionsResponse {
            let answer = try await probe.send(
                ApiVersionsRequest {
                    $0.clientSoftwareName = "seatrial"
                    $0.clientSoftwareVersion = "wire"
                }, atLeast: 3)
            try probe.expectNone(answer.errorCode, "ApiVersions")
            return answer
        }
        func finalized(_ answer: ApiVersionsResponse) -> [String: Int16] {
            Dictionary(answer.finalizedFeatures.map { ($0.name, $0.maxVersionLevel) }, uniquingKeysWith: max)
        }
        func dry(_ feature: String, _ level: Int16) async throws -> BrokerCode {
            let answer = try await probe.send(
                UpdateFeaturesRequest {
                    $0.featureUpdates = [
                        .init {
                            $0.feature = feature
                            $0.maxVersionLevel = level
                        }
                    ]
                    $0.timeoutMs = 15_000
                    $0.validateOnly = true
                }, to: .controller, atLeast: 1)
            return answer.results.first { $0.errorCode != .none }?.errorCode ?? answer.errorCode
        }
        let before = try await levels()
        let now = finalized(before)
        guard !before.supportedFeatures.isEmpty else {
            return .degraded("No features are told", ["features": "none"])
        }
        let impossible = try await dry("seatrial.version", 1)
        try probe.expectNoRightMissing(impossible, "a feature level")
        var facts = ["unknown feature": "\(impossible)"]
        // Not the versions of the metadata and the quorum: where a dry run is none, those could not be taken back.
        let room = before.supportedFeatures.filter {
            !["metadata.version", "kraft.version"].contains($0.name) && now[$0.name, default: 0] < $0.maxVersion
        }.sorted { $0.name < $1.name }.first
        if let room {
            let possible = try await dry(room.name, room.maxVersion)
            facts["a level that exists"] = "\(possible)"
        }
        let after = try await probe.firstAnswer(within: .seconds(2)) {
            finalized(try await levels()) == now ? nil : true
        }
        if after == true { return .fail("A level changed though it was only to be tried", facts) }
        if impossible == .none { return .fail("A feature that does not exist is accepted", facts) }
        if let code = facts["a level that exists"], code != "\(BrokerCode.none)" {
            return .degraded("Nothing changed; a level that exists is \(code)", facts)
        }
        return .pass("Nothing changed; an unknown feature is \(impossible)", facts)
    }

    private static let telemetry = Check(
        "cluster.telemetry", .new, .telemetry, "Clients that offer their metrics get a subscription",
        why: "Newer clients ask for it on every connection; a wrong answer made librdkafka 2.5.0 crash.",
        expected: "An instance id, an interval, and codecs that the cluster takes; absent where no receiver is set up",
        since: "3.7 (KIP-714)", known: "librdkafka 2.5.0 ended on an assertion, mended in 2.5.3",
        remedy: "Set enable.metrics.push=false in clients", needs: [.api(71, atLeast: 0)]
    ) { probe in
        let first = try await probe.send(GetTelemetrySubscriptionsRequest())
        try probe.expectNone(first.errorCode, "GetTelemetrySubscriptions")
        guard !first.clientInstanceID.isZero else { return .fail("The client gets no instance id") }
        let again = try await probe.send(
            GetTelemetrySubscriptionsRequest { $0.clientInstanceID = first.clientInstanceID })
        let facts = ["metrics": first.requestedMetrics.isEmpty ? "none asked for" : "asked for"]
        guard again.errorCode == .none || again.errorCode == .throttlingQuotaExceeded else {
            return .fail("A second question is answered with \(again.errorCode)", facts)
        }
        return first.pushIntervalMs > 0
            ? .pass("An instance id and an interval", facts) : .degraded("No interval is told", facts)
    }
}
