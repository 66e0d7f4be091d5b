internal import ArgumentParser
internal import Foundation
internal import Quantities
internal import ScenarioModel

struct ScenariosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios", abstract: "The bundled scenarios, one line each.",
        discussion: """
            EXAMPLES
              seatrial scenarios
              seatrial scenarios show hospitality-fleet

            Any of them is run by its name: seatrial run NAME. The smoke run is the smallest one that still shows what a
            scenario is about, for a pipeline.
            """,
        subcommands: [ScenariosListCommand.self, ScenariosShowCommand.self],
        defaultSubcommand: ScenariosListCommand.self)
}

struct ScenariosListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Name, length, peak rate, smoke run and title of each.")

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        var lines: [ScenarioLine] = []
        var problems: [String] = []
        for name in ScenarioSource.names {
            do {
                lines.append(ScenarioLine(try ScenarioSource(name).decode(overrides: [], scale: nil)))
            } catch let failure as CommandFailure {
                problems.append(failure.message)
            }
        }
        if json {
            Console.print(try StoredTrials.json(lines))
        } else {
            for line in ScenarioLine.columns(lines) { Console.print(line) }
        }
        // One file with a mistake does not hide the others, nor itself.
        if !problems.isEmpty { throw CommandFailure(.badInput, problems.joined(separator: "\n")) }
    }
}

struct ScenariosShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a scenario stands for, and where its numbers come from.")

    @Argument(help: "The name of a bundled scenario, or a file.", completion: .file(extensions: ["yaml"]))
    var scenario: String

    func run() throws {
        let decoded = try ScenarioSource(scenario).decode(overrides: [], scale: nil)
        Console.print("# \(decoded.name): \(decoded.title)\n\n\(decoded.about.trimmingCharacters(in: .newlines))")
    }
}

/// A scenario in a listing.
private struct ScenarioLine: Encodable {
    var name: String
    var title: String
    var expects: String
    var seconds: Double
    /// Events a second at the file's own scale.
    var peakRate: Double
    var scale: Double
    var smoke: Smoke?

    /// Either of the two.
    struct Smoke: Encodable {
        var scale: Double?
        /// `--set` arguments.
        var set: [String]?
        var realCluster: String?
        var text: String

        init(_ smoke: SmokeRun) {
            text = smoke.description
            switch smoke {
            case .embedded(let scale, let set): (self.scale, self.set) = (scale, set)
            case .realCluster(let reason): realCluster = reason
            }
        }
    }

    init(_ scenario: Scenario) {
        name = scenario.name
        title = scenario.title
        expects = scenario.expects.rawValue
        seconds = scenario.length.seconds
        peakRate = scenario.peakRate
        scale = scenario.scale
        smoke = scenario.smoke.map(Smoke.init)
    }

    /// One line each, in columns.
    static func columns(_ lines: [ScenarioLine]) -> [String] {
        let header = ["NAME", "LENGTH", "PEAK", "SMOKE RUN", "TITLE"]
        let rows =
            [header]
            + lines.map { line in
                [
                    line.name, "\(Nanoseconds.seconds(line.seconds))",
                    Int(min(line.peakRate, 1e15).rounded()).grouped + "/s",
                    line.smoke?.text ?? "none", line.title,
                ]
            }
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.dropLast().enumerated().map { column, cell in
                cell.padding(toLength: widths[column], withPad: " ", startingAt: 0)
            }
            return (cells + [row.last ?? ""]).joined(separator: "  ")
        }
    }
}
