package import Evidence
import Foundation

/// Tells whether the process of a trial still runs.
package enum TrialProcess {
    /// False only where it is certain: the trial's host was started anew, or its process is gone.
    ///
    /// Of a trial on another host nothing is known here, so it counts as alive.
    @Sendable package static func isAlive(_ trial: TrialManifest) -> Bool {
        guard trial.host == ProcessInfo.processInfo.hostName else { return true }
        guard trial.bootID == bootID else { return false }
        #if os(Linux)
            return isAlive(trial.process, since: trial.startedAt)
        #else
            return kill(trial.process, 0) == 0 || errno == EPERM
        #endif
    }

    /// Names this boot of the machine; empty where the system does not tell.
    private static var bootID: String { contents(of: "/proc/sys/kernel/random/boot_id") ?? "" }

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
