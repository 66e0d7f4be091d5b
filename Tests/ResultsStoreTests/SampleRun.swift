import Evidence
import Foundation
import ResultsStore
import Scorecards

/// A run of four checks that were never made, with a verdict of most kinds.
struct SampleRun {
    var id = "20261121-090000-aaaa"
    /// Seconds since 1970.
    var startedAt = 1_795_251_600.0
    var target = "candidate"
    var findings = SampleRun.findings

    /// As it begins: nothing found yet.
    var begun: CompatibilityRun {
        CompatibilityRun(
            id: id, startedAt: Date(timeIntervalSince1970: startedAt),
            cluster: ClusterIdentity(
                target: target, clusterID: "abc", brokers: 3,
                apis: [
                    OfferedAPI(key: 0, name: "Produce", lowest: 0, highest: 12),
                    OfferedAPI(key: 501, name: nil, lowest: 0, highest: 0),
                ], features: ["group.version": 1], release: "Apache Kafka 4.0 or like it"),
            selection: "tier core", clients: ["librdkafka": "2.0.2"])
    }

    var finished: CompatibilityRun {
        var run = begun
        run.finishedAt = Date(timeIntervalSince1970: startedAt + 42)
        run.state = .finished
        run.findings = findings
        return run
    }

    /// All of it, findings in another order than the catalogue's.
    func run(in store: ResultsStore) throws {
        try store.begin(begun)
        for finding in findings.reversed() { try store.append(finding, toRun: id) }
        try store.finish(finished)
        try store.storeRating(CompatibilityScore(finished), ofRun: id)
    }

    private static let findings = [
        CheckFinding(
            id: "proto.first", title: "It answers", why: "No client connects.", tier: .core, feature: "protocol",
            verdict: .pass, expected: "an answer", observed: "an answer", facts: ["highest": "4"], seconds: 0.25,
            exchanges: [
                WireExchange(
                    broker: "a:9092", request: "ApiVersions v4", asked: "", answered: "61 APIs", atMilliseconds: 0.5,
                    tookMilliseconds: 1.25),
                WireExchange(
                    broker: "b:9092", request: "ApiVersions v4", asked: "", answered: "61 APIs", atMilliseconds: 2,
                    tookMilliseconds: 1.5),
            ]),
        CheckFinding(
            id: "txn.abort", title: "Aborted records stay away", why: "Readers see what never was.", tier: .core,
            feature: "transactions", verdict: .fail, expected: "none",
            observed: "3 'aborted' records, \u{202E}\u{1B}[31m",
            remedy: "upgrade", facts: ["seen": "yes"], client: .librdkafka, seconds: 3,
            exchanges: [
                WireExchange(
                    broker: "a:9092", request: "Fetch v11", asked: "isolation 1", answered: "3 records",
                    atMilliseconds: 100, tookMilliseconds: 7)
            ]),
        CheckFinding(
            id: "share.group", title: "Share groups", why: "No queues.", tier: .new, feature: "share-groups",
            verdict: .notRun, expected: "it works", observed: "it needs 3 brokers"),
        CheckFinding(
            id: "connect.rest", title: "Connect answers", why: "No connectors.", tier: .extended, feature: "connect",
            verdict: .inconclusive, expected: "200", observed: "a time-out", client: .http),
    ]
}
