import Foundation

/// Values that are stored as JSON text, so that SQLite's json functions can read them.
enum JSONColumn {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// `[12,null,0]`.
    ///
    /// By hand: an hour's trial has tens of thousands of these, and the decoder would take most of the time of a
    /// scorecard.
    static func text(_ numbers: [Int64?]) -> String {
        "[" + numbers.map { $0.map(String.init) ?? "null" }.joined(separator: ",") + "]"
    }

    static func numbers(from text: String) throws(ResultsDamage) -> [Int64?] {
        guard text.hasPrefix("["), text.hasSuffix("]") else {
            throw ResultsDamage(what: "lag '\(text)' is not an array")
        }
        var numbers: [Int64?] = []
        for part in text.utf8.dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
            let part = String(decoding: part, as: UTF8.self)
            if part == "null" {
                numbers.append(nil)
            } else if let number = Int64(part) {
                numbers.append(number)
            } else {
                throw ResultsDamage(what: "lag '\(text)' holds '\(part)'")
            }
        }
        return numbers
    }
}

/// A stored value that this version never writes.
struct ResultsDamage: Error, CustomStringConvertible {
    var what: String
    var description: String { what }

    /// The case of an enum that `text` names.
    static func value<Word: RawRepresentable<String>>(_ text: String, of type: Word.Type) throws(ResultsDamage) -> Word
    {
        guard let word = Word(rawValue: text) else { throw ResultsDamage(what: "'\(text)' is no \(type)") }
        return word
    }
}
