internal import Evidence

/// How a tool ended, and what it wrote.
struct ToolRun: Hashable, Sendable {
    enum End: Hashable, Sendable {
        /// With the status that a shell would report.
        case exited(Int32)
        /// Killed, because its time was up.
        case outOfTime
        /// Killed, because what was wanted of it was done.
        case unwanted
    }

    var end: End
    /// The beginning of it, should it be very long.
    var output: String
    /// The end of it.
    var errors: String
    var limit: Duration
    var took: Duration

    var isSuccess: Bool { end == .exited(0) }

    var lines: [String] { output.split(whereSeparator: \.isNewline).map(String.init) }

    /// How it ended, in words: `ended with 1: Topic 'x' already exists`.
    var ending: String {
        switch end {
        case .exited(let status): "ended with \(status)" + (complaint.isEmpty ? "" : ": \(complaint)")
        case .outOfTime: "was stopped after \(limit)" + (complaint.isEmpty ? "" : ": \(complaint)")
        case .unwanted: "was stopped"
        }
    }

    /// The line in which it says what was wrong; empty where it says nothing.
    private var complaint: String {
        let said = [errors, output].map { text in
            text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: \.isWhitespace) }
                .filter { !$0.isEmpty && !$0.hasPrefix("at ") }
        }
        let lines = said.flatMap(\.self)
        let telling = lines.first { line in
            ["Exception", "ERROR", "Error", "error", "rror:", "failed", "FAIL"].contains { line.contains($0) }
        }
        return String((telling ?? said[0].last ?? said[1].last ?? "").prefix(300))
    }

    /// What it means where the tool did not do it.
    ///
    /// Not every error is the broker's fault: a right may be missing, or the cluster may say that it has not got it.
    func outcome(_ observed: String, _ facts: [String: String] = [:]) -> CheckOutcome {
        let words = errors + output
        let has = { (signs: [String]) in signs.contains { words.contains($0) } }
        let all = "\(observed); it \(ending)"
        if !isSuccess {
            if has(["AuthorizationException", "AUTHORIZATION_FAILED", "uthorization failed"]) {
                return .inconclusive("\(all) The user of this target may not do it.")
            }
            if has(["UnsupportedVersionException", "UNSUPPORTED_VERSION"]) { return .unsupported(all, facts) }
            if end == .outOfTime { return .inconclusive(all) }
        }
        return .fail(all, facts)
    }
}
