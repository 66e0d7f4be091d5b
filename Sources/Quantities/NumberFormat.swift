import Foundation

extension Double {
    /// At least `digits` significant digits, without an exponent and without trailing zeros: `12.3`, `1230`, `0.00456`.
    package func significant(_ digits: Int) -> String {
        guard isFinite else { return isNaN ? "not a number" : self < 0 ? "-∞" : "∞" }
        guard self != 0 else { return "0" }
        let exponent = Int(log10(magnitude).rounded(.down))
        let decimals = max(0, digits - 1 - exponent)
        let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), self)
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }

    /// With exactly `decimals` digits behind the point, in no locale; what rounds to zero has no sign.
    package func fixed(_ decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), self)
        return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) } && isFinite
            ? String(text.dropFirst()) : text
    }

    /// A fraction as a percentage: `0.0412` is `4.12 %`.
    package var percent: String { (self * 100).significant(3) + " %" }
}

extension BinaryInteger {
    /// Grouped by thousands: `1,234,567`.
    package var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
