import Evidence
import Foundation
import Quantities
import Scorecards

extension Double {
    /// A rate for people: `20,000/s`, `12.5/s`.
    var perSecond: String { (magnitude >= 100 ? Int64(rounded()).grouped : significant(3)) + "/s" }

    /// Three significant digits with a thousands letter: `950`, `45.2 k`, `1.2 M`.
    var short: String {
        switch magnitude {
        case ..<999.5: significant(3)
        case ..<999_500: (self / 1e3).significant(3) + " k"
        case ..<999_500_000: (self / 1e6).significant(3) + " M"
        default: (self / 1e9).significant(3) + " G"
        }
    }
}

extension Nanoseconds {
    /// An instant of the trial as a clock shows it: `0:07`, `1:02:03`.
    var clock: String {
        let total = max(0, rawValue) / 1_000_000_000
        let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60)
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(padded(minutes)):\(padded(seconds))" : "\(minutes):\(padded(seconds))"
    }
}

/// A moment in UTC: `2026-11-21 02:15:30 UTC`.
func utc(nanoseconds: Int64) -> String {
    let text = Date(timeIntervalSince1970: Double(nanoseconds) / 1e9).formatted(.iso8601)
    return text.replacing("T", with: " ").replacing("Z", with: " UTC")
}

extension Rating {
    var word: String { rawValue.uppercased() }
}

extension Finding {
    /// Title, and the subject where there is one: `Live tail (dashboard)`.
    var heading: String { subject.map { "\(title) (\($0))" } ?? title }
}

extension LatencyKind {
    /// What it runs between, short enough for a legend.
    var legend: String {
        switch self {
        case .intended: "intended time to delivery"
        case .service: "actual send to delivery (service)"
        case .business: "event time to delivery"
        case .ack: "intended time to acknowledgement"
        case .ackService: "actual send to acknowledgement (service)"
        case .sendLag: "intended time to actual send"
        case .edge: "event time to intended time (device and link)"
        case .connect: "connection set-up"
        }
    }
}

extension Optional {
    /// The text of a value, or words for its absence.
    func text(_ words: String, _ describe: (Wrapped) -> String) -> String { map(describe) ?? words }
}
