package import Evidence
package import ScenarioModel

/// What differs between two runs of the compatibility checks: of one cluster at two times, or of two clusters.
///
/// Only checks that are in both are compared. Verdicts come first; values are compared where the verdict is the same.
package struct CompatibilityComparison: Hashable, Sendable, Codable {
    /// The id of the baseline's run.
    package var baselineRun: String
    /// The baseline's target and, where the cluster tells one, its release.
    package var baselineTarget: String
    package var baselineRelease: String?
    /// How many checks are in both.
    package var compared: Int
    /// Other verdicts, in the order of the observed run.
    package var verdictChanges: [CompatibilityChange]
    /// The same verdict with another observed value.
    package var factChanges: [CompatibilityChange]
    /// APIs by key, then features by name.
    package var apiChanges: [APIChange]
    /// Checks that only one of the runs has.
    package var onlyInBaseline: [String]
    package var onlyInObserved: [String]
    /// Required checks that passed and do not any longer, worst first.
    package var brokenPromises: [CompatibilityChange]
    /// These, and behind them every other verdict that is worse than the baseline's, worst first.
    package var losses: [CompatibilityChange]

    package init(baseline: CompatibilityRun, observed: CompatibilityRun, estate: Estate? = nil) {
        let before = Dictionary(baseline.findings.map { ($0.id, $0) }) { first, _ in first }
        let now = Set(observed.findings.map(\.id))
        baselineRun = baseline.id
        baselineTarget = baseline.cluster.target
        baselineRelease = baseline.cluster.release
        onlyInBaseline = baseline.findings.map(\.id).filter { !now.contains($0) }
        onlyInObserved = observed.findings.map(\.id).filter { before[$0] == nil }
        var verdicts: [CompatibilityChange] = []
        var facts: [CompatibilityChange] = []
        var broken: [CompatibilityChange] = []
        var worse: [CompatibilityChange] = []
        var compared = 0
        for finding in observed.findings {
            guard let old = before[finding.id] else { continue }
            compared += 1
            guard old.verdict != finding.verdict else {
                facts += CompatibilityComparison.facts(of: finding, against: old)
                continue
            }
            let change = CompatibilityChange(
                check: finding.id, kind: .verdict, baseline: old.verdict.rawValue, observed: finding.verdict.rawValue)
            verdicts.append(change)
            if old.verdict == .pass, Standing(finding, estate: estate).isRequired {
                broken.append(change)
            } else if old.verdict.isTold, finding.verdict.isTold, finding.verdict.weight > old.verdict.weight,
                Standing(finding, estate: estate) != .unused
            {
                worse.append(change)
            }
        }
        self.compared = compared
        verdictChanges = verdicts
        factChanges = facts
        brokenPromises = CompatibilityComparison.worstFirst(broken)
        losses = brokenPromises + CompatibilityComparison.worstFirst(worse)
        apiChanges = CompatibilityComparison.apis(baseline.cluster, observed.cluster)
    }

    /// Whether nothing differs: no verdict, no value, no API.
    package var isSame: Bool { verdictChanges.isEmpty && factChanges.isEmpty && apiChanges.isEmpty }

    /// Red where a required check passed and does not any longer, yellow where another verdict is worse.
    ///
    /// Unknown where there was nothing to compare.
    package var rating: Rating {
        if !brokenPromises.isEmpty { return .red }
        if compared == 0 { return .unknown }
        return losses.isEmpty ? .green : .yellow
    }

    /// By what they are now, else in their order.
    private static func worstFirst(_ changes: [CompatibilityChange]) -> [CompatibilityChange] {
        func weight(_ change: CompatibilityChange) -> Int {
            CheckVerdict(rawValue: change.observed)?.weight ?? 0
        }
        return changes.enumerated().sorted {
            (weight($0.element), -$0.offset) > (weight($1.element), -$1.offset)
        }.map(\.element)
    }

    private static func facts(of new: CheckFinding, against old: CheckFinding) -> [CompatibilityChange] {
        Set(old.facts.keys).union(new.facts.keys).sorted().compactMap { name in
            let (before, now) = (old.facts[name], new.facts[name])
            guard before != now else { return nil }
            return CompatibilityChange(
                check: new.id, kind: .fact, fact: name, baseline: before ?? "not told", observed: now ?? "not told")
        }
    }

    private static func apis(_ baseline: ClusterIdentity, _ observed: ClusterIdentity) -> [APIChange] {
        let before = Dictionary(baseline.apis.map { ($0.key, $0) }) { first, _ in first }
        let now = Dictionary(observed.apis.map { ($0.key, $0) }) { first, _ in first }
        let keys = Set(before.keys).union(now.keys).sorted().compactMap { key -> APIChange? in
            let (old, new) = (before[key], now[key])
            guard old?.range != new?.range else { return nil }
            return APIChange(
                name: new?.name ?? old?.name ?? "API \(key)", key: key, baseline: old?.range, observed: new?.range)
        }
        let features = Set(baseline.features.keys).union(observed.features.keys).sorted().compactMap {
            name -> APIChange? in
            let (old, new) = (baseline.features[name], observed.features[name])
            guard old != new else { return nil }
            return APIChange(
                name: name, key: nil, baseline: old.map { "level \($0)" }, observed: new.map { "level \($0)" })
        }
        return keys + features
    }
}

extension OfferedAPI {
    /// `3 to 12`, or `3` where there is one.
    package var range: String { lowest == highest ? "\(lowest)" : "\(lowest) to \(highest)" }
}
