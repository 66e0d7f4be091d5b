import ScenarioModel

extension Payload.Size {
    /// The size that a share of all values (between 0 and 1) stays under.
    func quantile(_ share: Double) -> Int {
        switch self {
        case .fixed(let bytes): return bytes
        case .uniform(let min, let max): return min + Int(share * Double(max - min + 1))
        case .logNormal(let median, let p99):
            let ratio = Double(p99) / Double(median)
            let spread = PortableMath.log(ratio) / PortableMath.normalQuantile(0.99)
            return Int((Double(median) * PortableMath.exp(spread * PortableMath.normalQuantile(share))).rounded())
        }
    }

    /// A size in the middle of the distribution.
    var typical: Int { quantile(0.5) }
}
