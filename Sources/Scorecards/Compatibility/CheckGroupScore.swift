package import Evidence

/// The checks of one group, worst first.
package struct CheckGroupScore: Hashable, Sendable, Codable {
    /// The part of the ids before the dot: `txn`.
    package var group: String
    /// The worst of its checks; nil where none of them decides anything.
    package var rating: Rating?
    package var checks: [CheckScore]

    init(_ group: String, _ scores: [CheckScore]) {
        self.group = group
        let ratings = scores.compactMap(\.rating)
        rating = ratings.isEmpty ? nil : Rating.worst(ratings)
        checks = CheckScore.worstFirst(scores)
    }

    package func count(_ verdict: CheckVerdict) -> Int {
        checks.count { $0.finding.verdict == verdict }
    }

    /// `9 of 12 pass, 1 fails, 2 not run`.
    package var counts: String { CheckGroupScore.counts(checks.map(\.finding.verdict)) }

    /// Verdicts that are not there are not named.
    package static func counts(_ verdicts: [CheckVerdict]) -> String {
        var parts = ["\(verdicts.count { $0 == .pass }) of \(verdicts.count) pass"]
        for verdict in [CheckVerdict.fail, .unsupported, .degraded, .inconclusive, .notRun] {
            let count = verdicts.count { $0 == verdict }
            guard count > 0 else { continue }
            switch verdict {
            case .fail: parts.append(count == 1 ? "1 fails" : "\(count) fail")
            default: parts.append("\(count) \(verdict.rawValue)")
            }
        }
        return parts.joined(separator: ", ")
    }

    /// Worst first, those that decide nothing last; else in the order of the catalogue.
    static func groups(_ scores: [CheckScore]) -> [CheckGroupScore] {
        var names: [String] = []
        for score in scores where !names.contains(score.finding.group) { names.append(score.finding.group) }
        let groups = names.map { name in CheckGroupScore(name, scores.filter { $0.finding.group == name }) }
        return groups.enumerated().sorted { left, right in
            (left.element.weight, -left.offset) > (right.element.weight, -right.offset)
        }.map(\.element)
    }

    private var weight: Int {
        switch rating {
        case .red: 4
        case .unknown: 3
        case .yellow: 2
        case .green: 1
        case nil: 0
        }
    }
}
