@testable import Compatibility

/// Avro's rules of schema resolution, as far as the checks of a registry need them.
enum AvroRules {
    /// Whether records written with one schema can be read with the other.
    /// - Parameter enumsMayShrink: the defect of a registry that forgets the symbols.
    static func canRead(_ reader: JSONValue, _ writer: JSONValue, enumsMayShrink: Bool) -> Bool {
        if let branches = writer.elements {
            return branches.allSatisfy { canRead(reader, $0, enumsMayShrink: enumsMayShrink) }
        }
        if let branches = reader.elements {
            return branches.contains { canRead($0, writer, enumsMayShrink: enumsMayShrink) }
        }
        let (new, old) = (type(of: reader), type(of: writer))
        guard new == old else { return promotions[old]?.contains(new) == true }
        switch new {
        case "record":
            let written = writer["fields"]?.elements ?? []
            return (reader["fields"]?.elements ?? []).allSatisfy { field in
                let names = [field["name"]] + (field["aliases"]?.elements ?? [])
                guard let match = written.first(where: { names.contains($0["name"]) }) else {
                    return field["default"] != nil
                }
                return canRead(
                    field["type"] ?? .null, match["type"] ?? .null, enumsMayShrink: enumsMayShrink)
            }
        case "enum":
            let symbols = reader["symbols"]?.elements ?? []
            return enumsMayShrink || (writer["symbols"]?.elements ?? []).allSatisfy(symbols.contains)
        case "array":
            return canRead(
                reader["items"] ?? .null, writer["items"] ?? .null, enumsMayShrink: enumsMayShrink)
        default: return true
        }
    }

    private static let promotions: [String: Set<String>] = [
        "int": ["long", "float", "double"], "long": ["float", "double"], "float": ["double"], "string": ["bytes"],
        "bytes": ["string"],
    ]

    private static func type(of schema: JSONValue) -> String {
        schema.text ?? schema["type"]?.text ?? ""
    }
}
