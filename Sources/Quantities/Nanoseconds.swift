/// A span of time in whole nanoseconds, or an instant as nanoseconds since a stated zero (a trial's start).
///
/// Signed, so that a difference between two clocks can be negative and stay visible.
package struct Nanoseconds: Hashable, Comparable, Sendable, Codable {
    package var rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Whole nanoseconds of a duration; clamped, for 292 years are forever.
    package init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, exceeds) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        self.init(overflows || exceeds ? (seconds < 0 ? .min : .max) : sum)
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static let zero = Nanoseconds(0)

    /// Rounded to the nearest nanosecond.
    package static func seconds(_ seconds: Double) -> Nanoseconds {
        Nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    package static func milliseconds(_ milliseconds: Double) -> Nanoseconds {
        seconds(milliseconds / 1e3)
    }

    package static func microseconds(_ microseconds: UInt64) -> Nanoseconds {
        Nanoseconds(Int64(clamping: microseconds) * 1000)
    }

    package var seconds: Double { Double(rawValue) / 1e9 }
    package var milliseconds: Double { Double(rawValue) / 1e6 }

    package static func < (left: Nanoseconds, right: Nanoseconds) -> Bool { left.rawValue < right.rawValue }
    package static func + (left: Nanoseconds, right: Nanoseconds) -> Nanoseconds {
        Nanoseconds(left.rawValue + right.rawValue)
    }
    package static func - (left: Nanoseconds, right: Nanoseconds) -> Nanoseconds {
        Nanoseconds(left.rawValue - right.rawValue)
    }
}

extension Nanoseconds: CustomStringConvertible {
    /// With the unit a person would choose and three significant digits: `850 µs`, `12.3 ms`, `4.98 s`, `2 min 05 s`.
    package var description: String {
        let magnitude = rawValue.magnitude
        let sign = rawValue < 0 ? "-" : ""
        switch magnitude {
        case 0: return "0 s"
        case ..<1000: return "\(sign)\(magnitude) ns"
        case ..<999_500: return sign + Double(magnitude).scaled(by: 1e3) + " µs"
        case ..<999_500_000: return sign + Double(magnitude).scaled(by: 1e6) + " ms"
        case ..<119_500_000_000: return sign + Double(magnitude).scaled(by: 1e9) + " s"
        case ..<3_599_500_000_000:
            let seconds = (magnitude + 500_000_000) / 1_000_000_000
            return "\(sign)\(seconds / 60) min \((seconds % 60).twoDigits) s"
        default:
            let minutes = (magnitude + 30_000_000_000) / 60_000_000_000
            return "\(sign)\(minutes / 60) h \((minutes % 60).twoDigits) min"
        }
    }
}

extension UInt64 {
    fileprivate var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension Double {
    fileprivate func scaled(by unit: Double) -> String { (self / unit).significant(3) }
}
