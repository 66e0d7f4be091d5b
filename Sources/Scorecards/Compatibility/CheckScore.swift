package import Evidence
package import ScenarioModel

/// One check's finding with what it comes to.
package struct CheckScore: Hashable, Sendable, Codable {
    package var finding: CheckFinding
    package var standing: Standing
    /// nil where it is shown and decides nothing.
    package var rating: Rating?

    package init(_ finding: CheckFinding, estate: Estate? = nil) {
        self.finding = finding
        standing = Standing(finding, estate: estate)
        rating = standing.rating(of: finding.verdict)
    }

    /// Worst first: by rating, then by verdict, then by standing, then in the order of the catalogue.
    static func worstFirst(_ scores: [CheckScore]) -> [CheckScore] {
        scores.enumerated().sorted { left, right in
            (left.element.weight, -left.offset) > (right.element.weight, -right.offset)
        }.map(\.element)
    }

    private var weight: Int {
        let byRating: Int =
            switch rating {
            case .red: 4
            case .unknown: 3
            case .yellow: 2
            case .green, nil: 0
            }
        return byRating * 100 + finding.verdict.weight * 10 + (standing.isRequired ? 1 : 0)
    }
}

extension CheckVerdict {
    /// How far from a pass, for sorting and for telling a loss from a gain.
    package var weight: Int {
        switch self {
        case .pass: 0
        case .notRun: 1
        case .inconclusive: 2
        case .degraded: 3
        case .unsupported: 4
        case .fail: 5
        }
    }

    /// Whether it says something of the cluster.
    package var isTold: Bool { self != .notRun && self != .inconclusive }

    /// As the end of a sentence about a check: `fails`.
    package var words: String {
        switch self {
        case .pass: "passes"
        case .degraded: "is degraded"
        case .fail: "fails"
        case .unsupported: "is unsupported"
        case .notRun: "was not run"
        case .inconclusive: "is inconclusive"
        }
    }
}
