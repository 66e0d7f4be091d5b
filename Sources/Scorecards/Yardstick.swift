package import Evidence
internal import Quantities

/// A criterion with the bands in effect for one trial: it rates values, words them, and makes findings.
package struct Yardstick: Sendable {
    package let criterion: String
    package let title: String
    package let unit: Criterion.Unit
    package let lowerIsBetter: Bool
    package private(set) var green: Double
    package private(set) var yellow: Double
    /// From 0 to 100; 99 where the criterion looks at no percentile.
    package let percentile: Double
    /// Whether the scenario set a bound itself; its word is over what the producer's settings allow or forbid.
    package let isSetByScenario: Bool
    private let rule: String?

    /// The criterion's defaults, under what the scenario sets.
    ///
    /// A bound that is set alone takes the other along where it would otherwise be the looser one of the two.
    package init(_ criterion: Criterion, bands: BandsRecord? = nil) {
        self.criterion = criterion.id
        title = criterion.title
        unit = criterion.unit
        lowerIsBetter = criterion.lowerIsBetter
        rule = criterion.rule
        percentile = bands?.percentile ?? criterion.percentile ?? 99
        isSetByScenario = bands?.green != nil || bands?.yellow != nil
        let worse: (Double, Double) -> Double = criterion.lowerIsBetter ? { max($0, $1) } : { min($0, $1) }
        let better: (Double, Double) -> Double = criterion.lowerIsBetter ? { min($0, $1) } : { max($0, $1) }
        switch (bands?.green, bands?.yellow) {
        case (let green?, let yellow?): (self.green, self.yellow) = (green, yellow)
        case (let green?, nil): (self.green, self.yellow) = (green, worse(green, criterion.yellow))
        case (nil, let yellow?): (self.green, self.yellow) = (better(criterion.green, yellow), yellow)
        case (nil, nil): (self.green, self.yellow) = (criterion.green, criterion.yellow)
        }
    }

    /// The same with nothing allowed above `bound`, unless the scenario has set its own bands.
    func allowingOnly(_ bound: Double) -> Yardstick {
        guard !isSetByScenario else { return self }
        var stricter = self
        (stricter.green, stricter.yellow) = (bound, bound)
        return stricter
    }

    /// Whether either bound can be exceeded at all.
    var isBounded: Bool { green.isFinite || yellow.isFinite }

    /// A bound itself is still within its band; what is not a number is unknown.
    package func rating(of value: Double) -> Rating {
        guard !value.isNaN else { return .unknown }
        if lowerIsBetter { return value <= green ? .green : value <= yellow ? .yellow : .red }
        return value >= green ? .green : value >= yellow ? .yellow : .red
    }

    // MARK: Wording

    /// `green up to 100 ms, yellow up to 500 ms`.
    package var bands: String {
        let parts = [rule, isBounded ? bounds : nil].compactMap(\.self)
        return parts.isEmpty ? "no bound" : parts.joined(separator: "; ")
    }

    private var bounds: String {
        let preposition = lowerIsBetter ? "up to" : "from"
        let beyond = lowerIsBetter ? "above" : "below"
        let greenPart = lowerIsBetter && green == 0 ? "green at 0" : "green \(preposition) \(shown(green))"
        if yellow.isInfinite { return "\(greenPart), yellow \(beyond)" }
        if yellow == green { return "\(greenPart), red \(beyond)" }
        return "\(greenPart), yellow \(preposition) \(shown(yellow))"
    }

    /// A value of the criterion's unit for people.
    ///
    /// Shares below a whole are rounded down, never up to 100 %.
    package func shown(_ value: Double) -> String {
        switch unit {
        case .duration: return Nanoseconds.seconds(value).description
        case .count: return Int64(value).grouped
        case .ratio: return value.significant(3) + "×"
        case .fraction:
            guard !lowerIsBetter, value < 1 else { return value.percent }
            return ((value * 10_000 + 1e-6).rounded(.down) / 100).significant(4) + " %"
        }
    }

    // MARK: Findings

    /// A finding with the rating that the bands give its value, or with a stated one.
    func finding(
        subject: String? = nil, value: Double?, rating: Rating? = nil, shown: String, why: String, evidence: String
    ) -> Finding {
        Finding(
            criterion: criterion, title: title, subject: subject,
            rating: rating ?? value.map(self.rating(of:)) ?? .unknown, value: value, shown: shown, bands: bands,
            why: why, evidence: evidence)
    }

    /// A finding without a value: what is missing, and where it was looked for.
    func unknown(subject: String? = nil, missing: String, evidence: String) -> Finding {
        finding(subject: subject, value: nil, rating: .unknown, shown: "not known", why: missing, evidence: evidence)
    }
}
