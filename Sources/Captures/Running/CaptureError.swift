/// Why a capture could not be made; nothing of it is kept.
package struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// The target cannot be reached, or refuses us.
        case target
        /// What was asked for is not there: an unknown topic, a window in the future.
        case request
        /// The trace could not be kept; `description` is the keeper's.
        case file
    }

    package var kind: Kind
    /// What happened, where, what to do.
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
