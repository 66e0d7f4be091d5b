/// What a scenario's decoder must know of a criterion to read its bands.
package struct CriterionKey: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        /// Seconds; written as a duration.
        case duration
        /// 0 to 1; written as a percentage.
        case fraction
        case count
        case ratio
    }

    /// As in YAML and in the database: `live-tail`.
    package var id: String
    package var unit: Unit
    package var lowerIsBetter: Bool

    package init(id: String, unit: Unit, lowerIsBetter: Bool) {
        self.id = id
        self.unit = unit
        self.lowerIsBetter = lowerIsBetter
    }
}
