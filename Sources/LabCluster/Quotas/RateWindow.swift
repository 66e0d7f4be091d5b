/// How much a client had in the last seconds, as Kafka counts it: eleven samples of a second each.
struct RateWindow {
    private static let samples = 11
    private var sums: [(second: Int64, sum: Double)] = []

    /// Adds an amount at a time in milliseconds.
    mutating func add(_ amount: Double, at now: Int64) {
        drop(before: now)
        let second = now / 1000
        if let last = sums.last, last.second >= second {
            sums[sums.count - 1].sum += amount
        } else {
            sums.append((second, amount))
        }
    }

    /// Takes an amount back that was added last.
    mutating func takeBack(_ amount: Double) {
        if !sums.isEmpty { sums[sums.count - 1].sum -= amount }
    }

    /// The amount a second.
    mutating func rate(at now: Int64) -> Double {
        drop(before: now)
        return sums.reduce(0) { $0 + $1.sum } / seconds(at: now)
    }

    /// How many milliseconds nothing may come, so that the rate is the quota again.
    mutating func delay(above quota: Double, at now: Int64) -> Int64 {
        let rate = rate(at: now)
        guard rate > quota else { return 0 }
        return Int64(((rate - quota) / quota * seconds(at: now) * 1000).rounded())
    }

    /// The time that the samples stand for: at least ten full ones, as if there had been nothing before the first.
    private func seconds(at now: Int64) -> Double {
        let elapsed = sums.first.map { Double(now - $0.second * 1000) / 1000 } ?? 0
        let missing = max(0, Double(Self.samples - 1) - elapsed.rounded(.down))
        return elapsed + missing
    }

    private mutating func drop(before now: Int64) {
        let oldest = now / 1000 - Int64(Self.samples)
        sums.removeAll { $0.second < oldest }
    }
}
