package import Evidence
package import ScenarioModel

/// What gives a check its weight: the estate where it names it, else the check's own tier.
package enum Standing: String, CaseIterable, Hashable, Sendable, Codable {
    case core, extended, admin, new
    case required, preferred, unused

    package init(_ finding: CheckFinding, estate: Estate?) {
        switch estate?.level(of: finding.id, feature: finding.feature) {
        case .required: self = .required
        case .preferred: self = .preferred
        case .unused: self = .unused
        case nil:
            self =
                switch finding.tier {
                case .core: .core
                case .extended: .extended
                case .admin: .admin
                case .new: .new
                }
        }
    }

    /// Whether nothing goes without it.
    package var isRequired: Bool { self == .core || self == .required }

    /// What a verdict comes to; nil where it is shown and decides nothing.
    package func rating(of verdict: CheckVerdict) -> Rating? {
        switch (self, verdict) {
        case (_, .pass): .green
        case (.unused, _): nil
        case (.core, .degraded), (.required, .degraded): .yellow
        case (.core, .fail), (.required, .fail), (.core, .unsupported), (.required, .unsupported): .red
        case (.core, _), (.required, _): .unknown
        case (_, .degraded): .green
        case (_, .fail): .yellow
        // An older cluster has not got what is new, and says so.
        case (.new, .unsupported): .green
        case (_, .unsupported): .yellow
        case (_, .notRun), (_, .inconclusive): nil
        }
    }

    /// For people: `core tier`, `required by the estate`.
    package var words: String {
        switch self {
        case .core, .extended, .admin, .new: "\(rawValue) tier"
        case .required, .preferred: "\(rawValue) by the estate"
        case .unused: "unused by the estate"
        }
    }

    /// What decides, for people: `red where it fails or is unsupported, yellow where it is degraded, ...`.
    package var bands: String {
        switch self {
        case .core, .required:
            "\(words): red where it fails or is unsupported, yellow where degraded, unknown where not told"
        case .extended, .admin, .preferred: "\(words): yellow where it fails or is unsupported"
        case .new: "\(words): yellow where it fails"
        case .unused: "\(words): decides nothing"
        }
    }
}
