internal import Evidence
internal import Foundation
internal import Quantities
internal import Reporting
private import Synchronization
internal import Trials

/// Shows a running trial: one live line on a terminal, a plain line every ten seconds and at each new phase elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var lastLine = ""
        var lastShown = -1_000.0
        var lastPhase = ""
    }

    private let quiet: Bool
    private let isTerminal = Console.errorIsTerminal
    private let state = Mutex(State())

    /// Seconds of the trial between two plain lines.
    private static let plainPeriod = 10.0
    private static let livePeriod = 0.25

    init(quiet: Bool) {
        self.quiet = quiet
    }

    func show(_ progress: TrialProgress) {
        guard !quiet else { return }
        state.withLock { state in
            let phase = "\(progress.stage.rawValue) \(progress.phase)"
            let isNew = phase != state.lastPhase
            let period = isTerminal ? ProgressDisplay.livePeriod : ProgressDisplay.plainPeriod
            guard isNew || progress.elapsedSeconds - state.lastShown >= period else { return }
            state.lastPhase = phase
            state.lastShown = progress.elapsedSeconds
            let line = progress.line(
                width: isTerminal ? max(20, Console.width - 1) : 160, color: isTerminal && Console.wantsColor)
            guard line != state.lastLine else { return }
            state.lastLine = line
            isTerminal ? Console.status(line) : Console.note(line)
        }
    }

    func end() {
        if !quiet, isTerminal { Console.endStatus() }
    }
}

extension TrialProgress {
    /// Before and after the load there are no figures, only what is being done.
    fileprivate func line(width: Int, color: Bool) -> String {
        switch stage {
        case .connecting: "connecting"
        case .preparing: "preparing topics, offsets and clients"
        case .joining: "waiting for the readers to get their partitions"
        case .running, .draining: LiveLine(self).text(width: width, color: color)
        case .accounting: "closing the account"
        }
    }
}

extension LiveLine {
    init(_ progress: TrialProgress) {
        let isRunning = progress.stage == .running
        self.init(
            phase: isRunning ? progress.phase : progress.stage.rawValue, elapsed: .seconds(progress.elapsedSeconds),
            left: isRunning ? .seconds(max(0, progress.totalSeconds - progress.elapsedSeconds)) : nil,
            asked: Double(progress.asked), sent: Double(progress.sent), acked: Double(progress.acked),
            p50: progress.tail?.value(atPercentile: 50), p99: progress.tail?.value(atPercentile: 99),
            lags: progress.readers.map { ReaderLag(reader: $0.name, events: $0.lag, outlook: $0.outlook) },
            repeated: progress.repeated, outOfOrder: progress.outOfOrder, corrupted: progress.corrupted,
            rejected: progress.rejected, late: progress.late,
            connections: Connections(
                opened: progress.connectionsOpened, failed: progress.connectionsFailed,
                opening: progress.connectionsOpening))
    }
}

extension TrialProgress.ReaderState {
    /// While it catches up how long it will take, and what it read again or forwarded; nil where there is none of it.
    fileprivate var outlook: String? {
        let words = [
            course, deadLetters > 0 ? "\(deadLetters.grouped) dead letters" : nil,
            reread > 0 ? "\(reread.grouped) read again" : nil,
        ]
        .compactMap(\.self)
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private var course: String? {
        guard isCatchingUp else { return state == "away" ? "away" : nil }
        if willNotDrain { return "will not drain" }
        return secondsLeft.map { "about \(Nanoseconds.seconds($0.rounded())) left" } ?? "catching up"
    }
}
