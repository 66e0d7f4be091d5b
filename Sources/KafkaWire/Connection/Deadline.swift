internal import NIOCore
internal import Quantities

/// The end of a span of time that several steps share.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    init(in span: Duration) {
        end = .now + span
    }

    /// Never negative.
    var remaining: Duration { max(.zero, end - .now) }

    var isOver: Bool { remaining == .zero }

    func earlier(of limit: Duration) -> Duration { min(limit, remaining) }
}

extension TimeAmount {
    init(_ duration: Duration) {
        self = .nanoseconds(Nanoseconds(duration).rawValue)
    }
}
