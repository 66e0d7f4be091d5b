package import Evidence
private import Foundation
internal import Quantities

/// Reads how busy this process and its machine were since the last reading.
///
/// Linux: /proc; elsewhere only the process.
package struct HostSampler: Sendable {
    private var lastNs: UInt64
    private var lastProcess: Double
    private var lastMachine: ProcessorTimes?

    package init() {
        lastNs = MonotonicClock.reading()
        lastProcess = HostSampler.processSeconds()
        lastMachine = HostSampler.machineTimes()
    }

    /// One row for the span since the last call.
    package mutating func sample(second: Int) -> HostRow {
        let now = MonotonicClock.reading()
        let process = HostSampler.processSeconds()
        let machine = HostSampler.machineTimes()
        defer { (lastNs, lastProcess, lastMachine) = (now, process, machine) }
        let seconds = max(1e-6, Double(now - lastNs) / 1e9)
        let share = lastMachine.flatMap { last in machine.map { $0.shares(since: last) } }
        return HostRow(
            second: second, processCPU: (process - lastProcess) / seconds, machineBusy: share?.busy ?? 0,
            machineSteal: share?.steal ?? 0, residentBytes: HostSampler.residentBytes())
    }

    /// Processor seconds, user and system, since the process began.
    private static func processSeconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func machineTimes() -> ProcessorTimes? {
        text(of: "/proc/stat").flatMap(ProcessorTimes.init(procStat:))
    }

    private static func residentBytes() -> Int64 {
        guard let text = text(of: "/proc/self/statm"), let pages = text.split(separator: " ").dropFirst().first,
            let count = Int64(pages)
        else { return 0 }
        return count * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// nil where there is no such file, as on macOS.
    private static func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The machine's processor time since it was started, in clock ticks, as proc(5) describes the first line of /proc/stat.
package struct ProcessorTimes: Hashable, Sendable {
    package var total: UInt64
    package var idle: UInt64
    package var steal: UInt64

    /// nil where the text has no such line.
    package init?(procStat text: String) {
        guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
        let ticks = line.split(separator: " ").dropFirst().compactMap { UInt64($0) }
        guard ticks.count >= 8 else { return nil }
        // user nice system idle iowait irq softirq steal; guest time, which follows, is in user already.
        total = ticks.prefix(8).reduce(0, +)
        idle = ticks[3] + ticks[4]
        steal = ticks[7]
    }

    /// Shares of the time since `earlier`, from 0 to 1.
    package func shares(since earlier: ProcessorTimes) -> (busy: Double, steal: Double) {
        guard total > earlier.total else { return (0, 0) }
        let span = Double(total - earlier.total)
        // iowait may go back (proc(5)), so the difference is taken signed.
        let idle = Double(Int64(bitPattern: idle &- earlier.idle))
        let steal = Double(Int64(bitPattern: steal &- earlier.steal))
        return (busy: max(0, span - idle - steal) / span, steal: max(0, steal) / span)
    }
}
