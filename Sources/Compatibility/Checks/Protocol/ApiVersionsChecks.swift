internal import Evidence
internal import KafkaWire

extension Check {
    static let protocolChecks =
        [apiVersionsBasic] + frameChecks + offeredVersionChecks + sweepChecks + produceFrameChecks
        + idleConnectionChecks

    private static let apiVersionsBasic = Check(
        "proto.apiversions-basic", .core, .protocol,
        "ApiVersions answers in versions 0 and 3, and every broker offers the same",
        why: "A client decides by this answer which requests it sends; where it is wrong, every client fails at once.",
        expected: "Both versions answer with the same list; keys are unique and no range is upside down",
        since: "0.10 (KIP-35), 2.4 (KIP-511)", known: "librdkafka's mock answers versions 0 to 2 only"
    ) { probe in
        var lists: [Set<String>] = []
        let ids = try await probe.brokerIDs()
        for id in ids {
            for version: Int16 in [0, 3] {
                let answer = try await probe.send(
                    ApiVersionsRequest {
                        $0.clientSoftwareName = "seatrial"
                        $0.clientSoftwareVersion = "wire"
                    }, to: .broker(id), version: version)
                try probe.expectNone(answer.errorCode, "ApiVersions v\(version) of broker \(id)")
                guard Set(answer.apiKeys.map(\.apiKey)).count == answer.apiKeys.count else {
                    return .fail("Broker \(id) names a key twice in version \(version)")
                }
                if let wrong = answer.apiKeys.first(where: { $0.minVersion > $0.maxVersion }) {
                    return .fail(
                        "Broker \(id) offers key \(wrong.apiKey) from \(wrong.minVersion) to \(wrong.maxVersion)")
                }
                lists.append(Set(answer.apiKeys.map { "\($0.apiKey): \($0.minVersion)-\($0.maxVersion)" }))
            }
        }
        let count = lists.first?.count ?? 0
        guard lists.allSatisfy({ $0 == lists.first }) else {
            return .degraded("Brokers or versions disagree on what is offered, as during a rolling upgrade")
        }
        return .pass("\(count) APIs, the same on \(ids.count) brokers in both versions", ["apis": "\(count)"])
    }
}
