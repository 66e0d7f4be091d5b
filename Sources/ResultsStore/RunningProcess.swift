package import Evidence
import Foundation

/// The process that makes a trial or a run of checks.
package struct RunningProcess: Hashable, Sendable {
    package var host: String
    package var process: Int32
    /// Names a boot of the host.
    package var bootID: String
    /// When the trial or run began, in nanoseconds since 1970.
    package var startedAt: Int64

    package init(host: String, process: Int32, bootID: String, startedAt: Int64) {
        self.host = host
        self.process = process
        self.bootID = bootID
        self.startedAt = startedAt
    }

    package init(_ trial: TrialManifest) {
        self.init(host: trial.host, process: trial.process, bootID: trial.bootID, startedAt: trial.startedAt)
    }

    /// This process, for a run that began then.
    static func own(since startedAt: Date) -> RunningProcess {
        let info = ProcessInfo.processInfo
        return RunningProcess(
            host: info.hostName, process: info.processIdentifier, bootID: currentBoot,
            startedAt: Int64(startedAt.timeIntervalSince1970 * 1e9))
    }

    /// Whether it still runs; false only where it is certain: its host was started anew, or the process is gone.
    ///
    /// Of a process on another host nothing is known here, so it counts as alive.
    @Sendable package static func isAlive(_ process: RunningProcess) -> Bool {
        guard process.host == ProcessInfo.processInfo.hostName else { return true }
        guard process.bootID == currentBoot else { return false }
        #if os(Linux)
            return isAlive(process.process, since: process.startedAt)
        #else
            return kill(process.process, 0) == 0 || errno == EPERM
        #endif
    }

    /// Names this boot of the machine; empty where the system does not tell.
    private static var currentBoot: String { contents(of: "/proc/sys/kernel/random/boot_id") ?? "" }

    #if os(Linux)
        /// A process that ended and waits for its parent is gone; one that started after the trial only has its number.
        private static func isAlive(_ process: Int32, since startedAt: Int64) -> Bool {
            // proc(5): the name, in brackets, may hold anything; state is field 3, the start in ticks after boot field 22.
            guard let stat = contents(of: "/proc/\(process)/stat"), let name = stat.lastIndex(of: ")") else {
                return false
            }
            let fields = stat[name...].split(separator: " ").dropFirst()
            guard let state = fields.first, state != "Z", state != "X" else { return false }
            guard let uptime = contents(of: "/proc/uptime").flatMap({ Double($0.prefix { $0 != " " }) }),
                let started = fields.dropFirst(19).first.flatMap({ Double($0) })
            else { return true }
            let age = uptime - started / Double(sysconf(Int32(_SC_CLK_TCK)))
            let startOfProcess = Date().timeIntervalSince1970 - age
            // A minute of grace: the wall clock may have been set since.
            return startOfProcess < Double(startedAt) / 1e9 + 60
        }
    #endif

    private static func contents(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
