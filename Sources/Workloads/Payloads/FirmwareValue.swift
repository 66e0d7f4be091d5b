import ScenarioModel

/// A value with exactly the fields of a firmware version, behind the room for the stamp.
///
/// JSON: `{"stamp":"0...0","field":1,...,"pad":"..."}`, the pad only where the size leaves room for it, else blanks.
/// Avro: the record of `Firmware.avroSchema`, binary, its pad always there. A size too small for stamp and fields is
/// raised to them.
struct FirmwareValue {
    let firmware: Firmware
    let random: CounterRandom

    func append(length: Int, to bytes: inout [UInt8]) {
        switch firmware.format {
        case .json: appendJSON(end: bytes.count + length, to: &bytes)
        case .avro: appendAvro(end: bytes.count + length, to: &bytes)
        }
    }

    private func appendJSON(end: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "{\"stamp\":\"".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: StampRoom.textLength))
        bytes.append(UInt8(ascii: "\""))
        for (index, field) in firmware.fields.enumerated() {
            bytes.append(contentsOf: ",\"\(field.name.escapedForJSON)\":".utf8)
            let draw = drawn(index)
            switch field.kind {
            case .long: bytes.appendDecimal(draw.whole)
            case .double:
                bytes.appendDecimal(draw.whole / 1000)
                bytes.append(UInt8(ascii: "."))
                bytes.appendDecimal(draw.whole % 1000, digits: 3)
            case .string: bytes.append(contentsOf: [UInt8(ascii: "\"")] + draw.word + [UInt8(ascii: "\"")])
            case .boolean: bytes.append(contentsOf: (draw.isTrue ? "true" : "false").utf8)
            }
        }
        let padding = ",\"pad\":\""
        let room = end - bytes.count - padding.utf8.count - 2
        if room >= 0 {
            bytes.append(contentsOf: padding.utf8)
            var filler = Filler(random: random.sibling(.payloadBytes), entropy: firmware.payload.entropy)
            filler.appendText(room, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, end - bytes.count - 1)))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func appendAvro(end: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: repeatElement(0, count: StampRoom.binaryLength))
        for (index, field) in firmware.fields.enumerated() {
            // The second branch of [null, T].
            if field.isOptional { bytes.appendAvroLong(1) }
            let draw = drawn(index)
            switch field.kind {
            case .long: bytes.appendAvroLong(draw.whole)
            case .double:
                let bits = (Double(draw.whole) / 1000).bitPattern
                for shift in stride(from: 0, to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
                }
            case .string:
                bytes.appendAvroLong(draw.word.count)
                bytes.append(contentsOf: draw.word)
            case .boolean: bytes.append(draw.isTrue ? 1 : 0)
            }
        }
        // The pad's length takes bytes itself: the largest pad that fits with it.
        var pad = max(0, end - bytes.count - 1)
        while pad > 0, bytes.count + [UInt8].avroLongLength(pad) + pad > end { pad -= 1 }
        bytes.appendAvroLong(pad)
        var filler = Filler(random: random.sibling(.payloadBytes), entropy: firmware.payload.entropy)
        filler.appendBinary(pad, to: &bytes)
    }

    /// A field's draw in each of its shapes: 0 to 999,999; thousandths of the same; eight letters and digits.
    private func drawn(_ field: Int) -> (whole: Int, word: [UInt8], isTrue: Bool) {
        let draws = random.sibling(.fieldValue)
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        let bits = draws.bits(UInt64(field))
        let word = (0..<8).map { letters[Int(bits >> UInt64(5 * $0) & 31)] }
        return (Int(draws.below(1_000_000, UInt64(field))), word, bits >> 63 == 1)
    }
}

extension [UInt8] {
    /// Avro's long: zigzag, then seven bits a byte, the lowest first.
    fileprivate mutating func appendAvroLong(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> 63))
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate static func avroLongLength(_ value: Int) -> Int {
        var bytes: [UInt8] = []
        bytes.appendAvroLong(value)
        return bytes.count
    }
}

extension String {
    /// For the inside of a JSON string.
    var escapedForJSON: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
