import Evidence
import Foundation
import Quantities
import Scorecards

extension CompatibilityReport {
    var headline: String { "Compatibility of \(run.cluster.target)" }

    /// What was asked, in one line: release, brokers, selection, time.
    var runLine: String {
        let cluster = run.cluster
        let release = cluster.release ?? "a release that its API versions do not tell"
        let brokers = cluster.brokers == 1 ? "1 broker" : "\(cluster.brokers) brokers"
        let duration = run.finishedAt.text("") { ", \(Nanoseconds.seconds($0.timeIntervalSince(run.startedAt)))" }
        return "\(release), \(brokers); \(run.selection); \(utc(run.startedAt))\(duration)"
    }

    /// Whose behaviour the probes went through, with versions: a client's limits are not the broker's.
    var clientLine: String {
        let used = ProbeClient.allCases.filter { client in run.findings.contains { $0.client == client } }
        let counts = used.map { client in
            "\(run.findings.count { $0.client == client }) by \(client.words)"
        }
        let versions = run.clients.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "Checks: " + (counts.isEmpty ? "none" : counts.joined(separator: ", "))
            + (versions.isEmpty ? "" : "; versions: \(versions.joined(separator: ", "))")
    }

    /// Why what is shown is not all; nil for a whole run.
    var incompleteness: String? {
        switch run.state {
        case .finished: nil
        case .interrupted: "The run was interrupted: checks that are not shown were not made."
        case .running: "The run has not ended: checks that are not shown are still to come."
        }
    }

    /// The command that makes this report again from the results file.
    var commandToMakeAgain: String { "seatrial compat --run \(run.id)" }

    var facts: [(name: String, value: String, isAlarming: Bool)] {
        let cluster = run.cluster
        var facts: [(String, String, Bool)] = [
            ("target", cluster.target, false),
            ("cluster id", cluster.clusterID ?? "told by none of the brokers", cluster.clusterID == nil),
            ("release", cluster.release ?? "its API versions fit no release that is known", false),
            ("brokers", "\(cluster.brokers)", false),
            ("features", cluster.features.isEmpty ? "none told" : CompatibilityReport.list(cluster.features), false),
            ("asked for", run.selection, false),
            ("clients", clientLine, false),
            ("started", utc(run.startedAt), false),
        ]
        if let end = run.finishedAt {
            facts.append(("took", "\(Nanoseconds.seconds(end.timeIntervalSince(run.startedAt)))", false))
        }
        if let comparison {
            let release = comparison.baselineRelease.text("") { ", \($0)" }
            facts.append(("baseline", "\(comparison.baselineTarget)\(release), run \(comparison.baselineRun)", false))
        }
        facts.append(("run", run.id, false))
        return facts
    }

    /// Checks that say something other than a pass, worst first.
    var notable: [CheckScore] { score.checks.filter { ![.pass, .notRun].contains($0.finding.verdict) } }

    /// Checks that were not run, by their reason, in the order in which the reasons come up.
    var notRun: [(reason: String, checks: [String])] {
        var groups: [(reason: String, checks: [String])] = []
        for finding in run.findings where finding.verdict == .notRun {
            if let index = groups.firstIndex(where: { $0.reason == finding.observed }) {
                groups[index].checks.append(finding.id)
            } else {
                groups.append((finding.observed, [finding.id]))
            }
        }
        return groups
    }

    private static func list(_ features: [String: Int]) -> String {
        features.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}

extension ProbeClient {
    var words: String {
        switch self {
        case .wire: "Seatrial's own protocol client"
        case .librdkafka: "librdkafka"
        case .http: "HTTP"
        case .tool: "tools of this machine"
        }
    }

    /// Beside a check.
    var shortWords: String {
        switch self {
        case .wire: "own client"
        case .librdkafka: "librdkafka"
        case .http: "HTTP"
        case .tool: "tool"
        }
    }
}

extension CheckScore {
    /// `core tier, librdkafka`.
    var origin: String { "\(standing.words), \(finding.client.shortWords)" }
}

extension CheckVerdict {
    /// For columns in which it must not be overlooked.
    var shout: String { rawValue.uppercased() }
}

/// A moment in UTC.
private func utc(_ date: Date) -> String { utc(nanoseconds: Int64(date.timeIntervalSince1970 * 1e9)) }
