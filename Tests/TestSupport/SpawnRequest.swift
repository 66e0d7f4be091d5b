import Foundation
import Synchronization

/// Held while descriptors are made and while a process starts: none is inherited between the two calls it takes.
private let descriptors = Mutex(())

/// A pipe whose ends are closed in every child, except where they are handed over on purpose.
struct PipeEnds {
    let reader: Int32
    let writer: Int32

    static func open() throws -> PipeEnds {
        var ends: [Int32] = [-1, -1]
        // Not in one step as pipe2 would (Swift's Glibc has none): the lock keeps a start on another thread out.
        try descriptors.withLock { _ in
            guard pipe(&ends) == 0 else { throw SpawnError(step: "pipe", code: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        return PipeEnds(reader: ends[0], writer: ends[1])
    }
}

/// A system call that kept a process from starting.
struct SpawnError: Error, CustomStringConvertible {
    let step: String
    let code: Int32

    var description: String { "\(step): \(String(cString: strerror(code)))" }
}

/// Everything that `posix_spawn` needs to start one process as the leader of a new group.
struct SpawnRequest {
    enum Stream {
        case null
        case file(URL)
        case descriptor(Int32)
    }

    var executable: URL
    var arguments: [String]
    var environment: [String: String] = ProcessInfo.processInfo.environment
    var directory: URL?
    var input = Stream.null
    var output = Stream.null
    var errors = Stream.null

    init(executable: URL, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    /// Starts the process and returns its id, which is also the id of its group.
    func start() throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }

        for (stream, number, mode) in [(input, 0, O_RDONLY), (output, 1, O_WRONLY), (errors, 2, O_WRONLY)] {
            switch stream {
            case .null: posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", mode, 0)
            case .file(let url): posix_spawn_file_actions_addopen(&actions, Int32(number), url.path, mode, 0)
            case .descriptor(let open): posix_spawn_file_actions_adddup2(&actions, open, Int32(number))
            }
        }

        // A test run in the background ignores SIGINT, and a thread of a pool may block signals: neither is inherited.
        var none = sigset_t()
        sigemptyset(&none)
        var ordinary = none
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD] { sigaddset(&ordinary, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &ordinary)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var command = [executable.path] + arguments
        if let directory {
            // The call that changes the directory is an extension that Swift's Glibc does not show; the id stays.
            command = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", directory.path] + command
        }
        let program = command[0]
        var words = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + variables { free(word) } }
        var pid: pid_t = 0
        let code = descriptors.withLock { _ in posix_spawn(&pid, program, &actions, &attributes, &words, &variables) }
        guard code == 0 else { throw SpawnError(step: "start \(executable.path)", code: code) }
        return pid
    }
}
