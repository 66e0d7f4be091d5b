internal import Evidence

/// The one sentence that names what decided the rating of a run of checks.
enum CompatibilityVerdict {
    static func sentence(
        _ overall: Rating, _ checks: [CheckScore], run: CompatibilityRun, comparison: CompatibilityComparison?
    ) -> String {
        let word = overall.rawValue.prefix(1).uppercased() + overall.rawValue.dropFirst()
        let deciding = checks.filter { $0.rating == overall }
        if overall == .red || overall == .yellow, comparison?.rating == overall, let change = comparison?.losses.first {
            let others = (comparison?.losses.count ?? 0) - 1
            return "\(word): \(change.check) was '\(change.baseline)' in the baseline and is '\(change.observed)' now"
                + (others == 0 ? "." : "; \(others) more changed for the worse.")
        }
        if overall == .green {
            let counts = CheckGroupScore.counts(checks.map(\.finding.verdict))
            return "Green: nothing that is relied on is missing or broken; \(counts)."
        }
        if overall == .unknown, run.state != .finished {
            let state = run.state == .interrupted ? "was interrupted" : "has not ended"
            return "Unknown: the run \(state); what was found until then is shown, and proves nothing more."
        }
        if deciding.isEmpty, let comparison, comparison.compared == 0 {
            return "\(word): the baseline, run \(comparison.baselineRun), has no check in common with this run."
        }
        guard let first = deciding.first else { return "\(word): no check was run that decides anything." }
        let others = deciding.count == 1 ? "" : "; \(deciding.count - 1) more like it"
        return
            "\(word): \(first.finding.id) (\(first.standing.words)) \(first.finding.verdict.words)\(others)."
    }
}
