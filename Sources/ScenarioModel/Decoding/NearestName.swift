/// Guesses which of the known names someone meant.
package enum NearestName {
    /// The known name with the fewest single-letter edits, if these are few enough for it to be a likely slip.
    package static func of(_ text: String, in known: some Sequence<String>) -> String? {
        let best = known.map { (name: $0, edits: edits(text.lowercased(), $0.lowercased())) }
            .min { ($0.edits, $0.name) < ($1.edits, $1.name) }
        guard let best, best.edits <= max(1, min(text.count, best.name.count) / 2) else { return nil }
        return best.name
    }

    /// `did you mean 'steady'? known: steady, warm-up`, or the known ones only where none is near.
    package static func remedy(for text: String, in known: some Sequence<String>, kind: String = "known") -> String {
        let names = known.sorted()
        guard !names.isEmpty else { return "there is none here" }
        let list = "\(kind): \(names.joined(separator: ", "))"
        return of(text, in: names).map { "did you mean '\($0)'? \(list)" } ?? list
    }

    /// Edits between two words, where swapping neighbours counts as one (optimal string alignment).
    static func edits(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var edits = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { edits = min(edits, beforeLast[column - 2] + 1) }
                current.append(edits)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
