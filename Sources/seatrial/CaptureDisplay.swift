internal import Captures
internal import Foundation
internal import Quantities
private import Synchronization

/// Shows a running capture: one live line on a terminal, a plain line every ten seconds elsewhere.
final class CaptureDisplay: Sendable {
    private struct State {
        var lastShown = -1_000.0
        var lastStage: CaptureProgress.Stage?
        /// Where the rate is counted from.
        var before: CaptureProgress?
        var rate = 0.0
    }

    private let quiet: Bool
    private let isTerminal = Console.errorIsTerminal
    private let state = Mutex(State())

    init(quiet: Bool) {
        self.quiet = quiet
    }

    func show(_ progress: CaptureProgress) {
        guard !quiet else { return }
        state.withLock { state in
            let before = state.before ?? progress
            if progress.elapsedSeconds - before.elapsedSeconds >= 1 {
                state.rate =
                    Double(progress.events - before.events) / (progress.elapsedSeconds - before.elapsedSeconds)
                state.before = progress
            } else {
                state.before = before
            }
            let period = isTerminal ? 0.25 : 10
            guard progress.stage != state.lastStage || progress.elapsedSeconds - state.lastShown >= period else {
                return
            }
            state.lastStage = progress.stage
            state.lastShown = progress.elapsedSeconds
            let line = progress.line(rate: state.rate)
            isTerminal ? Console.status(String(line.prefix(max(20, Console.width - 1)))) : Console.note(line)
        }
    }

    func end() {
        if !quiet, isTerminal { Console.endStatus() }
    }
}

extension CaptureProgress {
    fileprivate func line(rate: Double) -> String {
        guard stage != .connecting else { return "connecting" }
        let elapsed = Nanoseconds.seconds(elapsedSeconds)
        var parts = [
            stage == .catchingUp ? "reading what the window left" : "capturing", "\(events.grouped) events",
            "\(Int(rate).grouped)/s", "\(ByteCount(bytes))",
        ]
        if stage == .reading, let windowSeconds {
            parts.insert("\(elapsed) of \(Nanoseconds.seconds(windowSeconds))", at: 1)
        } else {
            parts.insert("\(elapsed)", at: 1)
        }
        if let unread, unread > 0 {
            let left = rate > 0 ? ", about \(Nanoseconds.seconds((Double(unread) / rate).rounded()))" : ""
            parts.append("\(unread.grouped) left\(left)")
        }
        if gaps > 0 { parts.append("\(gaps) gaps") }
        return parts.joined(separator: "  ")
    }
}
