internal import Quantities

/// What of a cluster an estate relies on: features, or single checks, each with how much.
package struct Estate: Hashable, Sendable {
    /// How much an estate relies on something.
    package enum Level: String, CaseIterable, Hashable, Sendable, Codable {
        /// Nothing goes without it.
        case required
        /// It is used, and there is a way around.
        case preferred
        /// Nobody uses it.
        case unused
    }

    /// A line of the file: a feature or a pattern of checks, and its level.
    package struct Entry: Hashable, Sendable {
        /// `transactions`, or `txn.*`.
        package var key: String
        package var level: Level

        package init(key: String, level: Level) {
            self.key = key
            self.level = level
        }
    }

    /// In the order of the file.
    package var entries: [Entry]

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// How much the estate relies on what a check asserts; nil where it does not say.
    ///
    /// A pattern goes over a feature; of several patterns the one that says most of the id, of equals the last.
    package func level(of check: String, feature: String) -> Level? {
        let patterns = entries.filter { Self.isPattern($0.key) && NamePattern($0.key).matches(check) }
        let most = patterns.map { NamePattern($0.key).letters }.max()
        if let said = patterns.last(where: { NamePattern($0.key).letters == most }) { return said.level }
        return entries.last { $0.key == feature }?.level
    }

    /// Whether a key means checks: features have neither dots nor stars.
    static func isPattern(_ key: String) -> Bool { key.contains { $0 == "." || $0 == "*" } }
}
