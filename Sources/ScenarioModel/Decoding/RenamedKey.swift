import Yams

/// A way past a duplicate key, at which Yams stops: the first of the two gets another name, so that the rest of the
/// file can be read too and every problem be reported together.
///
/// One letter of the key is replaced by a character of Unicode's private use area, so no other place in the text
/// moves.
struct RenamedKey {
    /// The text with the letter replaced.
    let text: String
    let marker: Unicode.Scalar
    private let letter: Unicode.Scalar

    /// nil where the key is written in a way that one letter cannot be replaced safely (an escape, an anchor).
    init?(number: Int, keys: [String], mark: Mark, in text: String) {
        guard let marker = Unicode.Scalar(0xE000 + UInt32(number)), number < 1000 else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var column = mark.column - 1
        let line = lines[mark.line - 1]
        if line.indices.contains(column), line[column] == "\"" || line[column] == "'" { column += 1 }
        guard line.indices.contains(column) else { return nil }
        let rest = String(String.UnicodeScalarView(line[column...]))
        guard let key = keys.first(where: { !$0.isEmpty && rest.hasPrefix($0) }) else { return nil }
        letter = line[column]
        guard key.unicodeScalars.first == letter else { return nil }
        lines[mark.line - 1][column] = marker
        self.marker = marker
        self.text = String(String.UnicodeScalarView(lines.joined(separator: ["\n"])))
    }

    func original(of key: String) -> String {
        String(String.UnicodeScalarView(key.unicodeScalars.map { $0 == marker ? letter : $0 }))
    }
}
