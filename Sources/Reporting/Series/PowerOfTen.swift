import Foundation

extension Double {
    /// 10 to the power of `exponent`.
    static func powerOfTen(_ exponent: Double) -> Double { pow(10, exponent) }

    /// The logarithm to the base 10; the receiver is above 0.
    var logarithm: Double { log10(self) }
}
