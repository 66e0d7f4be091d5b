/// A number of bytes, shown in binary units (`1.5 KiB`).
package struct ByteCount: Hashable, Comparable, Sendable {
    package var rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: ByteCount, right: ByteCount) -> Bool { left.rawValue < right.rawValue }
}

extension ByteCount: CustomStringConvertible {
    package var description: String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(rawValue)
        var unit = 0
        // From 1023.5 on three digits would round to 1024 of the smaller unit.
        while value.magnitude >= 1023.5, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return value.significant(3) + " " + units[unit]
    }
}
