/// A JSON object that looks like a vehicle's telemetry, of an exact size.
///
/// `{"stamp":"0...0","lat":51.94812,...,"odometer_km":182345.7,"pad":"..."}`. Fields that no longer fit the size are left
/// out from the end; the filler takes what remains, or blanks do where not even its name fits.
struct TelemetryValue {
    let random: CounterRandom
    let entropy: Double

    func append(length: Int, to bytes: inout [UInt8]) {
        let end = bytes.count + length
        bytes.append(contentsOf: "{\"stamp\":\"".utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: StampRoom.textLength))
        bytes.append(UInt8(ascii: "\""))
        for field in fields {
            // One byte stays for the closing brace.
            guard bytes.count + field.count + 1 <= end else { break }
            bytes.append(contentsOf: field)
        }
        let padding = ",\"pad\":\"\"}"
        let room = end - bytes.count - padding.utf8.count
        if room >= 0 {
            bytes.append(contentsOf: padding.utf8.dropLast(2))
            var filler = Filler(random: random.sibling(.payloadBytes), entropy: entropy)
            filler.appendText(room, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        } else {
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: end - bytes.count - 1))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Position, motion and engine of one vehicle on western European roads, each with the comma before it.
    private var fields: [[UInt8]] {
        [
            field("lat", 0, from: 4_700_000, to: 5_500_000, decimals: 5),
            field("lon", 1, from: 300_000, to: 1_500_000, decimals: 5),
            field("speed_kmh", 2, from: 0, to: 899, decimals: 1),
            field("heading", 3, from: 0, to: 359, decimals: 0),
            field("fuel_pct", 4, from: 50, to: 1_000, decimals: 1),
            field("engine_temp_c", 5, from: 780, to: 1_049, decimals: 1),
            field("rpm", 6, from: 650, to: 2_200, decimals: 0),
            field("vibration_mm_s", 7, from: 20, to: 710, decimals: 2),
            field("odometer_km", 8, from: 12_000, to: 9_000_000, decimals: 1),
        ]
    }

    /// `,"name":12.3`: an even draw from a range of whole numbers, with the point moved by `decimals`.
    private func field(_ name: String, _ draw: UInt64, from: Int, to: Int, decimals: Int) -> [UInt8] {
        let value = from + Int(random.below(UInt64(to - from + 1), draw))
        var text = Array(",\"\(name)\":".utf8)
        guard decimals > 0 else {
            text.appendDecimal(value)
            return text
        }
        let unit = (0..<decimals).reduce(1) { power, _ in power * 10 }
        text.appendDecimal(value / unit)
        text.append(UInt8(ascii: "."))
        text.appendDecimal(value % unit, digits: decimals)
        return text
    }
}
