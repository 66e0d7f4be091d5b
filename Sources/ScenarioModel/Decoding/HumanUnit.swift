import Quantities

/// Numbers as people write them in YAML and on the command line: `250ms`, `20000/s`, `4KiB`, `20%`.
package enum HumanUnit {
    /// Nanoseconds in each unit of time.
    static let times: [(name: String, size: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("min", 60e9), ("h", 3600e9),
        ("d", 86400e9),
    ]
    /// Seconds in each unit that a rate may be over.
    static let periods: [(name: String, size: Double)] = [("s", 1), ("m", 60), ("min", 60), ("h", 3600), ("d", 86400)]
    static let sizes: [(name: String, size: Double)] = [
        ("B", 1), ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("KiB", 1024), ("MiB", 1_048_576),
    ]
    /// Bits a second in each unit of a bandwidth.
    static let bandwidths: [(name: String, size: Double)] = [
        ("bit/s", 1), ("kbit/s", 1e3), ("Mbit/s", 1e6), ("Gbit/s", 1e9),
    ]
    /// The longest duration, and the highest rate, that anything in Seatrial is made for.
    static let longest = Nanoseconds.seconds(366 * 86400)
    static let fastest = 1e9
    /// The widest link, in bits a second.
    static let widest = 1e12

    /// nil where the text is no such number; it may be negative or out of every range.
    static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.allSatisfy({ "0123456789.eE+-".contains($0) }), let value = Double(text),
            value.isFinite
        else { return nil }
        return value
    }

    /// In nanoseconds.
    package static func duration(_ text: String) -> Double? { quantity(text, times) }

    /// In events a second.
    package static func rate(_ text: String) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = decimal(trimmed(parts[0])),
            let period = periods.first(where: { $0.name == trimmed(parts[1]) })
        else { return nil }
        return count / period.size
    }

    /// In bits a second.
    static func bandwidth(_ text: String) -> Double? { quantity(text, bandwidths) }

    /// In bytes.
    package static func size(_ text: String) -> Double? { quantity(text, sizes) }

    /// As a fraction.
    static func percent(_ text: String) -> Double? {
        let digits = text.prefix { "0123456789.+-".contains($0) }
        guard trimmed(text.dropFirst(digits.count)) == "%", decimal(String(digits)) != nil else { return nil }
        // Not divided by 100: 99.9 is not exact, and the nearest number to 0.999 is what was meant.
        return Double("\(digits)e-2")
    }

    private static func quantity(_ text: String, _ units: [(name: String, size: Double)]) -> Double? {
        let digits = text.prefix { "0123456789.+-".contains($0) }
        let unit = trimmed(text.dropFirst(digits.count))
        guard let value = decimal(String(digits)), let size = units.first(where: { $0.name == unit })?.size else {
            return nil
        }
        return value * size
    }

    /// A number before a unit: digits, and more behind a point; a sign is read so that it can be refused by name.
    private static func decimal(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal =
            (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) }
            }
        return isDecimal ? Double(text) : nil
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
