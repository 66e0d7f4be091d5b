internal import Foundation
internal import Synchronization

/// A program of this machine that is run to its end, or to the end of its time.
///
/// It leads a process group of its own. When it ends, when its time is up and when the task is cancelled, what is left
/// of the group is killed, so that nothing it started goes on.
struct ToolProcess: Sendable {
    var path: String
    var arguments: [String]
    /// All of it: nothing is inherited.
    var environment: [String: String]
    /// What it reads on standard input.
    var input: URL?
    var limit: Duration

    /// Held while pipes are made and while a process starts: no end of a pipe gets into another's child.
    private static let descriptors = Mutex(())

    /// Runs it; a cancelled task gets what it wrote until it was killed.
    func run() async throws -> ToolRun {
        let (output, errors) = (try Pipe(), try Pipe())
        let pid: pid_t
        do {
            pid = try start(output: output.writer, errors: errors.writer)
        } catch {
            for end in [output.reader, output.writer, errors.reader, errors.writer] { close(end) }
            throw error
        }
        for end in [output.writer, errors.writer] { close(end) }
        let isUnwanted = StopFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(
                        returning: watch(pid, output: output.reader, errors: errors.reader, isUnwanted))
                }
            }
        } onCancel: {
            isUnwanted.raise()
        }
    }

    /// Reads what it writes, and ends it where it must be ended: one thread, so that the process id is its own.
    private func watch(_ pid: pid_t, output: Int32, errors: Int32, _ isUnwanted: StopFlag) -> ToolRun {
        var kept = [KeptOutput(most: 4 << 20, keepsEnd: false), KeptOutput(most: 256 << 10, keepsEnd: true)]
        var open = [output, errors]
        var block = [UInt8](repeating: 0, count: 65_536)
        var end: ToolRun.End?
        let start = ContinuousClock.now
        var grace: ContinuousClock.Instant?
        // Once it is over, what it left in the pipes is read; a child that got away with their ends is not waited for.
        while grace.map({ ContinuousClock.now < $0 }) ?? true {
            if end != nil, open.allSatisfy({ $0 < 0 }) { break }
            var polls = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = unsafe poll(&polls, nfds_t(polls.count), 50)
            for index in open.indices where open[index] >= 0 && polls[index].revents != 0 {
                let count = unsafe read(open[index], &block, block.count)
                if count > 0 {
                    kept[index].append(block[..<count])
                } else if count == 0 || errno != EINTR {
                    close(open[index])
                    open[index] = -1
                }
            }
            guard end == nil else { continue }
            if isUnwanted.isRaised || ContinuousClock.now - start > limit {
                Self.killGroup(pid)
                end = isUnwanted.isRaised ? .unwanted : .outOfTime
            } else {
                end = Self.endIfOver(pid)
            }
            if end != nil { grace = ContinuousClock.now + .seconds(1) }
        }
        for descriptor in open where descriptor >= 0 { close(descriptor) }
        return ToolRun(
            end: end ?? .unwanted, output: kept[0].text, errors: kept[1].text, limit: limit,
            took: ContinuousClock.now - start)
    }

    /// How it ended, with what it left killed; nil while it runs.
    private static func endIfOver(_ pid: pid_t) -> ToolRun.End? {
        var info = unsafe siginfo_t()
        // WNOWAIT leaves the zombie in place: its number cannot be given away before the group is killed.
        guard unsafe waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0, unsafe info.si_signo == SIGCHLD
        else { return nil }
        return .exited(killGroup(pid))
    }

    /// Kills the group and returns how its leader ended.
    @discardableResult private static func killGroup(_ pid: pid_t) -> Int32 {
        kill(-pid, SIGKILL)
        return reap(pid)
    }

    /// The exit status as a shell reports it: 128 and the signal's number for a killed process.
    private static func reap(_ pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private func start(output: Int32, errors: Int32) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, input?.path ?? "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // What this program does with signals is not the tool's.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        var ordinary = none
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD] { unsafe sigaddset(&ordinary, signal) }
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &ordinary)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let code = Self.descriptors.withLock { _ in
            unsafe posix_spawn(&pid, path, &actions, &attributes, &words, &variables)
        }
        guard code == 0 else { throw Failure(step: "start \(path)", code: code) }
        return pid
    }

    /// Both ends are closed in every child, except where they are handed over.
    private struct Pipe {
        let reader: Int32
        let writer: Int32

        init() throws {
            var ends: [Int32] = [-1, -1]
            try ToolProcess.descriptors.withLock { _ in
                guard unsafe pipe(&ends) == 0 else { throw Failure(step: "make a pipe", code: errno) }
                for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            }
            reader = ends[0]
            writer = ends[1]
        }
    }

    /// A system call that kept a program from starting.
    struct Failure: Error, CustomStringConvertible {
        let step: String
        let code: Int32

        var description: String { "could not \(step): \(unsafe String(cString: strerror(code)))" }
    }

    private final class StopFlag: Sendable {
        private let value = Atomic(false)

        var isRaised: Bool { value.load(ordering: .acquiring) }
        func raise() { value.store(true, ordering: .releasing) }
    }
}

/// What a program wrote, up to a bound: one that never stops writing must not fill the memory.
private struct KeptOutput {
    private var bytes: [UInt8] = []
    private let most: Int
    /// The last bytes are kept, and not the first.
    private let keepsEnd: Bool

    init(most: Int, keepsEnd: Bool) {
        self.most = most
        self.keepsEnd = keepsEnd
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if keepsEnd {
            bytes += chunk
            if bytes.count > 2 * most { bytes.removeFirst(bytes.count - most) }
        } else {
            bytes += chunk.prefix(max(0, most - bytes.count))
        }
    }
}
