internal import GRDB

extension Row {
    /// A column as a number of a range; GRDB's own subscript would end the program where it is something else.
    func integer<Number: FixedWidthInteger>(
        _ column: String, in range: ClosedRange<Number>
    ) throws(TraceDamage) -> Number {
        let stored: DatabaseValue = self[column]
        guard case .int64(let wide) = stored.storage, let number = Number(exactly: wide), range.contains(number) else {
            throw TraceDamage(what: "column \(column) holds \(Row.excerpt(stored)), not \(range)")
        }
        return number
    }

    func text(_ column: String) throws(TraceDamage) -> String {
        let stored: DatabaseValue = self[column]
        guard case .string(let text) = stored.storage else {
            throw TraceDamage(what: "column \(column) holds \(Row.excerpt(stored)), not a text")
        }
        return text
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ column: String) throws(TraceDamage) -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw TraceDamage(what: "column \(column) holds '\(text.prefix(40))', not one of \(known)")
        }
        return word
    }

    func bytes(_ column: String) throws(TraceDamage) -> [UInt8] {
        let stored: DatabaseValue = self[column]
        guard case .blob(let data) = stored.storage else {
            throw TraceDamage(what: "column \(column) holds \(Row.excerpt(stored)), not bytes")
        }
        return Array(data)
    }

    func isNull(_ column: String) -> Bool {
        let stored: DatabaseValue = self[column]
        return stored.isNull
    }

    private static func excerpt(_ value: DatabaseValue) -> String { String(value.description.prefix(40)) }
}
