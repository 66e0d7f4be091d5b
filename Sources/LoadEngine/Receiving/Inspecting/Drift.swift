internal import ScenarioModel

/// What reading a value by a schema came to.
enum SchemaOutcome: Hashable {
    case readable
    /// Nothing of the writer's schema.
    case broken
    /// Whole, and not what the reader's schema takes; by the drift's number.
    case unreadable(Int)
}

/// Why a reader's schema cannot read a record, as a number: two for each of its fields, then what goes for the whole.
///
/// So the reasons are as many as the schema has, whatever the records hold.
enum Drift {
    static func missing(field: Int) -> Int { 3 + 2 * field }
    static func otherKind(field: Int) -> Int { 4 + 2 * field }
    static let otherFormat = 0
    static let unknownSchema = 1
    static let undecodable = 2

    /// Numbers that a reader of this version may have.
    static func count(_ firmware: Firmware) -> Int { 3 + 2 * firmware.fields.count }

    /// In words, by number.
    static func words(_ firmware: Firmware) -> [String] {
        [
            "\(firmware.format == .json ? "a JSON object" : "an Avro record"), found another format",
            "a schema of the scenario, found an unknown id", "a record that decodes as its own schema, found none",
        ]
            + firmware.fields.flatMap { field in
                [
                    "\(field.name): \(field.kind.rawValue), found none",
                    "\(field.name): \(field.kind.rawValue), found another type",
                ]
            }
    }
}
