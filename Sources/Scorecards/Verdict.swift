internal import Evidence

/// The one sentence that names what decided an overall rating.
enum Verdict {
    static func sentence(_ overall: Rating, findings: [Finding], evidence: TrialEvidence) -> String {
        let deciding = findings.filter { $0.rating == overall }
        guard let first = deciding.first else {
            return evidence.cutShort == nil
                ? "Unknown: there is nothing to judge."
                : "Unknown: \(evidence.stateForPeople); what was measured up to then is shown, and proves nothing more."
        }
        let others = deciding.count == 1 ? "" : ", and \(deciding.count - 1) more"
        switch overall {
        case .green:
            return findings.count == 1
                ? "Green: the one finding is green." : "Green: all \(findings.count) findings are."
        case .yellow, .red:
            return "\(overall.capitalized): \(first.named), \(first.shown) (\(first.bands))\(others)."
        case .unknown:
            return "Unknown: \(first.named), \(first.why.withoutFullStop)\(others)."
        }
    }
}

extension Finding {
    /// `Tail of the live reader (dashboard)`.
    fileprivate var named: String { subject.map { "\(title) (\($0))" } ?? title }
}

extension Rating {
    fileprivate var capitalized: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension String {
    fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
