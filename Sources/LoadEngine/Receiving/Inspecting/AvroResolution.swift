internal import ScenarioModel
internal import Workloads

/// Decodes what one firmware version wrote in Avro as a reader of another does (Avro 1.11, "Schema Resolution").
///
/// Known once for each pair of versions: a field that the reader needs and the writer never has, or has as something
/// else. The record: the stamp (fixed, 56 bytes), the version's fields in their order, an optional one as a union with
/// null, and the pad (bytes), which every version has.
struct AvroResolution: Sendable {
    private struct Step: Sendable {
        var kind: SchemaField.Kind
        var isOptional: Bool
        /// What to report where the union holds null; nil where the reader can do without.
        var driftOfNull: Int?
    }

    private let steps: [Step]
    /// Holds for every record of the writer.
    private let drift: Int?

    init(writer: Firmware, reader: Firmware) {
        steps = writer.fields.map { field in
            let place = reader.fields.firstIndex { $0.name == field.name && !$0.isOptional }
            return Step(
                kind: field.kind, isOptional: field.isOptional,
                driftOfNull: place.map { Drift.missing(field: $0) })
        }
        drift =
            reader.fields.enumerated().compactMap { place, wanted -> Int? in
                guard let written = writer.fields.first(where: { $0.name == wanted.name }) else {
                    return wanted.isOptional ? nil : Drift.missing(field: place)
                }
                let isTaken = written.kind == wanted.kind || written.kind == .long && wanted.kind == .double
                return isTaken ? nil : Drift.otherKind(field: place)
            }
            .first
    }

    /// What the reader makes of the record from the stamp on.
    func outcome(_ body: EventBody) -> SchemaOutcome {
        var decoder = AvroDecoder(bytes: body.bytes, count: body.count)
        guard decoder.skip(StampRoom.binaryLength) else { return .broken }
        var found: Int?
        for step in steps {
            if step.isOptional {
                guard let branch = decoder.long() else { return .broken }
                if branch == 0 {
                    found = found ?? step.driftOfNull
                    continue
                }
                guard branch == 1 else { return .broken }
            }
            guard decoder.skip(step.kind) else { return .broken }
        }
        guard decoder.skip(.string), decoder.isAtEnd else { return .broken }
        return (drift ?? found).map { .unreadable($0) } ?? .readable
    }
}

/// Walks through Avro binary, bounds checked.
private struct AvroDecoder {
    let bytes: UnsafeRawPointer
    let count: Int
    private var position = 0

    init(bytes: UnsafeRawPointer, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    var isAtEnd: Bool { position == count }

    mutating func skip(_ length: Int) -> Bool {
        guard length >= 0, length <= count - position else { return false }
        position += length
        return true
    }

    /// Strings and bytes have the same form.
    mutating func skip(_ kind: SchemaField.Kind) -> Bool {
        switch kind {
        case .long: return long() != nil
        case .double: return skip(8)
        case .string:
            guard let length = long(), let length = Int(exactly: length) else { return false }
            return skip(length)
        case .boolean:
            guard position < count, bytes.load(fromByteOffset: position, as: UInt8.self) <= 1 else { return false }
            position += 1
            return true
        }
    }

    /// Seven bits a byte, the lowest first, zigzag.
    mutating func long() -> Int64? {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < count else { return nil }
            let byte = bytes.load(fromByteOffset: position, as: UInt8.self)
            position += 1
            // The tenth byte has room for one bit.
            if shift == 63, byte > 1 { return nil }
            bits |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1) }
        }
        return nil
    }
}
