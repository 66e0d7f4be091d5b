import ScenarioModel

/// The attempts of a device to get its link back.
///
/// Attempt k comes min(most, first * factor^k) after the one before, less a drawn share of that; the first wait begins
/// when the link goes.
struct Backoff: Sendable {
    /// Waits that are drawn one by one; failed attempts beyond them, each at the longest wait, are taken together.
    private static let drawnAttempts: UInt64 = 4096

    private let first: Double
    private let factor: Double
    private let most: Double
    private let jitter: Double
    private let loss: Double

    init(_ reconnect: Reconnect, loss: Double) {
        first = Double(max(1, reconnect.first.unsigned))
        factor = max(1, reconnect.factor)
        most = max(Double(reconnect.most.unsigned), 1)
        jitter = min(max(reconnect.jitter, 0), 1)
        self.loss = min(max(loss, 0), 0.999)
    }

    /// One device's attempts since its link went: the dark time's number makes their draws its own.
    struct Sequence {
        let random: CounterRandom
        let dark: UInt32
        private(set) var atNs: UInt64
        private(set) var attempt: UInt64 = 0
        private var wait: Double

        fileprivate init(_ backoff: Backoff, random: CounterRandom, dark: UInt32, startNs: UInt64) {
            self.random = random
            self.dark = dark
            wait = min(backoff.first, backoff.most)
            atNs = startNs
        }

        /// On to the next attempt.
        fileprivate mutating func advance(_ backoff: Backoff) {
            var length = wait
            if backoff.jitter > 0 {
                let draw = random.sibling(.attemptWait).unit(draw)
                length *= 1 - backoff.jitter + backoff.jitter * draw
            }
            atNs &+= max(1, UInt64(min(length, 1e18)))
            wait = min(wait * backoff.factor, backoff.most)
            attempt += 1
        }

        fileprivate func isLost(_ backoff: Backoff) -> Bool {
            backoff.loss > 0 && random.sibling(.attemptLoss).unit(draw) < backoff.loss
        }

        /// Takes together the attempts that fail before an instant, up to the last two; returns those before `endNs`.
        fileprivate mutating func skip(untilNs: UInt64, endNs: UInt64) -> Int64 {
            let step = max(1, UInt64(min(wait, 1e18)))
            guard untilNs > atNs, (untilNs - atNs) / step > 1 else { return 0 }
            let attempts = (untilNs - atNs) / step - 1
            let counted = endNs > atNs ? min(attempts, (endNs - 1 - atNs) / step) : 0
            atNs += attempts * step
            attempt += attempts
            return Int64(counted)
        }

        private var draw: UInt64 { UInt64(dark) << 32 | attempt & 0xFFFF_FFFF }
    }

    func attempts(random: CounterRandom, dark: UInt32, startNs: UInt64) -> Sequence {
        Sequence(self, random: random, dark: dark, startNs: startNs)
    }

    /// The next attempt that is made at or after the link is back, not lost; all before it have failed.
    ///
    /// - Returns: whether it gets through, or was lost; and how many attempts before `endNs` have failed until then.
    func attempt(_ sequence: inout Sequence, fromNs: UInt64, endNs: UInt64) -> (isThrough: Bool, failed: Int64) {
        var failed: Int64 = 0
        while true {
            if sequence.attempt >= Backoff.drawnAttempts {
                failed += sequence.skip(untilNs: fromNs, endNs: endNs)
            }
            sequence.advance(self)
            if sequence.atNs >= fromNs { break }
            if sequence.atNs < endNs { failed += 1 }
        }
        guard sequence.isLost(self) else { return (true, failed) }
        return (false, failed + (sequence.atNs < endNs ? 1 : 0))
    }
}
