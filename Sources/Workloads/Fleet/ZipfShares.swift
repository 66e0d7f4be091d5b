/// Shares of a whole that fall with rank by Zipf's law: rank r of n (from 1) has r^-s / H(n, s).
///
/// Method: exact normalised weights (Knuth, The Art of Computer Programming 3, section 6.1), not sampling, so the shares
/// hold in a short trial too. Exponent 0 gives even shares.
struct ZipfShares: Sendable {
    let count: Int
    let exponent: Double
    private let scale: Double

    init(count: Int, exponent: Double) {
        self.count = count
        self.exponent = exponent
        // From the smallest weight up, which keeps the sum exact to the last digits.
        scale =
            exponent == 0
            ? 1 / Double(count)
            : 1 / stride(from: count, through: 1, by: -1).reduce(0) { $0 + PortableMath.power(Double($1), -exponent) }
    }

    /// The share of an index from 0 on.
    func share(_ index: Int) -> Double {
        exponent == 0 ? scale : scale * PortableMath.power(Double(index + 1), -exponent)
    }

    /// Splits `whole` indivisible things by the shares.
    ///
    /// Method: largest remainder (Hamilton): everyone gets the whole part of its share, what is left goes to the largest
    /// remainders, the lower index first. Each is within one of its share.
    func apportion(_ whole: Int) -> [Int] {
        let quotas = (0..<count).map { share($0) * Double(whole) }
        var parts = quotas.map { Int($0) }
        let left = whole - parts.reduce(0, +)
        let byRemainder = (0..<count).sorted {
            let (first, second) = (quotas[$0] - Double(parts[$0]), quotas[$1] - Double(parts[$1]))
            return first == second ? $0 < $1 : first > second
        }
        for index in byRemainder.prefix(max(0, left)) { parts[index] += 1 }
        return parts
    }
}
