extension ScenarioAssembly {
    mutating func bands(_ entry: ReadEntry) -> CriterionBands? {
        guard let key = criteria.first(where: { $0.id == entry.name }) else {
            let remedy = NearestName.remedy(for: entry.name, in: criteria.map(\.id), kind: "criteria")
            problems.add(entry.place, "unknown criterion '\(entry.name)'", remedy)
            return nil
        }
        let object = entry.object
        let green = bound(object, "green", key)
        let yellow = bound(object, "yellow", key)
        if object.has("percentile"), key.unit != .duration {
            problems.add(
                object.place(of: "percentile"), "'percentile' for '\(key.id)', which is no time",
                "only criteria measured in time look at a percentile: remove it")
        }
        if let green, let yellow, key.lowerIsBetter ? yellow < green : yellow > green {
            problems.add(
                object.place(of: "yellow"), "yellow is on the wrong side of green for '\(key.id)'",
                "\(key.lowerIsBetter ? "lower" : "higher") is better here: "
                    + "give a 'yellow' \(key.lowerIsBetter ? "at or above" : "at or below") 'green'")
        }
        return CriterionBands(id: key.id, green: green, yellow: yellow, percentile: object.number("percentile"))
    }

    /// In the criterion's base unit.
    private mutating func bound(_ object: ReadObject, _ key: String, _ criterion: CriterionKey) -> Double? {
        guard let text = object.text(key) else { return nil }
        let value: Double?
        let remedy: String
        switch criterion.unit {
        case .duration:
            value = HumanUnit.duration(text).map { $0 / 1e9 }
            remedy = "write a duration with its unit, like 50ms"
        case .fraction:
            value = HumanUnit.percent(text).flatMap { $0 <= 1 ? $0 : nil }
            remedy = "write a percentage from 0% to 100%"
        case .count, .ratio:
            value = HumanUnit.number(text)
            remedy = "write a number, not below zero"
        }
        if let value, value >= 0 { return value }
        problems.add(
            object.place(of: key), "'\(text)' is no bound of '\(criterion.id)', a \(criterion.unit.rawValue)", remedy)
        return nil
    }
}
