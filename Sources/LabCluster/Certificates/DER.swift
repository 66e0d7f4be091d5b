internal import Foundation

/// A value of ASN.1, written by the distinguished encoding rules (X.690).
struct DER: Hashable {
    let bytes: [UInt8]

    /// Takes what is encoded already.
    init(encoded bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    init(tag: UInt8, _ content: [UInt8]) {
        bytes = [tag] + Self.length(content.count) + content
    }

    /// Short up to 127; above that the number of its bytes goes first.
    private static func length(_ count: Int) -> [UInt8] {
        guard count > 127 else { return [UInt8(count)] }
        let digits = Array(withoutZeros(count))
        return [0x80 | UInt8(digits.count)] + digits
    }

    private static func withoutZeros(_ number: Int) -> some Sequence<UInt8> {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }.drop { $0 == 0 }
    }
}

extension DER {
    static func sequence(_ parts: [DER]) -> DER { DER(tag: 0x30, parts.flatMap(\.bytes)) }

    static func set(_ parts: [DER]) -> DER { DER(tag: 0x31, parts.flatMap(\.bytes)) }

    static let yes = DER(tag: 0x01, [0xff])

    /// A number that is not negative, of bytes in network order.
    static func integer(_ magnitude: [UInt8]) -> DER {
        let digits = Array(magnitude.drop { $0 == 0 })
        return DER(tag: 0x02, (digits.first ?? 0x80) > 127 ? [0] + digits : digits)
    }

    /// - Parameter unused: bits at the end of the last byte that are none of the value's.
    static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> DER { DER(tag: 0x03, [unused] + bytes) }

    static func octets(_ bytes: [UInt8]) -> DER { DER(tag: 0x04, bytes) }

    /// The name of a thing by its arcs, of which there are at least two.
    static func object(_ arcs: [Int]) -> DER {
        DER(tag: 0x06, ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap(base128))
    }

    private static func base128(_ arc: Int) -> [UInt8] {
        var digits = [UInt8(arc & 0x7f)]
        var rest = arc >> 7
        while rest > 0 {
            digits.insert(0x80 | UInt8(rest & 0x7f), at: 0)
            rest >>= 7
        }
        return digits
    }

    static func text(_ text: String) -> DER { DER(tag: 0x0c, Array(text.utf8)) }

    /// A second: with two digits of its year up to 2049, as certificates have them (RFC 5280, 4.1.2.5).
    static func time(_ date: Date) -> DER {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let year = parts.year ?? 1970
        let rest = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { twoDigits($0 ?? 0) }
        let isShort = (1950..<2050).contains(year)
        let digits = (isShort ? "" : twoDigits(year / 100)) + twoDigits(year % 100) + rest.joined() + "Z"
        return DER(tag: isShort ? 0x17 : 0x18, Array(digits.utf8))
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A value within a tag of its context.
    static func tagged(_ number: UInt8, _ value: DER) -> DER { DER(tag: 0xa0 | number, value.bytes) }

    /// Bytes whose tag is of their context.
    static func field(_ number: UInt8, _ bytes: [UInt8]) -> DER { DER(tag: 0x80 | number, bytes) }
}
