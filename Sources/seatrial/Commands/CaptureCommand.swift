internal import ArgumentParser
internal import Captures
internal import Foundation
internal import LoadEngine
internal import ScenarioModel
internal import Traces
internal import Trials

struct CaptureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Writes the shape of a cluster's real traffic to a trace, and disturbs nothing.",
        discussion: """
            Reads topics as a member of no group and commits nothing. The trace has the time and sizes of every record,
            its partition and a number for its key; no key, no value, no header. See docs/capture.md.

            EXAMPLES
              seatrial capture --target prod --topic orders --for 10m
              seatrial capture --target prod --topic 'orders.*' --topic payments --from -2h --out two-hours.trace
              seatrial capture --target prod --topic orders --from 2026-11-20T08:00:00Z --to 2026-11-20T09:00:00Z
              seatrial capture --target prod --topic orders --for 1h --limit 5MB/s --limit 20000/s
            """)

    @OptionGroup var target: TargetOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A topic, or a regular expression that a whole name must match; may be repeated.", valueName: "topic"))
    var topic: [String]

    @OptionGroup var window: CaptureWindowOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The trace to write. Default: Reports/capture-TIME.trace.", valueName: "file"),
        completion: .file(extensions: ["trace"]))
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Reads at most so much: 50MB/s (not compressed), 20000/s (events), or none; may be repeated. Default: 25MB/s and 100000/s.",
            valueName: "rate"))
    var limit: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Tells so many distinct keys apart; more share numbers.", valueName: "n"))
    var keys = 4_000_000

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    @Flag(name: .long, help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        if topic.isEmpty { throw ValidationError("--topic: name at least one topic") }
        if !(1...1_000_000_000).contains(keys) { throw ValidationError("--keys \(keys): 1 to 1000000000") }
        _ = try CaptureLimit(options: limit)
        _ = try window.value(now: Date())
    }

    func run() async throws {
        let profile = try target.resolve()
        guard !profile.isEmbedded else {
            throw CommandFailure(.usage, "the embedded target has no traffic of its own: name a cluster with --target")
        }
        let request = CaptureRequest(
            target: profile, topics: topic, window: try window.value(now: Date()),
            limit: try CaptureLimit(options: limit), seatrialVersion: Seatrial.version)
        let path = out ?? CaptureCommand.defaultPath(at: Date())
        let interruption = Interruption()
        let signals = Signals(
            interruption, ending: "the window ends here, and what was captured is kept",
            leaving: "the unfinished \(path).partial is left behind")
        defer { withExtendedLifetime(signals) {} }
        let display = CaptureDisplay(quiet: quiet)
        let mostKeys = keys
        let report: CaptureReport
        do {
            report = try await WorkerThread.run(named: "capture") { () throws(CaptureError) in
                let runner = CaptureRunner(request) {
                    interruption.isRaised
                } onProgress: {
                    display.show($0)
                }
                return try runner.run { try CaptureSink.trace(at: path, manifest: $0, mostKeys: mostKeys) }
            }
            display.end()
        } catch {
            display.end()
            throw CommandFailure(
                error.exitCode, Redaction.redact(error.description, secrets: profile.secrets))
        }
        Console.print(json ? try StoredTrials.json(report) : report.text(path: path))
        switch report.ending {
        case .complete: return
        case .interrupted: throw ExitCode(ExitCodes.interrupted.rawValue)
        case .stalled: throw ExitCode(ExitCodes.unavailable.rawValue)
        }
    }

    /// `Reports/capture-20261121-065700.trace`, in UTC.
    private static func defaultPath(at date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        return "Reports/capture-\(formatter.string(from: date)).trace"
    }
}

extension CaptureError {
    fileprivate var exitCode: ExitCodes {
        switch kind {
        case .target: .unavailable
        case .request, .file: .badInput
        }
    }
}
