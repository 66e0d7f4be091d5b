/// A message in words for people, cut off where it grows too long.
///
/// Bytes are told by their number only: there are records in them, and proofs of passwords.
struct MessageText: Sendable {
    private(set) var description = ""
    private var limit: Int
    private var isCut = false

    init(limit: Int = 0) {
        self.limit = limit
    }

    mutating func append(_ words: String) {
        guard !isCut else { return }
        if description.utf8.count + words.utf8.count > limit {
            isCut = true
            description += " ..."
        } else {
            description += words
        }
    }

    mutating func beginField(_ name: StaticString) {
        append(description.hasSuffix("{") ? "\(name): " : ", \(name): ")
    }
}

extension WireStructure {
    /// The message in words: `{topics: [{name: "positions", partitions: 3}]}`; at most about `limit` bytes.
    ///
    /// No bytes of records or of logins are in it, and no control characters.
    package func description(version: Int16, upTo limit: Int = 2_000) -> String {
        var coder = MessageCoder(describing: version, upTo: limit)
        var copy = self
        do {
            try coder.structure(&copy)
        } catch {
            // Only reading can fail.
            preconditionFailure("describing \(Self.self) failed: \(error)")
        }
        return coder.text.description
    }
}
