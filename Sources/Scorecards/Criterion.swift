package import Evidence

/// One rule over a trial's evidence: what it looks at, why a user should care, its default bands, and its findings.
///
/// A value with a closure. Each criterion has its own file in `Criteria/`; `Criterion.all` lists them.
package struct Criterion: Sendable {
    /// The base unit of the value and of both bounds.
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        /// Seconds.
        case duration
        /// From 0 to 1.
        case fraction
        case count
        /// How many times as much.
        case ratio
    }

    /// The word in a scenario's `criteria` and in the database: `live-tail`.
    package var id: String
    package var area: Area
    package var title: String
    /// Why it matters to a user, for people.
    package var why: String
    package var unit: Unit
    package var lowerIsBetter: Bool
    /// The bound of green in the base unit, itself green; infinite where no value is too bad for green.
    package var green: Double
    /// The bound of yellow in the base unit, itself yellow; infinite where no value is red.
    package var yellow: Double
    /// The percentile it looks at, from 0 to 100; nil where it looks at none, or where it is fixed.
    package var percentile: Double?
    /// Whether a saturated generator could have made or hidden its value; then its ratings become unknown.
    package var dependsOnGenerator: Bool
    /// What decides beside the value or instead of it, for people; nil where the bands are all.
    package var rule: String?
    /// What it has to say of a trial; one finding a subject.
    ///
    /// Nothing, where the trial has no such subject by design.
    package var findings: @Sendable (TrialEvidence, Yardstick) -> [Finding]

    package init(
        id: String, area: Area = .workload, title: String, why: String, unit: Unit, lowerIsBetter: Bool = true,
        green: Double, yellow: Double, percentile: Double? = nil, rule: String? = nil, dependsOnGenerator: Bool,
        findings: @escaping @Sendable (TrialEvidence, Yardstick) -> [Finding]
    ) {
        self.id = id
        self.area = area
        self.title = title
        self.why = why
        self.unit = unit
        self.lowerIsBetter = lowerIsBetter
        self.green = green
        self.yellow = yellow
        self.percentile = percentile
        self.rule = rule
        self.dependsOnGenerator = dependsOnGenerator
        self.findings = findings
    }
}
