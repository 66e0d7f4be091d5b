import Evidence
import Foundation

/// A run of checks that were never made.
enum MadeUpRun {
    static func finding(
        _ id: String, _ tier: CheckTier = .core, _ verdict: CheckVerdict = .pass, feature: String = "transactions",
        facts: [String: String] = [:], remedy: String? = nil
    ) -> CheckFinding {
        CheckFinding(
            id: id, title: "\(id) holds", why: "Applications notice.", tier: tier, feature: feature, verdict: verdict,
            expected: "it holds", observed: "it was \(verdict.rawValue)", remedy: remedy, facts: facts)
    }

    static func run(
        _ findings: [CheckFinding], id: String = "20261121-090000-aaaa", state: CompatibilityRun.State = .finished,
        apis: [OfferedAPI] = [], features: [String: Int] = [:]
    ) -> CompatibilityRun {
        CompatibilityRun(
            id: id, startedAt: Date(timeIntervalSince1970: 1_795_251_600),
            finishedAt: Date(timeIntervalSince1970: 1_795_251_660), state: state,
            cluster: ClusterIdentity(
                target: "candidate", clusterID: "abc", brokers: 3, apis: apis, features: features,
                release: "Apache Kafka 4.0 or like it"), selection: "tier core", clients: ["librdkafka": "2.0.2"],
            findings: findings)
    }
}
