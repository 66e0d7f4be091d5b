internal import Compatibility
internal import Evidence
internal import Foundation
private import Synchronization

/// How far a run of checks is: one live line on a terminal, a plain line every twenty checks elsewhere.
final class CompatProgress: Sendable {
    private struct State {
        var total = 0
        var done = 0
        var open: [String] = []
        var bad = 0
    }

    private let quiet: Bool
    private let label: String
    private let isTerminal = Console.errorIsTerminal
    private let state = Mutex(State())

    init(quiet: Bool, label: String?) {
        self.quiet = quiet
        self.label = label.map { "\($0): " } ?? ""
    }

    func begin(_ total: Int) { state.withLock { $0.total = total } }

    func started(_ id: String) {
        state.withLock { state in
            state.open.append(id)
            show(state, isPlain: false)
        }
    }

    func finished(_ finding: CheckFinding) {
        state.withLock { state in
            state.done += 1
            state.open.removeAll { $0 == finding.id }
            if [.fail, .degraded, .inconclusive].contains(finding.verdict) {
                state.bad += 1
                note("\(label)\(finding.verdict.rawValue): \(finding.id): \(finding.observed)")
            }
            show(state, isPlain: state.done.isMultiple(of: 20) || state.done == state.total)
        }
    }

    func end() {
        if !quiet, isTerminal { Console.endStatus() }
    }

    private func note(_ line: String) {
        guard !quiet else { return }
        if isTerminal { Console.endStatus() }
        Console.note(line)
    }

    private func show(_ state: State, isPlain: Bool) {
        guard !quiet, isTerminal || isPlain else { return }
        let open = state.open.suffix(3).joined(separator: ", ")
        let line = "\(label)\(state.done) of \(state.total) checks" + (open.isEmpty ? "" : ", now \(open)")
        isTerminal ? Console.status(String(line.prefix(max(20, Console.width - 1)))) : Console.note(line)
    }
}
