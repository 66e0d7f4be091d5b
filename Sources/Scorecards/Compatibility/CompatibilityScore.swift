package import Evidence
package import ScenarioModel

/// What a run of the compatibility checks comes to: a pure function of what was found.
package struct CompatibilityScore: Hashable, Sendable, Codable {
    package var overall: Rating
    /// One sentence: what decided the overall rating.
    package var verdict: String
    /// Worst first.
    package var groups: [CheckGroupScore]
    /// As it stands in a scorecard.
    package var area: AreaScore

    /// - Parameters:
    ///   - estate: weighs the checks that it names; the tiers weigh the others.
    ///   - comparison: with an earlier run or another cluster; what was lost since is rated, too.
    package init(_ run: CompatibilityRun, estate: Estate? = nil, comparison: CompatibilityComparison? = nil) {
        let scores = run.findings.map { CheckScore($0, estate: estate) }
        groups = CheckGroupScore.groups(scores)
        let checks = CheckScore.worstFirst(scores)
        var ratings = scores.compactMap(\.rating)
        if let comparison { ratings.append(comparison.rating) }
        // What a stopped run did not come to could have been anything.
        if run.state != .finished || !scores.contains(where: { $0.rating != nil }) { ratings.append(.unknown) }
        overall = Rating.worst(ratings)
        verdict = CompatibilityVerdict.sentence(overall, checks, run: run, comparison: comparison)
        area = AreaScore(
            area: .compatibility, rating: overall,
            findings: CompatibilityFindings.all(checks, groups: groups, run: run, comparison: comparison))
    }

    /// Every check, worst first.
    package var checks: [CheckScore] { CheckScore.worstFirst(groups.flatMap(\.checks)) }

    package func exitCode(strict: Bool) -> Int32 { Gate.exitCode(overall, strict: strict) }
}
