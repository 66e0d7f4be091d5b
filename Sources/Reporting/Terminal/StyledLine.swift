import Scorecards

/// One line of a terminal: pieces of text with a style each.
///
/// Knows its width, and is cut and coloured only when printed.
struct StyledLine: Sendable, ExpressibleByStringInterpolation {
    enum Style: String, Sendable {
        case plain = "0"
        case bold = "1"
        case dim = "2"
        case red = "1;31"
        case green = "1;32"
        case yellow = "1;33"
        case magenta = "1;35"
    }

    private var pieces: [(text: String, style: Style)]

    init(_ text: String, _ style: Style = .plain) { pieces = [(text.printable, style)] }

    init(stringLiteral value: String) { self.init(value) }

    var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

    static func + (left: StyledLine, right: StyledLine) -> StyledLine {
        var sum = left
        sum.pieces += right.pieces
        return sum
    }

    /// With spaces behind it, or before it, to `width` columns; longer ones stay as they are.
    func padded(to width: Int, atStart: Bool = false) -> StyledLine {
        let space = StyledLine(String(repeating: " ", count: max(0, width - self.width)))
        return atStart ? space + self : self + space
    }

    /// At most `limit` columns, without trailing spaces.
    func text(width limit: Int, color: Bool) -> String {
        cut(to: limit).map { piece in
            guard color, piece.style != .plain, !piece.text.isEmpty else { return piece.text }
            return "\u{1B}[\(piece.style.rawValue)m\(piece.text)\u{1B}[0m"
        }.joined()
    }

    private func cut(to limit: Int) -> [(text: String, style: Style)] {
        var shown = pieces
        var left = limit
        for index in pieces.indices {
            let rest = pieces[index...].reduce(0) { $0 + $1.text.displayWidth }
            let width = shown[index].text.displayWidth
            // The ellipsis stands where the room ends, also where that is between two pieces.
            if rest > left, width >= left { shown[index].text = (shown[index].text + " ").cut(to: left) }
            left -= shown[index].text.displayWidth
        }
        for index in shown.indices.reversed() {
            while shown[index].text.hasSuffix(" ") { shown[index].text.removeLast() }
            if !shown[index].text.isEmpty { break }
        }
        return shown
    }
}

extension Rating {
    var style: StyledLine.Style {
        switch self {
        case .green: .green
        case .yellow: .yellow
        case .red: .red
        case .unknown: .magenta
        }
    }
}

/// Words in lines of at most `width` columns; a word that is longer is broken.
func wrapped(_ text: String, width: Int) -> [String] {
    let width = max(1, width)
    var lines: [String] = []
    var line = ""
    for word in text.printable.split(separator: " ") {
        var word = String(word)
        if !line.isEmpty, line.displayWidth + 1 + word.displayWidth <= width {
            line += " " + word
            continue
        }
        if !line.isEmpty { lines.append(line) }
        while word.displayWidth > width {
            let head = prefix(of: word, width: width)
            lines.append(head)
            word.removeFirst(head.count)
        }
        line = word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
}

/// As many characters as fit, at least one.
private func prefix(of word: String, width: Int) -> String {
    var head = ""
    var used = 0
    for character in word {
        guard head.isEmpty || used + character.displayWidth <= width else { break }
        head.append(character)
        used += character.displayWidth
    }
    return head
}
