internal import Evidence
internal import KafkaWire

// What the metadata says of the cluster and its brokers.
extension Check {
    static let clusterMetadataChecks = [clusterIdentity, endpointsReachable, internalFlag]

    private static let clusterIdentity = Check(
        "meta.cluster-identity", .core, .metadata,
        "All brokers name the same cluster id, and a controller that is one of them",
        why: "Clients tell clusters apart by the id; tools send what only the controller can do to the controller.",
        expected: "One id that is not null, and a controller among the listed brokers", since: "0.10.1 (KIP-78)",
        known: "librdkafka's mock has controller 0 while its brokers begin at 1", needs: [.api(3, atLeast: 2)]
    ) { probe in
        let first = try await probe.clusterMetadata(atLeast: 2)
        var clusters: Set<String?> = [first.clusterID]
        var strangers = 0
        for id in first.brokers.map(\.nodeID) {
            let answer = try await probe.clusterMetadata(from: .broker(id), atLeast: 2)
            clusters.insert(answer.clusterID)
            if !answer.brokers.contains(where: { $0.nodeID == answer.controllerID }) { strangers += 1 }
        }
        guard clusters.count == 1 else { return .fail("Brokers name \(clusters.count) different cluster ids") }
        guard let id = first.clusterID, !id.isEmpty else {
            return .fail("The brokers name no cluster id", ["cluster id": "none"])
        }
        let facts = ["cluster id": "there", "controller": strangers == 0 ? "a listed broker" : "not a listed broker"]
        return strangers == 0
            ? .pass("One id on \(first.brokers.count) brokers, and a listed controller", facts)
            : .degraded("\(strangers) of \(first.brokers.count) brokers name a controller that is not listed", facts)
    }

    private static let endpointsReachable = Check(
        "meta.endpoints-reachable", .core, .metadata, "Every advertised broker can be reached from here, and answers",
        why:
            "A client talks to every leader itself: where one address does not resolve, its partitions are lost to it.",
        expected: "Each listed host and port takes a connection and answers ApiVersions", since: "any",
        known: "WarpStream behind a port-forward needs a suffix in the client id; Event Hubs has one address for all",
        remedy: "Set advertised.listeners to addresses that clients can resolve"
    ) { probe in
        let metadata = try await probe.clusterMetadata()
        var failed: [String] = []
        for broker in metadata.brokers {
            do {
                let version = try probe.version(of: ApiVersionsRequest.api)
                let answer = try await probe.send(
                    ApiVersionsRequest {
                        $0.clientSoftwareName = "seatrial"
                        $0.clientSoftwareVersion = "wire"
                    }, to: .broker(broker.nodeID), version: version)
                try probe.expectNone(answer.errorCode, "ApiVersions of broker \(broker.nodeID)")
            } catch let error as WireError where error.kind != .cancelled {
                failed.append("broker \(broker.nodeID) at \(broker.host):\(broker.port): \(error)")
            }
        }
        let facts = ["brokers": "\(metadata.brokers.count)", "unreachable": "\(failed.count)"]
        if failed.isEmpty { return .pass("All \(metadata.brokers.count) brokers answer", facts) }
        let text = failed.joined(separator: "; ")
        return failed.count < metadata.brokers.count
            ? .degraded("Unreachable: \(text)", facts) : .fail("No broker can be reached: \(text)", facts)
    }

    private static let internalFlag = Check(
        "meta.internal-flag", .admin, .metadata, "The offsets topic is listed, and marked as internal",
        why: "Mirroring and inventory tools skip internal topics by this mark; without it they copy offsets as data.",
        expected: "__consumer_offsets in the list of all topics, with is_internal", since: "0.10",
        known: "Confluent Cloud hides its internal topics"
    ) { probe in
        // The topic comes to be when the first coordinator is asked for.
        _ = try await probe.connection(to: .group(probe.name("group")))
        let name = "__consumer_offsets"
        let found = try await probe.firstAnswer(within: .seconds(5)) { () -> MetadataResponse.Topic? in
            let answer = try await probe.send(
                MetadataRequest {
                    $0.topics = nil
                    $0.allowAutoTopicCreation = false
                }, atLeast: 1)
            return answer.topics.first { $0.name == name }
        }
        guard let found else { return .degraded("\(name) is not listed", ["listed": "no"]) }
        let facts = ["listed": "yes", "internal": found.isInternal ? "yes" : "no"]
        return found.isInternal
            ? .pass("\(name) is listed as internal", facts) : .fail("\(name) is listed as an ordinary topic", facts)
    }
}
