import Evidence
import Foundation
import Reporting
import ScenarioModel
import Scorecards

/// A run of checks that was never made, on a cluster that is not quite like Kafka, with the run on Kafka before it.
enum CompatibilityStory {
    static let baseline = run(
        "20261120-090000-0a0a", target: "kafka", release: "Apache Kafka 4.0 or like it",
        findings: findings.map { finding in
            var finding = finding
            if finding.verdict != .notRun {
                finding.verdict = .pass
                finding.observed = finding.expected
            }
            if finding.id == "produce.size-limit" { finding.facts = ["largest batch": "1048588"] }
            return finding
        } + [check("quota.throttle", .admin, "quotas", "A throttled producer is told so", .pass, "a throttle time")],
        apis: [
            OfferedAPI(key: 0, name: "Produce", lowest: 0, highest: 12),
            OfferedAPI(key: 1, name: "Fetch", lowest: 4, highest: 17),
            OfferedAPI(key: 3, name: "Metadata", lowest: 0, highest: 13),
            OfferedAPI(key: 18, name: "ApiVersions", lowest: 0, highest: 4),
            OfferedAPI(key: 76, name: "ShareGroupHeartbeat", lowest: 1, highest: 1),
        ], features: ["group.version": 1, "transaction.version": 2])

    static let observed = run(
        "20261121-090000-7f3a", target: "candidate", release: nil, findings: findings,
        apis: [
            OfferedAPI(key: 0, name: "Produce", lowest: 3, highest: 9),
            OfferedAPI(key: 1, name: "Fetch", lowest: 4, highest: 12),
            OfferedAPI(key: 3, name: "Metadata", lowest: 0, highest: 9),
            OfferedAPI(key: 18, name: "ApiVersions", lowest: 0, highest: 4),
            OfferedAPI(key: 501, name: nil, lowest: 0, highest: 0),
        ], features: ["group.version": 1])

    static let estate = Estate([.init(key: "delegation-tokens", level: .unused)])

    /// Without a baseline, all of it made, the estate's word heard.
    static let told = CompatibilityReport(observed, score: CompatibilityScore(observed, estate: estate))

    static let compared: CompatibilityReport = {
        let comparison = CompatibilityComparison(baseline: baseline, observed: observed, estate: estate)
        return CompatibilityReport(
            observed, score: CompatibilityScore(observed, estate: estate, comparison: comparison),
            comparison: comparison, baseline: baseline)
    }()

    static let interrupted: CompatibilityReport = {
        var run = observed
        run.state = .interrupted
        run.findings = Array(run.findings.prefix(2))
        return CompatibilityReport(run, score: CompatibilityScore(run))
    }()

    /// Every text of the cluster, and of the catalogue, replaced by hostile text.
    static let hostile: CompatibilityReport = {
        func spoiled(_ run: CompatibilityRun) -> CompatibilityRun {
            var run = run
            run.id = Hostile.text
            run.selection = Hostile.text
            run.clients = [Hostile.text: Hostile.text]
            run.cluster.target = Hostile.text
            run.cluster.clusterID = Hostile.text
            run.cluster.release = Hostile.text
            run.cluster.features = [Hostile.text: 1]
            for index in run.cluster.apis.indices { run.cluster.apis[index].name = Hostile.text }
            for index in run.findings.indices {
                run.findings[index].id += Hostile.text
                run.findings[index].title = Hostile.text
                run.findings[index].why = Hostile.text
                run.findings[index].expected = Hostile.text
                run.findings[index].observed = Hostile.text
                run.findings[index].remedy = Hostile.text
                for (name, value) in run.findings[index].facts {
                    run.findings[index].facts = [name + Hostile.text: value + Hostile.text]
                }
                run.findings[index].exchanges = [
                    WireExchange(
                        broker: Hostile.text, request: Hostile.text, asked: Hostile.text, answered: Hostile.text,
                        atMilliseconds: .nan, tookMilliseconds: .infinity)
                ]
            }
            return run
        }
        let (before, now) = (spoiled(baseline), spoiled(observed))
        let comparison = CompatibilityComparison(baseline: before, observed: now)
        return CompatibilityReport(
            now, score: CompatibilityScore(now, comparison: comparison), comparison: comparison, baseline: before)
    }()

    private static func run(
        _ id: String, target: String, release: String?, findings: [CheckFinding], apis: [OfferedAPI],
        features: [String: Int]
    ) -> CompatibilityRun {
        CompatibilityRun(
            id: id, startedAt: Date(timeIntervalSince1970: 1_795_251_600),
            finishedAt: Date(timeIntervalSince1970: 1_795_251_683.5), state: .finished,
            cluster: ClusterIdentity(
                target: target, clusterID: "5L6g3nShT-eMCtK--X86sw", brokers: 3, apis: apis, features: features,
                release: release),
            selection: "tier all", clients: ["librdkafka": "2.0.2", "kcat": "1.7.1"], findings: findings)
    }

    private static func check(
        _ id: String, _ tier: CheckTier, _ feature: String, _ title: String, _ verdict: CheckVerdict,
        _ expected: String, _ observed: String? = nil, why: String = "Applications that rely on it notice.",
        remedy: String? = nil, facts: [String: String] = [:], client: ProbeClient = .wire, seconds: Double = 0.042,
        exchanges: [WireExchange] = []
    ) -> CheckFinding {
        CheckFinding(
            id: id, title: title, why: why, tier: tier, feature: feature, verdict: verdict, expected: expected,
            observed: observed ?? expected, remedy: remedy, facts: facts, client: client, seconds: seconds,
            exchanges: exchanges)
    }

    private static let findings = [
        check(
            "proto.apiversions-basic", .core, "protocol", "ApiVersions v0 and v3 answer with the same list", .pass,
            "the same keys and ranges from every broker", facts: ["keys": "61"],
            exchanges: [
                exchange("ApiVersions v0", "", "error 0, 61 APIs", at: 0.4, took: 1.1),
                exchange("ApiVersions v3", "client seatrial 1.0", "error 0, 61 APIs, 2 features", at: 1.9, took: 1.2),
            ]),
        check(
            "proto.apiversions-too-new", .core, "protocol", "A version that is too new is refused with the range",
            .degraded,
            "error 35 with the range of key 18", "error 35 with an empty list",
            why: "A newer client has to guess a version that works.", remedy: "set broker.version.fallback in clients",
            facts: ["error": "35"],
            exchanges: [exchange("ApiVersions v127", "", "error 35, no APIs", at: 0.3, took: 0.9)]),
        check(
            "produce.size-limit", .core, "produce", "A batch over the limit is refused, and the connection lives",
            .pass,
            "error 10 (MESSAGE_TOO_LARGE)", facts: ["largest batch": "2097164"]),
        check(
            "produce.codec-zstd", .extended, "compression", "zstd is stored as it was sent", .fail,
            "the batch's codec is zstd", "the batch came back uncompressed",
            why: "Disk and network carry four times as much.", facts: ["stored codec": "none"], client: .librdkafka,
            exchanges: [
                exchange("Produce v7", "topic seatrial-7f3a-1, 1 batch, 1214 bytes", "error 0", at: 12, took: 3.4),
                exchange(
                    "Fetch v11", "topic seatrial-7f3a-1 from 0", "1 batch, 8450 bytes, codec none", at: 16, took: 2.2),
            ]),
        check(
            "txn.abort-invisible", .core, "transactions", "Aborted records are not seen by read_committed readers",
            .fail,
            "only the committed records arrive", "3 of 3 aborted records were delivered",
            why: "Consumers process what never happened: a payment that was rolled back is booked.",
            remedy: "do not run exactly-once applications on this cluster", facts: ["aborted seen": "yes"],
            seconds: 4.2,
            exchanges: [
                exchange(
                    "InitProducerId v4", "transactional id seatrial-7f3a-t1", "producer 4001, epoch 0", at: 2, took: 9),
                exchange("EndTxn v3", "producer 4001, abort", "error 0", at: 31, took: 5.5),
                exchange("Fetch v11", "isolation read_committed", "3 records, aborted list empty", at: 40, took: 502),
            ]),
        check(
            "txn.fencing", .core, "transactions", "A second producer with the same id fences the first", .inconclusive,
            "error 90 (PRODUCER_FENCED) or 47", "It was not done within 60.0 seconds", seconds: 60),
        check(
            "share.roundtrip", .new, "share-groups", "A share group delivers and takes acknowledgements", .unsupported,
            "records are delivered once", "The cluster does not offer ShareGroupHeartbeat", facts: ["api": "absent"]),
        check(
            "token.create", .admin, "delegation-tokens", "A delegation token can be created and used", .fail,
            "a token", "error -1 (UNKNOWN_SERVER_ERROR)"),
        check(
            "sec.scram-roundtrip", .extended, "scram", "A SCRAM user that was made can log in", .notRun, "a login",
            "It needs a listener with logins: name it as 'login' in the targets file", seconds: 0),
        check(
            "connect.rest-version", .extended, "connect", "The REST interface tells its version", .notRun, "a version",
            "It needs Kafka Connect: name it as 'connect' in the targets file", client: .http, seconds: 0),
        check(
            "connect.rest-plugins", .extended, "connect", "Plugins are listed", .notRun, "a list",
            "It needs Kafka Connect: name it as 'connect' in the targets file", client: .http, seconds: 0),
    ]

    private static func exchange(
        _ request: String, _ asked: String, _ answered: String, at: Double, took: Double
    ) -> WireExchange {
        WireExchange(
            broker: "broker-1.example.com:9092", request: request, asked: asked, answered: answered,
            atMilliseconds: at, tookMilliseconds: took)
    }
}
