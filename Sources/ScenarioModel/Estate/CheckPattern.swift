/// Ids of compatibility checks, with a star for any run of characters: `txn.*`, `*.roundtrip`, `fetch.long-poll`.
struct CheckPattern: Hashable, Sendable {
    private let parts: [Substring]

    init(_ pattern: String) {
        parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    }

    /// Features have neither dots nor stars.
    static func isPattern(_ key: String) -> Bool { key.contains { $0 == "." || $0 == "*" } }

    /// Characters beside the stars: how much it says of an id.
    var letters: Int { parts.reduce(0) { $0 + $1.count } }

    func matches(_ id: String) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return parts.first == id[...] }
        guard id.hasPrefix(first), id.hasSuffix(last), id.count >= first.count + last.count else { return false }
        var rest = id.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
