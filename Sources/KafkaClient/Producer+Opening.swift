internal import CRdKafka
private import Foundation

extension Producer {
    /// Connects as ``connect(timeoutMs:)`` does, but gives up as soon as the client says that no broker answers or that
    /// it is refused: one attempt of a device, which librdkafka by itself would go on making.
    ///
    /// What the client said is in the error, and taken from its notices.
    package func attempt(timeoutMs: Int32) throws(KafkaError) {
        let end = DispatchTime.now() + .milliseconds(Int(timeoutMs))
        // Longer from time to time: a slow cluster is to be waited for, not asked the same again and again.
        var slice: Int32 = 250
        while true {
            let left = Int32(
                clamping: (Int64(end.uptimeNanoseconds) - Int64(DispatchTime.now().uptimeNanoseconds)) / 1_000_000)
            do throws(KafkaError) {
                return try connect(timeoutMs: max(1, min(slice, left)))
            } catch {
                for notice in serveNotices() where notice.kind == .error {
                    let reported = KafkaError(code: notice.code, operation: "open a connection", reason: notice.text)
                    if reported.isRefusal || KafkaError.isSummary(notice.code) { throw reported }
                }
                if error.isRefusal || left <= slice { throw error }
            }
            slice *= 2
        }
    }
}
