internal import Quantities

/// docs/criteria.md, made from the criteria themselves so that it cannot lag behind them.
package enum CriteriaPage {
    package static var markdown: String {
        ([introduction] + Criterion.all.map(section)).joined(separator: "\n") + "\n"
    }

    private static let introduction = """
        # Criteria

        <!-- Made from Sources/Scorecards/Criteria. To make it again: UPDATE_DOCS=1 swift test --filter CriteriaPage -->

        Each criterion rates one measured value *green*, *yellow* or *red*, or says *unknown* and what is missing. \
        Unknown is never green. An area's rating, and the overall one, is the worst of its findings: red over unknown \
        over yellow over green.

        A scenario sets other bounds under `criteria`, by the ids below. A bound itself is still within its band. \
        Where only one bound is set, the default of the other gives way if it would contradict it.

        A criterion that *depends on the generator* becomes unknown (generator-bound) when the machine that makes the \
        load was saturated: its green is then as doubtful as its red. On the embedded cluster, which is in the same \
        process, so does a red loss or reconciliation.

        What a scenario does not have (outages, dead letters, a service level, ...) has no finding.

        What the figures mean is in [methodology.md](methodology.md).

        | id | looks at | default bands | depends on the generator |
        | --- | --- | --- | --- |
        """ + "\n" + Criterion.all.map(row).joined(separator: "\n") + "\n"

    private static func row(_ criterion: Criterion) -> String {
        "| [`\(criterion.id)`](#\(criterion.id)) | \(criterion.subjectForPeople) | \(Yardstick(criterion).bands) "
            + "| \(criterion.dependsOnGenerator ? "yes" : "no") |"
    }

    private static func section(_ criterion: Criterion) -> String {
        """
        ## \(criterion.id)

        **\(criterion.title)** (\(criterion.area.rawValue)). \(criterion.why)

        - Unit of its bounds: \(criterion.unit.forPeople); \(criterion.lowerIsBetter ? "lower" : "higher") is better.
        - Default bands: \(Yardstick(criterion).bands).\
        \(criterion.percentile.map { "\n- Default percentile: \($0.significant(5)); a scenario can set another." } ?? "")
        """ + "\n"
    }
}

extension Criterion {
    fileprivate var subjectForPeople: String {
        percentile.map { "\(title), \(Percentile.name($0))" } ?? title
    }
}

extension Criterion.Unit {
    fileprivate var forPeople: String {
        switch self {
        case .duration: "seconds"
        case .fraction: "a fraction from 0 to 1"
        case .count: "a count"
        case .ratio: "a ratio (2 is twice as much)"
        }
    }
}
