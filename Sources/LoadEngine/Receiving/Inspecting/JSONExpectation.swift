private import Foundation
internal import ScenarioModel

/// What a firmware version's JSON Schema asks of an object: its fields, and which of them must be there.
///
/// Names are compared as they are written; a scenario's need no escape.
struct JSONExpectation {
    private struct Expected {
        var name: [UInt8]
        var kind: SchemaField.Kind
        var isOptional: Bool
        /// Number of the last object that had it.
        var seenIn: UInt64 = 0
    }

    private var fields: [Expected]
    private var objects: UInt64 = 0

    init(_ firmware: Firmware) {
        fields = firmware.fields.map {
            Expected(name: Array($0.name.utf8), kind: $0.kind, isOptional: $0.isOptional)
        }
    }

    mutating func outcome(_ body: EventBody) -> SchemaOutcome {
        objects &+= 1
        var found: Int?
        // Fields come in the schema's order as a rule: look first where the last one was found.
        var next = 0
        let isObject = JSONScanner.readObject(body.bytes, count: body.count) { name, kind in
            guard let place = place(of: name, from: next) else { return }
            next = place + 1
            fields[place].seenIn = objects
            if !JSONExpectation.isTaken(kind, as: fields[place].kind) {
                found = found ?? Drift.otherKind(field: place)
            }
        }
        guard isObject else { return .broken }
        for place in fields.indices where fields[place].seenIn != objects && !fields[place].isOptional {
            return .unreadable(found ?? Drift.missing(field: place))
        }
        return found.map { .unreadable($0) } ?? .readable
    }

    private func place(of name: UnsafeRawBufferPointer, from start: Int) -> Int? {
        for step in 0..<fields.count {
            let place = start + step < fields.count ? start + step : start + step - fields.count
            guard fields[place].name.count == name.count, let base = name.baseAddress else { continue }
            if memcmp(fields[place].name, base, name.count) == 0 { return place }
        }
        return nil
    }

    private static func isTaken(_ kind: JSONScanner.Kind, as wanted: SchemaField.Kind) -> Bool {
        switch wanted {
        case .long: kind == .whole
        case .double: kind == .whole || kind == .fraction
        case .string: kind == .string
        case .boolean: kind == .boolean
        }
    }
}
