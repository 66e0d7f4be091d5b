internal import ArgumentParser
internal import Foundation
internal import ResultsStore
internal import ScenarioModel
internal import Scorecards

/// Where results are kept.
struct ResultsOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The results file.", valueName: "file"))
    var results = "Reports/seatrial.sqlite"

    func openForWriting() throws -> ResultsStore {
        do {
            return try ResultsStore.open(path: results)
        } catch {
            throw CommandFailure(.badInput, "\(error)")
        }
    }

    func openForReading() throws -> ResultsStore {
        do {
            return try ResultsStore.open(path: results, readOnly: true)
        } catch {
            throw CommandFailure(.badInput, "\(error)")
        }
    }
}

/// Which cluster.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A name from the targets file, a bootstrap string (host:port,host:port), or 'embedded'.",
            valueName: "target"))
    var target = "embedded"

    @Option(name: .long, help: ArgumentHelp("The targets file.", valueName: "file"))
    var targets = "targets.yaml"

    /// The targets file is optional unless it was named or a name from it was used.
    func targetsFile() throws -> TargetsFile {
        guard FileManager.default.fileExists(atPath: targets) else {
            if targets != "targets.yaml" {
                throw CommandFailure(.badInput, "\(targets): there is no such file; --targets names the targets file")
            }
            return .none
        }
        return try UserFile.read(targets) { text throws(InputProblems) in
            try TargetsFile.decode(text: text, file: targets)
        }
    }

    func resolve() throws -> TargetProfile {
        let file = try targetsFile()
        return try UserFile.reporting { () throws(InputProblems) in
            try TargetProfile.resolve(target, targets: file)
        }
    }
}

/// Reads files that users write; every problem in them is reported, and ends the program with 65.
enum UserFile {
    static func text(_ path: String) throws -> String {
        try reporting { () throws(InputProblems) in try InputFile.read(path) }
    }

    static func read<Value>(_ path: String, _ decode: (String) throws(InputProblems) -> Value) throws -> Value {
        let text = try text(path)
        return try reporting { () throws(InputProblems) in try decode(text) }
    }

    /// Turns problems in a user's file into the end of the program.
    static func reporting<Value>(_ action: () throws(InputProblems) -> Value) throws -> Value {
        do {
            return try action()
        } catch {
            throw CommandFailure(.badInput, "\(error)")
        }
    }
}

extension Rating {
    /// Ends the program with the rating's exit code, where that is not 0.
    func gate(strict: Bool) throws {
        let code = Gate.exitCode(self, strict: strict)
        if code != 0 { throw ExitCode(code) }
    }
}
