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
        guard !saturation.isEmpty else { return findings }
        if criterion.dependsOnGenerator { return findings.map { $0.generatorBound(saturation) } }
        guard evidence.manifest.isEmbedded, restsOnEmbeddedReaders.contains(criterion.id) else { return findings }
        return findings.map { $0.embeddedBound(saturation) }
    }

    /// What goes wrong on the embedded cluster when its process is too busy: readers without processor time are not done
    /// when the drain is over.
    private static let restsOnEmbeddedReaders: Set = [Criterion.loss.id, Criterion.reconciliation.id]
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

    /// The finding of an embedded cluster in the process of a saturated generator; a green one stays.
    fileprivate func embeddedBound(_ reasons: [String]) -> Finding {
        guard rating == .red || rating == .yellow else { return self }
        var bound = self
        bound.rating = .unknown
        bound.why =
            "generator-bound: the embedded cluster is in the generator's process, and starves with it; "
            + "\(reasons.joined(separator: "; ")). Measured all the same: \(why)"
        return bound
    }
}
