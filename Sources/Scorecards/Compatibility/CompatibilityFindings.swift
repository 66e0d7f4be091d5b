internal import Evidence

/// The findings of the compatibility area: every check that is not green, worst first, then the groups that are.
enum CompatibilityFindings {
    static func all(
        _ checks: [CheckScore], groups: [CheckGroupScore], run: CompatibilityRun, comparison: CompatibilityComparison?
    ) -> [Finding] {
        var findings: [Finding] = []
        if let comparison, !comparison.losses.isEmpty { findings.append(lost(comparison, run)) }
        findings += checks.compactMap { score in
            guard let rating = score.rating, rating != .green else { return nil }
            return finding(score, rating, run)
        }
        findings += groups.filter { $0.rating == .green }.map { group in
            Finding(
                criterion: "compatibility", title: "Checks of one group", subject: group.group, rating: .green,
                value: Double(group.count(.pass)), shown: group.counts,
                bands: "green where no check of it is yellow, red or unknown",
                why: "Nothing that is relied on is missing or broken.",
                evidence: "v_checks: run \(run.id), check \(group.group).*")
        }
        return findings
    }

    private static func finding(_ score: CheckScore, _ rating: Rating, _ run: CompatibilityRun) -> Finding {
        let found = score.finding
        let why = [found.observed, found.why, found.remedy.map { "What to do: \($0)" }].compactMap(\.self)
        return Finding(
            criterion: found.id, title: found.title, rating: rating, value: nil, shown: found.verdict.words,
            bands: score.standing.bands, why: why.map(\.asSentence).joined(separator: " "),
            evidence: "v_checks: run \(run.id), check \(found.id)")
    }

    private static func lost(_ comparison: CompatibilityComparison, _ run: CompatibilityRun) -> Finding {
        let losses = comparison.losses
        let list = losses.prefix(5).map { "\($0.check) from '\($0.baseline)' to '\($0.observed)'" }
        return Finding(
            criterion: "compatibility-baseline", title: "Checks that changed for the worse since the baseline",
            rating: comparison.rating, value: Double(losses.count),
            shown: losses.count == 1 ? "1 check" : "\(losses.count) checks",
            bands: "red where a required check no longer passes, yellow where another verdict is worse",
            why: "\(list.joined(separator: ", "))" + (losses.count > 5 ? ", and \(losses.count - 5) more." : "."),
            evidence: "v_checks: runs \(comparison.baselineRun) and \(run.id)")
    }
}

extension String {
    /// With a full stop at its end.
    fileprivate var asSentence: String {
        guard let last else { return self }
        return ".!?".contains(last) ? self : self + "."
    }
}
