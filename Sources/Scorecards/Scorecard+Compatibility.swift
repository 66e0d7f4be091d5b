extension Scorecard {
    /// With what a run of the compatibility checks found as an area of its own, rated among the others.
    package func joined(with score: CompatibilityScore, ofRun run: String) -> Scorecard {
        var joined = self
        joined.compatibilityRun = run
        joined.areas.removeAll { $0.area == score.area.area }
        joined.areas.append(score.area)
        let order = Area.allCases
        joined.areas = order.flatMap { area in joined.areas.filter { $0.area == area } }
        joined.overall = Rating.worst([overall, score.overall])
        if joined.overall == .green {
            joined.verdict = "Green: all \(joined.areas.reduce(0) { $0 + $1.findings.count }) findings are."
        } else if joined.overall != overall {
            joined.verdict = score.verdict
        } else if score.overall == overall {
            joined.verdict += " " + score.verdict
        }
        return joined
    }
}
