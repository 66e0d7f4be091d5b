internal import ArgumentParser
internal import Evidence
internal import Foundation
internal import Quantities
internal import Reporting
internal import ResultsStore
internal import Scorecards

struct TrialsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trials", abstract: "Lists, shows, deletes and exports stored trials.",
        subcommands: [
            TrialsListCommand.self, TrialsShowCommand.self, TrialsDeleteCommand.self, TrialsExportCommand.self,
        ],
        defaultSubcommand: TrialsListCommand.self)
}

/// What the commands on stored trials share.
enum StoredTrials {
    /// Turns the store's errors into the end of the program.
    static func reporting<Value>(_ action: () throws -> Value) throws -> Value {
        do {
            return try action()
        } catch let error as ResultsError {
            throw CommandFailure(.badInput, error.description)
        }
    }

    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// `2026-11-21 02:15:30Z`.
    static func time(_ nanoseconds: Int64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss'Z'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(nanoseconds) / 1e9))
    }
}

struct TrialsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All trials, the newest first.")

    @OptionGroup var results: ResultsOptions

    @Option(name: .long, help: "Only trials of this scenario.")
    var scenario: String?

    @Option(name: .long, help: "Only trials against this target.")
    var target: String?

    @Option(name: .long, help: "At most so many.")
    var limit: Int?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let store = try results.openForReading()
        let trials = try StoredTrials.reporting {
            try store.trials(scenario: scenario, target: target, limit: limit)
        }
        if json {
            Console.print(try StoredTrials.json(trials))
            return
        }
        guard !trials.isEmpty else {
            Console.note("no trials in \(results.results)")
            return
        }
        let table = TextTable(
            columns: [
                // The id begins with the start, in UTC.
                .init("trial"), .init("scenario"), .init("target"), .init("seconds", isNumeric: true),
                .init("sent", isNumeric: true), .init("lost", isNumeric: true), .init("state"), .init("rating"),
            ],
            rows: trials.map { trial in
                [
                    trial.manifest.id, trial.manifest.scenario, trial.manifest.target, String(trial.storedSeconds),
                    trial.sent.grouped, trial.lost.map { $0.grouped } ?? "?", trial.manifest.state.rawValue,
                    trial.rating?.rawValue ?? "unknown",
                ]
            })
        Console.print(table.text(width: max(Console.width, 80), color: Console.wantsColor))
    }
}

struct TrialsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a trial was: scenario, target, phases, readers, incidents.")

    @Argument(help: "A trial's id, the beginning of one, or 'latest'.")
    var trial = "latest"

    @OptionGroup var results: ResultsOptions

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let store = try results.openForReading()
        let evidence = try StoredTrials.reporting { try store.evidence(of: try store.resolve(trial)) }
        if json {
            Console.print(try StoredTrials.json(TrialDescription(evidence)))
            return
        }
        let manifest = evidence.manifest
        var lines = [
            "trial     \(manifest.id), \(manifest.state.rawValue)" + (manifest.reason.map { ": \($0)" } ?? ""),
            "scenario  \(manifest.scenario)" + (manifest.title.isEmpty ? "" : ": \(manifest.title)"),
            "target    \(manifest.target) (\(manifest.architecture)), brokers \(manifest.brokers.joined(separator: ", "))",
            "started   \(StoredTrials.time(manifest.startedAt)) on \(manifest.host)",
            "seed      \(manifest.seed), scale \(manifest.scale.significant(4))",
            "versions  seatrial \(manifest.seatrialVersion), \(manifest.clientVersion)",
        ]
        if !manifest.overrides.isEmpty { lines.append("set       \(manifest.overrides.joined(separator: ", "))") }
        for phase in evidence.phases {
            let planned = phase.planned > 0 ? ", \(phase.planned.grouped) events planned" : ""
            lines.append(
                "phase     \(phase.name): \(phase.start) to \(phase.end)\(phase.isWarmUp ? ", warm-up" : "")\(planned)")
        }
        for reader in evidence.readers {
            lines.append("reader    \(reader.name): \(reader.role), \(reader.members) members, group \(reader.group)")
        }
        for incident in evidence.incidents {
            lines.append(
                "\(incident.severity.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)) \(incident.at) \(incident.kind): \(incident.text)"
            )
        }
        Console.print(lines.joined(separator: "\n"))
    }
}

/// What `trials show --json` prints.
private struct TrialDescription: Encodable {
    var trial: TrialManifest
    var phases: [PhaseRecord]
    var readers: [ReaderRecord]
    var incidents: [Incident]
    var tallies: [DeliveryTally]
    var catchUps: [CatchUp]

    init(_ evidence: TrialEvidence) {
        trial = evidence.manifest
        phases = evidence.phases
        readers = evidence.readers
        incidents = evidence.incidents
        tallies = evidence.tallies
        catchUps = evidence.catchUps
    }
}

struct TrialsDeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Deletes trials and gives their space back. There is no undo.")

    @Argument(help: "Trials' ids, or beginnings of them.")
    var trials: [String]

    @OptionGroup var results: ResultsOptions

    func run() throws {
        let store = try results.openForWriting()
        for name in trials {
            let id = try StoredTrials.reporting { try store.resolve(name) }
            try StoredTrials.reporting { try store.delete(id) }
            Console.note("deleted \(id)")
        }
    }
}

struct TrialsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes one trial into a results file of its own.",
        discussion: """
            EXAMPLE
              seatrial trials export latest shift-change.sqlite
              seatrial scorecard --results shift-change.sqlite
            """)

    @Argument(help: "A trial's id, the beginning of one, or 'latest'.")
    var trial: String

    @Argument(help: "The new file.", completion: .file())
    var file: String

    @OptionGroup var results: ResultsOptions

    func run() throws {
        let store = try results.openForReading()
        try StoredTrials.reporting { try store.export(try store.resolve(trial), to: file) }
        Console.note("wrote \(file)")
    }
}
