internal import Foundation

/// A child process that has ended: what it printed, and what it used.
struct ChildRun {
    var output: String
    /// User and system seconds of the child and its own children.
    var processorSeconds: Double
    var seconds: Double

    /// Runs a program to its end.
    ///
    /// Children are run one at a time, so the difference in `RUSAGE_CHILDREN` is this one's.
    static func run(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws -> ChildRun {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        let before = childSeconds()
        let begin = Date()
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let run = ChildRun(
            output: String(decoding: output, as: UTF8.self), processorSeconds: childSeconds() - before,
            seconds: Date().timeIntervalSince(begin))
        guard process.terminationStatus == 0 else {
            throw BenchmarkFailure(
                "\(path) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
        }
        return run
    }

    /// This program again, for one measurement.
    static func step(_ arguments: String...) throws -> ChildRun {
        try run(Bundle.main.executablePath ?? CommandLine.arguments[0], arguments)
    }

    private static func childSeconds() -> Double {
        var usage = rusage()
        #if canImport(Glibc)
            let who = RUSAGE_CHILDREN.rawValue
        #else
            let who = RUSAGE_CHILDREN
        #endif
        guard getrusage(numericCast(who), &usage) == 0 else { return 0 }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
