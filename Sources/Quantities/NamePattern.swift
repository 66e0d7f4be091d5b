/// A pattern of names in which a star stands for any run of characters: `txn.*`, `*.roundtrip`, `fetch.long-poll`.
package struct NamePattern: Hashable, Sendable {
    private let parts: [Substring]

    package init(_ pattern: String) {
        parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    }

    /// Characters beside the stars: how much it says of a name.
    package var letters: Int { parts.reduce(0) { $0 + $1.count } }

    package func matches(_ name: String) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return parts.first == name[...] }
        guard name.hasPrefix(first), name.hasSuffix(last), name.count >= first.count + last.count else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
