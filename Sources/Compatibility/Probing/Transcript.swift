internal import Evidence
internal import Synchronization

/// The requests of one probe and their answers, the last ones where there are very many.
final class Transcript: Sendable {
    private let start = ContinuousClock.now
    private let kept = Mutex<[WireExchange]>([])
    /// A soak of thousands of requests is not a transcript that anybody reads.
    private static let most = 60

    var exchanges: [WireExchange] { kept.withLock { $0 } }

    func add(
        broker: String, request: String, asked: String, answered: String, from began: ContinuousClock.Instant
    ) {
        let exchange = WireExchange(
            broker: broker, request: request, asked: asked, answered: answered,
            atMilliseconds: (began - start) / .milliseconds(1),
            tookMilliseconds: (ContinuousClock.now - began) / .milliseconds(1))
        kept.withLock { kept in
            if kept.count == Self.most { kept.removeFirst() }
            kept.append(exchange)
        }
    }
}
