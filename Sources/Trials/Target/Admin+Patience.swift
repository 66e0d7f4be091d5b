internal import KafkaClient
internal import Quantities

extension Admin {
    /// Asks again while the cluster is only not done yet: a topic that was just created has leaders before all brokers
    /// know of them, and a group's first request finds its coordinator loading.
    func patiently<Value>(
        withinMs limit: Int32 = 10_000, _ ask: () throws(KafkaError) -> Value
    ) throws(KafkaError) -> Value {
        let begin = MonotonicClock.reading()
        while true {
            do throws(KafkaError) {
                return try ask()
            } catch {
                let spentMs = (MonotonicClock.reading() - begin) / 1_000_000
                guard error.isTransient, spentMs < UInt64(limit) else { throw error }
                // The client's own poll is the wait: it learns of leaders meanwhile.
                _ = awaitNotices(timeoutMs: 100)
            }
        }
    }
}
