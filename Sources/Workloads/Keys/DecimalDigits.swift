extension [UInt8] {
    /// Appends a number of at least zero in decimal, with zeros before it up to `digits`.
    mutating func appendDecimal(_ number: Int, digits: Int = 1) {
        var divisor = 1
        var width = 1
        while number / divisor >= 10 || width < digits {
            divisor *= 10
            width += 1
        }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
