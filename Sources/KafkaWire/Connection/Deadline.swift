internal import NIOCore
package import Quantities

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

extension Nanoseconds {
    /// Clamped: 292 years are forever.
    package init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, exceeds) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        self.init(overflows || exceeds ? (seconds < 0 ? .min : .max) : sum)
    }
}
