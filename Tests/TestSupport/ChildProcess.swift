package import Foundation

/// A process started by a test: its output is kept, its end is awaited, and it never outlives the test.
///
/// It leads a process group of its own. When it ends, what is left of the group is killed; when the last reference
/// to this object goes, or the test process ends in whatever way, so is the whole group.
package final class ChildProcess: Sendable {
    package enum Stream: Sendable { case standardOutput, standardError }

    struct State: Sendable {
        var output = CapturedOutput()
        var errors = CapturedOutput()
        var end: FinishedProcess.End?
        /// Signals that are sent as soon as something is written.
        var reactions: [Reaction] = []

        var isFinished: Bool { end != nil && output.isComplete && errors.isComplete }

        func captured(_ stream: Stream) -> CapturedOutput {
            switch stream {
            case .standardOutput: output
            case .standardError: errors
            }
        }
    }

    struct Reaction: Sendable {
        var words: String
        var stream: Stream
        var signal: Int32
    }

    /// The id of the process and of its group.
    package let pid: pid_t
    /// The command as a person would type it, for messages.
    package let command: String
    /// Held for as long as the process: its working directory, say.
    private let companion: TemporaryDirectory?
    let state = Watched(State())

    /// Starts a program.
    /// - Parameters:
    ///   - environment: all of it; the variables of the test process are not added.
    ///   - input: a file to read standard input from; without one it is empty.
    ///   - companion: a folder that must stay until the process has ended.
    package init(
        _ executable: URL, _ arguments: [String], environment: [String: String],
        input: URL? = nil, directory: URL? = nil, companion: TemporaryDirectory? = nil
    ) throws {
        command = ([executable.lastPathComponent] + arguments).joined(separator: " ")
        self.companion = companion
        let output = try PipeEnds.open()
        let errors = try PipeEnds.open()
        var request = SpawnRequest(executable: executable, arguments: arguments)
        request.environment = environment
        request.directory = directory
        if let input { request.input = .file(input) }
        request.output = .descriptor(output.writer)
        request.errors = .descriptor(errors.writer)
        defer {
            close(output.writer)
            close(errors.writer)
        }
        do {
            pid = try request.start()
        } catch {
            close(output.reader)
            close(errors.reader)
            throw error
        }
        Lifeline.shared.remember(group: pid)
        Self.read(output.reader, into: \.output, of: state, pid)
        Self.read(errors.reader, into: \.errors, of: state, pid)
        Self.awaitEnd(of: pid, in: state)
    }

    deinit { signal(SIGKILL, group: true) }

    package var isRunning: Bool { state.now.end == nil }
    package var standardOutput: String { state.now.output.text }
    package var standardError: String { state.now.errors.text }

    /// Sends a signal to the process, or to its whole group; does nothing once it has ended.
    package func signal(_ number: Int32, group: Bool = false) {
        // Under the lock the process is either not reaped yet, so that its id is still its own, or known to be over.
        state.update { state in
            if state.end == nil { _ = Foundation.kill(group ? -pid : pid, number) }
        }
    }

    /// Sends the process a signal as soon as it has written a line that contains the words.
    ///
    /// Done by the thread that reads: a task that waits for the line may run much later on a busy machine.
    package func signal(_ number: Int32, onLineContaining words: String, in stream: Stream) {
        let pid = pid
        state.update { state in
            state.reactions.append(Reaction(words: words, stream: stream, signal: number))
            Self.react(in: &state, of: pid)
        }
    }

    private static func react(in state: inout State, of pid: pid_t) {
        let waiting = state.reactions
        state.reactions = []
        for reaction in waiting {
            if state.captured(reaction.stream).line(containing: reaction.words) == nil {
                state.reactions.append(reaction)
            } else if state.end == nil {
                _ = Foundation.kill(pid, reaction.signal)
            }
        }
    }

    // The threads below hold the state and not the object, so that dropping the object can end the process.

    private static func read(
        _ descriptor: Int32, into stream: any WritableKeyPath<State, CapturedOutput> & Sendable,
        of state: Watched<State>, _ pid: pid_t
    ) {
        Thread.detachNewThread {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Foundation.read(descriptor, &chunk, chunk.count)
                if count > 0 {
                    state.update { state in
                        state[keyPath: stream].append(chunk[..<count])
                        react(in: &state, of: pid)
                    }
                } else if count == 0 || errno != EINTR {
                    break
                }
            }
            close(descriptor)
            state.update { $0[keyPath: stream].complete() }
        }
    }

    private static func awaitEnd(of pid: pid_t, in state: Watched<State>) {
        Thread.detachNewThread {
            var info = siginfo_t()
            // WNOWAIT leaves the zombie in place: the id cannot be given away before the group is killed.
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
            Lifeline.shared.forget(group: pid)
            state.update { state in
                _ = Foundation.kill(-pid, SIGKILL)
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
                let signal = status & 0x7f
                state.end = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(by: signal)
            }
        }
    }
}
