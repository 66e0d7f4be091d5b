package import ScenarioModel

extension CriterionKey {
    /// What a scenario file may say of a criterion.
    package init(_ criterion: Criterion) {
        let unit: CriterionKey.Unit =
            switch criterion.unit {
            case .duration: .duration
            case .fraction: .fraction
            case .count: .count
            case .ratio: .ratio
            }
        self.init(id: criterion.id, unit: unit, lowerIsBetter: criterion.lowerIsBetter)
    }
}
