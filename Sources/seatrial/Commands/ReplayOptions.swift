internal import ArgumentParser
internal import Foundation
internal import Quantities
internal import ScenarioModel
internal import TraceStore
internal import Traces
internal import Workloads

/// A trace in a scenario's place, and how it is replayed.
struct ReplayOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Replay captured traffic instead of running a scenario.", valueName: "file"),
        completion: .file())
    var trace: String?

    @Option(name: .long, help: ArgumentHelp("Divides the trace's times: 0.01 to 1000.", valueName: "factor"))
    var speed: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Every key of the trace so many times: x3 is three.", valueName: "xn"))
    var devices: String?

    private static let speeds = 0.01...1000
    private static let mostCopies = 1000

    func validate(scenario: String?, set: [String], scale: Double?) throws {
        if trace != nil {
            if let scenario {
                throw ValidationError(
                    "--trace and the scenario '\(scenario)' exclude each other: name one of them")
            }
            if !set.isEmpty || scale != nil {
                throw ValidationError("--set and --scale change a scenario: with --trace use --speed and --devices")
            }
        } else {
            if scenario == nil { throw ValidationError("name a scenario, or a trace with --trace FILE") }
            if speed != nil || devices != nil {
                throw ValidationError("--speed and --devices change a replay: name a trace with --trace FILE")
            }
        }
        if let speed, !ReplayOptions.speeds.contains(speed) {
            throw ValidationError("--speed \(speed): 0.01 to 1000")
        }
        _ = try copies()
    }

    /// Opens the trace and makes a scenario of it.
    func load(quiet: Bool) throws -> AskedLoad {
        guard let trace else { preconditionFailure("a replay without a trace passed validation") }
        let (speed, copies) = (speed ?? 1, try copies())
        let open = try OpenReplay(path: trace, speed: speed, copies: copies, quiet: quiet)
        let manifest = open.file.manifest
        let name = URL(filePath: trace).deletingPathExtension().lastPathComponent
        let how = ["trace=\(trace)", "speed=\(speed.significant(6))", "devices=x\(copies)"]
        let text = """
            # No scenario file: the replay of a trace, made by
            # seatrial run --trace \(trace) --speed \(speed.significant(6)) --devices x\(copies)
            # It holds \(open.file.eventCount.grouped) events of \(manifest.source), window \(manifest.length), \
            captured \(StoredTrials.time(manifest.capturedAt)).
            """
        return AskedLoad(
            scenario: Scenario(replaying: open.replay, manifest: manifest, name: name), text: text, overrides: how,
            replay: open)
    }

    private func copies() throws -> Int {
        guard let devices else { return 1 }
        let digits = devices.hasPrefix("x") ? devices.dropFirst() : devices[...]
        guard let copies = Int(digits), (1...ReplayOptions.mostCopies).contains(copies) else {
            throw ValidationError("--devices \(devices): x1 to x\(ReplayOptions.mostCopies)")
        }
        return copies
    }
}
