/// A node of what the user wrote, with its place: YAML reduced to scalars, lists and mappings.
struct SourceNode {
    var place: Place
    var content: Content

    enum Content {
        /// `~`, `null` or nothing at all.
        case nothing
        /// The text as written; `isQuoted` text is never a number.
        case scalar(String, isQuoted: Bool)
        case list([SourceNode])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var keyPlace: Place
        var node: SourceNode
    }

    /// For messages: `a list`.
    var kindName: String {
        switch content {
        case .nothing: "nothing"
        case .scalar: "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

extension String {
    /// A key for messages, cut where a value would begin.
    ///
    /// `{password:hunter2}` is one key to YAML, since it has no blank behind the colon.
    var shownAsKey: String {
        guard let end = firstIndex(where: { ":= ".contains($0) }) else { return self }
        return self[..<end] + "…"
    }
}
