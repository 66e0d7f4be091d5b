internal import Evidence
internal import KafkaWire

// What a cluster can do beyond its brokers: feature levels, and the metrics of its clients.
extension Check {
    static let clusterFeatureChecks = [updateFeaturesDry, telemetry]

    private static let updateFeaturesDry = Check(
        "cluster.update-features-dry", .admin, .clusterAdmin,
        "A change of a feature level can be tried without making it",
        why: "Upgrades of the metadata version cannot always be undone; one wants to know before.",
        expected: "A level that does not exist is refused, one that does passes, and no level changes",
        since: "3.3 (KIP-584)", needs: [.api(57, atLeast: 1), .api(18, atLeast: 3)], conduct: .alone
    ) { probe in
        // Before version 4 features that may be at level 0 are left out.
        let latest = min(probe.offered(ApiVersionsRequest.api)?.upperBound ?? 3, 4)
        func levels() async throws -> ApiVersionsResponse {
            let answer = try await probe.send(
                ApiVersionsRequest {
                    $0.clientSoftwareName = "seatrial"
                    $0.clientSoftwareVersion = "wire"
                }, atLeast: latest)
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
        let tried = room.map { "level \($0.maxVersion) of \($0.name) would do" } ?? "no feature has a level to go up to"
        return .pass("Nothing changed; \(tried); an unknown feature is \(impossible)", facts)
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
