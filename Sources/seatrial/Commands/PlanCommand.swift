internal import ArgumentParser
internal import Foundation
internal import Quantities
internal import Reporting
internal import ScenarioModel
internal import Workloads

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows the load that a scenario plans, without sending anything.",
        discussion: """
            EXAMPLES
              seatrial plan satellite-backlog
              seatrial plan hospitality-fleet --scale 0.01 --set phases.peak.for=30s
              seatrial plan my-fleet.yaml --html plan.html
              seatrial plan my-fleet.yaml --json | jq .digest

            Every event is planned and counted: by phase, second, topic, partition, group and reader, with what the
            devices buffer, drop and still hold. The digest is of the whole stream, byte for byte: the same scenario,
            scale, seed and version give the same one on every machine.
            """)

    @Argument(help: "A scenario file, or the name of a bundled scenario.", completion: .file(extensions: ["yaml"]))
    var scenario: String

    @Option(
        name: .long,
        help: ArgumentHelp("Multiplies devices, rates and reader limits; durations stay.", valueName: "factor"))
    var scale: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Changes one value of the scenario: phases.steady.for=20s.", valueName: "path=value"))
    var set: [String] = []

    @Option(name: .long, help: ArgumentHelp("Also draw it into this file.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    func validate() throws {
        if let scale, !(scale > 0 && scale.isFinite) { throw ValidationError("--scale \(scale): more than 0") }
    }

    func run() throws {
        let decoded = try ScenarioSource(scenario).decode(overrides: set, scale: scale)
        let sheet = PlanSheet(decoded, quiet: quiet)
        Console.print(json ? try sheet.json() : sheet.terminal(width: Console.width, color: Console.wantsColor))
        guard let html else { return }
        do {
            try Data(sheet.html().utf8).write(to: URL(filePath: html))
        } catch {
            throw CommandFailure(
                .internalError, "could not write \(html): \(error.localizedDescription); name another file with --html")
        }
        Console.note("html: \(html)")
    }
}
