/// Changes that a client may still make, as Kafka counts those of topics (KIP-599): it may go below nothing once.
struct TokenBucket {
    private var tokens: Double
    private var filledAt: Int64
    private let quota: Double

    /// Full buckets hold what comes in so many seconds.
    private static let seconds = 11.0

    init(quota: Double, at now: Int64) {
        self.quota = quota
        tokens = quota * Self.seconds
        filledAt = now
    }

    /// Takes so many tokens; more than there are, too, as long as there were any.
    /// - Parameter isStrict: whether nothing is taken where there are none.
    /// - Returns: how many milliseconds it takes until there are some again; 0 where nothing is missing.
    mutating func take(_ count: Double, at now: Int64, isStrict: Bool) -> Int64 {
        tokens = min(quota * Self.seconds, tokens + Double(now - filledAt) / 1000 * quota)
        filledAt = now
        if isStrict, tokens < 0 { return delay }
        tokens -= count
        return isStrict ? 0 : delay
    }

    private var delay: Int64 { tokens < 0 ? max(1, Int64((-tokens / quota * 1000).rounded(.up))) : 0 }
}
