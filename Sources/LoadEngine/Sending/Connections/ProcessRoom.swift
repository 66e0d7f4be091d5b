private import Foundation

/// Whether this process may have so many connections: descriptors and threads.
///
/// What a client takes was measured; docs/fleet-connections.md has the figures and how.
package enum ProcessRoom {
    /// What keeps this process from having so many connections, and what to do; nil where nothing does.
    ///
    /// Raises the soft limit of open files to the hard one.
    package static func problem(connections: Int, brokers: Int) -> String? {
        let need = Need(connections: connections, brokers: brokers)
        let files = raisedFileLimit()
        if need.files > files {
            return "\(connections) device connections need up to \(need.files) open files while they open anew, this "
                + "process may have \(files): raise its limit (ulimit -n), or give the group fewer connections"
        }
        if let threads = threadLimit(), need.threads > threads {
            return "\(connections) device connections need up to \(need.threads) threads while they open anew, this "
                + "process may have \(threads): raise its limit (ulimit -u, or the container's), or give the group fewer "
                + "connections"
        }
        return nil
    }

    /// The most that so many connections take: all of them twice, while the closed ones are on their way out.
    struct Need: Equatable {
        var files: Int
        var threads: Int

        init(connections: Int, brokers: Int) {
            // Threads: one for the client, one for each broker, the bootstrap address and the client's inner broker among
            // them. Files: two for the wake-up of each broker's thread, and a socket each but for the inner one.
            let brokerThreads = brokers + 2
            threads = 2 * connections * (1 + brokerThreads) + 200
            files = 2 * connections * (2 * brokerThreads + brokers + 1) + 200
        }
    }

    private static func raisedFileLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(resource(RLIMIT_NOFILE), &limit) == 0 else { return .max }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            _ = setrlimit(resource(RLIMIT_NOFILE), &limit)
            guard getrlimit(resource(RLIMIT_NOFILE), &limit) == 0 else { return .max }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// The user's limit, the machine's or the container's, whichever is least; nil where none can be read.
    private static func threadLimit() -> Int? {
        var limit = rlimit()
        var limits: [Int] = []
        if getrlimit(resource(userThreads), &limit) == 0 { limits.append(Int(clamping: limit.rlim_cur)) }
        for path in ["/proc/sys/kernel/threads-max", "/sys/fs/cgroup/pids.max"] {
            // A file that is not there, or says `max`, sets no limit.
            guard let file = FileHandle(forReadingAtPath: path) else { continue }
            let text = String(decoding: file.readData(ofLength: 32), as: UTF8.self)
            if let number = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) { limits.append(number) }
        }
        return limits.min()
    }

    #if canImport(Glibc)
        // The header's name for it is not imported; its value is that of every Linux.
        private static let userThreads = __rlimit_resource(rawValue: 6)

        private static func resource(_ resource: __rlimit_resource) -> __rlimit_resource_t {
            __rlimit_resource_t(resource.rawValue)
        }
    #else
        private static let userThreads = RLIMIT_NPROC

        private static func resource(_ resource: Int32) -> Int32 { resource }
    #endif
}
