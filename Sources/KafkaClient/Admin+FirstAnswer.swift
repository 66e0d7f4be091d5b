internal import CRdKafka

extension Admin {
    /// Waits for the first answer of any broker: its metadata, without topics.
    ///
    /// librdkafka retries for ever, so what it notes on the way decides: a refusal ends the wait. Adds what it noted to
    /// `notices`. Blocks up to `seconds` and one request's time limit.
    package func firstAnswer(
        withinSeconds seconds: Double, noting notices: inout [ClientNotice]
    ) throws(KafkaError) -> ClusterMetadata {
        let clock = ContinuousClock()
        let begin = clock.now
        var lastNotice: ClientNotice?
        while true {
            do throws(KafkaError) {
                return try metadata(topics: [], timeoutMs: 1000)
            } catch {
                notices += takeNotices()
                for notice in notices where notice.kind == .error {
                    let isSummary = KafkaError.isSummary(notice.code)
                    if lastNotice == nil || !isSummary { lastNotice = notice }
                    let reported = KafkaError(code: notice.code, operation: "connect", reason: notice.text)
                    if reported.isRefusal { throw reported }
                }
                // With every broker refusing, more patience gains little; a broker that only starts up gets its chance.
                let isHopeless = notices.contains { KafkaError.isSummary($0.code) }
                let patience = isHopeless ? seconds / 2 : seconds
                if clock.now - begin >= .seconds(patience) {
                    if let lastNotice {
                        throw KafkaError(code: lastNotice.code, operation: "connect", reason: lastNotice.text)
                    }
                    throw error
                }
            }
        }
    }
}
