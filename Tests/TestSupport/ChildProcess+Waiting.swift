/// How a process ended, and all it wrote.
package struct FinishedProcess: Sendable {
    package enum End: Sendable, Equatable {
        case exited(Int32)
        case killed(by: Int32)
    }

    package let end: End
    package let standardOutput: String
    package let standardError: String

    /// The exit status as a shell reports it: 128 and the signal's number for a killed process.
    package var status: Int32 {
        switch end {
        case .exited(let status): status
        case .killed(let signal): 128 + signal
        }
    }
}

/// A wait for a process that did not come to its end, with what the process had written by then.
package struct ProcessWaitError: Error, CustomStringConvertible {
    package let description: String

    init(_ what: String, _ process: ChildProcess) {
        description = """
            \(process.command): \(what)
            --- standard output, its end:
            \(process.standardOutput.suffix(2_000))
            --- standard error, its end:
            \(process.standardError.suffix(2_000))
            """
    }
}

extension ChildProcess {
    /// Waits for the end of the process; kills its group and throws when the time is up first.
    ///
    /// The time is a quiet machine's: `Patience` has it be a multiple.
    package func finish(within usual: Duration) async throws -> FinishedProcess {
        let limit = usual * Patience.factor
        guard await state.wait(within: limit, until: \.isFinished), let end = state.now.end else {
            signal(9, group: true)
            throw ProcessWaitError("still running after \(limit), and killed", self)
        }
        return FinishedProcess(end: end, standardOutput: standardOutput, standardError: standardError)
    }

    /// Waits until the process has written a line that contains the words, and returns that line.
    ///
    /// Throws when the process ends without it, or the time is up first; the process then goes on.
    @discardableResult
    package func waitForLine(
        containing words: String, in stream: Stream = .standardOutput, within usual: Duration
    ) async throws -> String {
        let limit = usual * Patience.factor
        let find: @Sendable (State) -> String? = { $0.captured(stream).line(containing: words) }
        let isOver = await state.wait(within: limit) { find($0) != nil || $0.isFinished }
        if let line = find(state.now) { return line }
        throw ProcessWaitError(
            isOver ? "ended without writing '\(words)'" : "did not write '\(words)' within \(limit)", self)
    }
}
