import ScenarioModel

extension Payload.Size {
    /// The size that a share of all values (between 0 and 1) stays under.
    ///
    /// A log-normal size has no largest by itself: it is cut off at its 99.99th percentile and at eight times its 99th,
    /// so that one slot of a thousand is no freak that the mean and the client's limit would have to bear.
    func quantile(_ share: Double) -> Int {
        switch self {
        case .fixed(let bytes): return bytes
        case .uniform(let min, let max): return min + Int(share * Double(max - min + 1))
        case .logNormal(let median, let p99):
            let spread = PortableMath.log(Double(p99) / Double(median)) / PortableMath.normalQuantile(0.99)
            let place = PortableMath.normalQuantile(min(share, 0.9999))
            let bytes = Double(median) * PortableMath.exp(min(spread * place, 600))
            return Int(min(bytes, 8 * Double(p99)).rounded())
        }
    }

    /// A size in the middle of the distribution.
    var typical: Int { quantile(0.5) }
}
