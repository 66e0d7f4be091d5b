internal import Foundation
internal import Quantities
internal import ScenarioModel
internal import Scorecards

/// A scenario as the command line names it: a file, or the name of a bundled one.
struct ScenarioSource {
    var path: String
    var text: String

    init(_ name: String) throws {
        path = try UserFile.reporting { () throws(InputProblems) in
            try ScenarioFile.find(name, in: ScenarioSource.directories)
        }
        text = try UserFile.text(path)
    }

    func decode(overrides: [String], scale: Double?) throws -> Scenario {
        try UserFile.reporting { () throws(InputProblems) in
            try ScenarioFile.decode(
                text: text, file: path, criteria: ScenarioSource.criteria, overrides: try Override.all(overrides),
                scale: scale, memory: ByteCount(Int64(clamping: ProcessInfo.processInfo.physicalMemory)))
        }
    }

    /// The names of the bundled scenarios.
    static var names: [String] { Set(directories.flatMap(ScenarioFile.names(in:))).sorted() }

    /// Where bundled scenarios are looked for: beside the working directory, then beside the program.
    static var directories: [String] {
        // Not the first argument: that is only a name where the shell found the program on its PATH.
        let path = Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
        let program = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        // .build/<triple>/release/seatrial in a checkout; bin/seatrial with share/seatrial beside it when installed.
        let checkout = (1...4).reduce(program) { url, _ in url.deletingLastPathComponent() }
        let installed = program.deletingLastPathComponent().deletingLastPathComponent()
        return [
            "Scenarios", checkout.appendingPathComponent("Scenarios").path,
            installed.appendingPathComponent("share/seatrial/Scenarios").path,
        ]
    }

    static var criteria: [CriterionKey] { Criterion.all.map(CriterionKey.init) }
}
