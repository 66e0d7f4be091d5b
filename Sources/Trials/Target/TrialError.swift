package import KafkaClient

/// Why a trial could not be run, or ended early.
package struct TrialError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The target cannot be reached, refuses us, or lacks what the scenario needs.
        case target
        /// The scenario and the target do not fit together.
        case mismatch
        /// The results could not be kept.
        case results
    }

    package var kind: Kind
    /// What happened, where, what to do.
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    package init(_ error: KafkaError) {
        self.init(.target, error.description)
    }
}
