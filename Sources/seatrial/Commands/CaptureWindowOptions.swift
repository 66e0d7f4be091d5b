internal import ArgumentParser
internal import Captures
internal import Foundation
internal import Quantities
internal import ScenarioModel

/// Which stretch of the traffic: from now on, or of the past.
struct CaptureWindowOptions: ParsableArguments {
    @Option(name: .customLong("for"), help: ArgumentHelp("From now on, for so long: 10m.", valueName: "time"))
    var length: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("From a time of the past: 2026-11-20T08:00:00Z, or -2h.", valueName: "time"))
    var from: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("To a time of the past, like --from. Default: now.", valueName: "time"))
    var to: String?

    func value(now: Date) throws -> CaptureWindow {
        switch (length, from) {
        case (let length?, nil):
            if let to { throw ValidationError("--to \(to) belongs to --from; --for says itself when to end") }
            guard let nanoseconds = HumanUnit.duration(length), nanoseconds >= 1e9, nanoseconds <= 31 * 86_400e9 else {
                throw ValidationError("--for \(length): a time with its unit, like 30s, 10m, 2h; 1s to 31d")
            }
            return .live(Nanoseconds(Int64(nanoseconds)))
        case (nil, let from?):
            let fromMs = try Self.milliseconds(from, option: "--from", now: now)
            let toMs = try to.map { try Self.milliseconds($0, option: "--to", now: now) } ?? now.milliseconds
            return .past(fromMs: fromMs, toMs: toMs)
        case (nil, nil):
            throw ValidationError("--for 10m captures from now on, --from -2h a stretch of the past: name one of them")
        case (_?, _?):
            throw ValidationError("--for captures from now on, --from a stretch of the past: name one of them")
        }
    }

    private static func milliseconds(_ text: String, option: String, now: Date) throws -> Int64 {
        if text == "now" { return now.milliseconds }
        if text.hasPrefix("-"), let nanoseconds = HumanUnit.duration(String(text.dropFirst())), nanoseconds >= 0,
            nanoseconds / 1e9 < now.timeIntervalSince1970
        {
            return now.milliseconds - Int64(nanoseconds / 1e6)
        }
        for options: ISO8601DateFormatter.Options in [
            .withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds],
        ] {
            let formatter = ISO8601DateFormatter()
            formatter.formatOptions = options
            if let date = formatter.date(from: text), (0..<4e9).contains(date.timeIntervalSince1970) {
                return date.milliseconds
            }
        }
        throw ValidationError(
            "\(option) \(text): a time with its zone, like 2026-11-20T08:00:00Z, or one before now, like -2h")
    }
}

extension Date {
    /// Since 1970.
    fileprivate var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}

extension CaptureLimit {
    /// The bounds that are named, in place of the gentle ones; what is not named keeps its default.
    init(options: [String]) throws {
        self = .gentle
        for option in options {
            if option == "none" {
                self = .none
            } else if let rate = HumanUnit.rate(option), rate >= 1 {
                eventsPerSecond = rate
            } else if option.hasSuffix("/s"), let bytes = HumanUnit.size(String(option.dropLast(2))), bytes >= 1000 {
                bytesPerSecond = bytes
            } else {
                throw ValidationError(
                    "--limit \(option): bytes a second (50MB/s, at least 1kB/s), events a second (20000/s), or none")
            }
        }
    }
}
