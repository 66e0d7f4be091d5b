/// A value that is used and never shown: not in an error, not in a description, not in a dump.
struct Secret: Hashable, Sendable {
    let value: String

    /// What stands in a secret's place.
    static let mark = "[redacted]"

    /// The text with the secret taken out of it.
    func redacted(from text: String) -> String {
        guard !value.isEmpty else { return text }
        return text.split(separator: value, omittingEmptySubsequences: false).joined(separator: Secret.mark)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { Secret.mark }
    var debugDescription: String { Secret.mark }
    var customMirror: Mirror { Mirror(self, children: []) }
}
