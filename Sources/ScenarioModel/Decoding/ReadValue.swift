import Quantities

/// A value that has passed its field's kind, with its place.
struct ReadValue {
    var place: Place
    var content: Content

    indirect enum Content {
        case text(String)
        case integer(Int)
        /// Numbers, rates (events a second) and percentages (fractions).
        case number(Double)
        case duration(Nanoseconds)
        case flag(Bool)
        /// Free properties, and tables.
        case properties([ReadProperty])
        case list([ReadValue])
        case object(ReadObject)
        case named([ReadEntry])
    }
}

/// One free key with its value as written.
struct ReadProperty {
    var key: String
    var keyPlace: Place
    var value: String
    var place: Place
}

/// One of a mapping's like objects under the name the user chose.
struct ReadEntry {
    var name: String
    var place: Place
    var object: ReadObject
}

/// A mapping read by its shape.
///
/// A key that is absent without a default, or that had a problem, has no value.
struct ReadObject {
    let shape: Shape
    var place: Place
    var values: [String: ReadValue] = [:]
    /// The keys that the user wrote, good or bad, with the places of their values.
    var written: [String: Place] = [:]

    subscript(key: String) -> ReadValue? {
        precondition(shape.field(key) != nil, "no field '\(key)' in the table of \(shape.title)")
        return values[key]
    }

    /// The place of a key's value; of the whole object where the key is absent.
    func place(of key: String) -> Place { written[key] ?? place }

    func has(_ key: String) -> Bool { written[key] != nil }

    func text(_ key: String) -> String? {
        guard case .text(let text) = self[key]?.content else { return nil }
        return text
    }

    func integer(_ key: String) -> Int? {
        guard case .integer(let integer) = self[key]?.content else { return nil }
        return integer
    }

    func number(_ key: String) -> Double? {
        guard case .number(let number) = self[key]?.content else { return nil }
        return number
    }

    func duration(_ key: String) -> Nanoseconds? {
        guard case .duration(let duration) = self[key]?.content else { return nil }
        return duration
    }

    func flag(_ key: String) -> Bool? {
        guard case .flag(let flag) = self[key]?.content else { return nil }
        return flag
    }

    func object(_ key: String) -> ReadObject? {
        guard case .object(let object) = self[key]?.content else { return nil }
        return object
    }

    func list(_ key: String) -> [ReadValue] {
        guard case .list(let list) = self[key]?.content else { return [] }
        return list
    }

    func named(_ key: String) -> [ReadEntry] {
        guard case .named(let entries) = self[key]?.content else { return [] }
        return entries
    }

    func properties(_ key: String) -> [ReadProperty] {
        guard case .properties(let properties) = self[key]?.content else { return [] }
        return properties
    }

    func choice<Choice: RawRepresentable<String>>(_ key: String, as: Choice.Type = Choice.self) -> Choice? {
        text(key).flatMap(Choice.init(rawValue:))
    }
}
