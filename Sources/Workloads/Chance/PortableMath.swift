/// Logarithm, exponential and normal quantile from IEEE basic operations only.
///
/// The C library's differ in the last digit between systems and versions, and with them the stream of a seed would;
/// additions, products, quotients and roots are exact to the bit everywhere.
enum PortableMath {
    /// The natural logarithm of a positive, normal number; error a few units in the last place.
    ///
    /// Method: x = m * 2^e with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh((m - 1) / (m + 1)) by its power series.
    static func log(_ x: Double) -> Double {
        var exponent = Int(truncatingIfNeeded: (x.bitPattern >> 52)) - 1023
        var mantissa = Double(bitPattern: (x.bitPattern & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000)
        if mantissa > 1.4142135623730951 {
            mantissa *= 0.5
            exponent += 1
        }
        let s = (mantissa - 1) / (mantissa + 1)
        let z = s * s
        var sum = 1.0 / 21
        sum = sum * z + 1.0 / 19
        sum = sum * z + 1.0 / 17
        sum = sum * z + 1.0 / 15
        sum = sum * z + 1.0 / 13
        sum = sum * z + 1.0 / 11
        sum = sum * z + 1.0 / 9
        sum = sum * z + 1.0 / 7
        sum = sum * z + 1.0 / 5
        sum = sum * z + 1.0 / 3
        sum = sum * z + 1
        return Double(exponent) * ln2 + 2 * s * sum
    }

    /// e to the x, for |x| up to 700.
    ///
    /// Method: x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its power series.
    static func exp(_ x: Double) -> Double {
        let n = (x / ln2).rounded()
        let r = (x - n * ln2High) - n * ln2Low
        var sum = 1.0
        var degree = 16.0
        while degree >= 1 {
            sum = 1 + sum * r / degree
            degree -= 1
        }
        return Double(sign: .plus, exponent: Int(n), significand: sum)
    }

    /// The cosine of `turns` full turns.
    ///
    /// Method: by symmetry to an angle of at most an eighth turn from a zero or an extreme, then by power series.
    static func cosine(turns: Double) -> Double {
        let share = (turns - turns.rounded(.down)) * 4
        let quarter = (share + 0.5).rounded(.down)
        let angle = (share - quarter) * halfPi
        let z = angle * angle
        switch Int(quarter) & 3 {
        case 0: return evenSeries(z)
        case 1: return -angle * oddSeries(z)
        case 2: return -evenSeries(z)
        default: return angle * oddSeries(z)
        }
    }

    /// cos x by z = x^2, for |x| up to pi / 4.
    private static func evenSeries(_ z: Double) -> Double {
        var sum = 1.0
        for degree in stride(from: 18.0, through: 2, by: -2) { sum = 1 - sum * z / (degree * (degree - 1)) }
        return sum
    }

    /// sin x / x by z = x^2, likewise.
    private static func oddSeries(_ z: Double) -> Double {
        var sum = 1.0
        for degree in stride(from: 19.0, through: 3, by: -2) { sum = 1 - sum * z / (degree * (degree - 1)) }
        return sum
    }

    /// A positive base to any power.
    static func power(_ base: Double, _ exponent: Double) -> Double { exp(exponent * log(base)) }

    /// The standard normal value that a share `p` (between 0 and 1) lies under.
    ///
    /// Method: Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), routine PPND7: about seven digits.
    static func normalQuantile(_ p: Double) -> Double {
        let q = p - 0.5
        if q.magnitude <= 0.425 {
            let r = 0.180625 - q * q
            let top = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
            let bottom = ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1
            return q * top / bottom
        }
        let tail = (-log(q < 0 ? p : 1 - p)).squareRoot()
        let value: Double
        if tail <= 5 {
            let r = tail - 1.6
            let top = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
            value = top / ((0.12021132975 * r + 0.73700164250) * r + 1)
        } else {
            let r = tail - 5
            let top = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
            value = top / ((0.012258202635 * r + 0.24197894225) * r + 1)
        }
        return q < 0 ? -value : value
    }
}

private let halfPi = 1.5707963267948966
private let ln2 = 0.6931471805599453
// ln 2 in two parts, the first with zeros at its end: n * ln2High is exact.
private let ln2High = 6.93147180369123816490e-01
private let ln2Low = 1.90821492927058770002e-10
