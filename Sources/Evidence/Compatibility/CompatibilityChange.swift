/// A difference between two runs of the compatibility checks: baseline first.
package struct CompatibilityChange: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        /// Another verdict.
        case verdict
        /// The same verdict with another observed value.
        case fact
    }

    package var check: String
    package var kind: Kind
    /// The fact's name; nil for a verdict.
    package var fact: String?
    package var baseline: String
    package var observed: String

    package init(check: String, kind: Kind, fact: String? = nil, baseline: String, observed: String) {
        self.check = check
        self.kind = kind
        self.fact = fact
        self.baseline = baseline
        self.observed = observed
    }
}

/// A difference in what two clusters offer: nil where one has not got it.
package struct APIChange: Hashable, Sendable, Codable {
    /// An API's name, or a feature's.
    package var name: String
    /// The API's key; nil for a feature.
    package var key: Int?
    /// `3 to 12`.
    package var baseline: String?
    package var observed: String?

    package init(name: String, key: Int?, baseline: String?, observed: String?) {
        self.name = name
        self.key = key
        self.baseline = baseline
        self.observed = observed
    }
}
