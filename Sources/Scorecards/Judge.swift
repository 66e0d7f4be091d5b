package import Evidence

/// Makes a scorecard from a trial's evidence: a pure function, so a stored trial can be judged again anywhere.
package enum Judge {
    /// Every criterion's findings by area, and the worst of them as the overall rating.
    ///
    /// A trial that did not run to its end is red or unknown overall, whatever its findings say.
    package static func scorecard(of evidence: TrialEvidence, criteria: [Criterion] = Criterion.all) -> Scorecard {
        let areas = Area.allCases.compactMap { area -> AreaScore? in
            let findings = criteria.filter { $0.area == area }.flatMap { Self.findings(of: $0, in: evidence) }
            guard !findings.isEmpty else { return nil }
            return AreaScore(area: area, rating: .worst(findings.map(\.rating)), findings: findings)
        }
        let ratings = areas.map(\.rating) + (evidence.cutShort == nil ? [] : [.unknown])
        let overall = Rating.worst(ratings)
        return Scorecard(
            trial: evidence.manifest, overall: overall,
            verdict: Verdict.sentence(overall, findings: areas.flatMap(\.findings), evidence: evidence),
            areas: areas, honesty: evidence.honesty)
    }

    private static func findings(of criterion: Criterion, in evidence: TrialEvidence) -> [Finding] {
        let bands = evidence.bands.last { $0.criterion == criterion.id }
        let findings = criterion.findings(evidence, Yardstick(criterion, bands: bands))
        let saturation = evidence.generatorSaturation
        guard criterion.dependsOnGenerator, !saturation.isEmpty else { return findings }
        return findings.map { $0.generatorBound(saturation) }
    }
}

extension Finding {
    /// The finding of a saturated generator: neither its green nor its red can be trusted.
    ///
    /// One that misses its evidence keeps saying so.
    fileprivate func generatorBound(_ reasons: [String]) -> Finding {
        guard rating != .unknown else { return self }
        var bound = self
        bound.rating = .unknown
        bound.why = "generator-bound: \(reasons.joined(separator: "; ")). Measured all the same: \(why)"
        return bound
    }
}
