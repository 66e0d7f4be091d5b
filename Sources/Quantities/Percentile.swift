/// The percentiles that Seatrial shows, in the order in which it shows them.
package enum Percentile {
    package static let shown: [Double] = [50, 90, 99, 99.9, 99.99, 100]

    /// `p50`, `p99.9`, `max`.
    package static func name(_ percentile: Double) -> String {
        percentile >= 100 ? "max" : "p" + percentile.significant(5)
    }
}
