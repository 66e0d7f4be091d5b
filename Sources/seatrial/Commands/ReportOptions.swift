internal import ArgumentParser
internal import Evidence
internal import Foundation
internal import Reporting
internal import Scorecards

/// In which forms a scorecard is given out.
struct ReportOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case terminal, html, md, json

        var ending: String { self == .terminal ? "txt" : rawValue }
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Also write the scorecard to files: html, md, json, terminal; separated by commas.", valueName: "formats"))
    var report = "html"

    @Option(
        name: .long,
        help: ArgumentHelp("Where the files go, one folder for each trial.", valueName: "folder"))
    var reports = "Reports"

    @Flag(name: .long, help: "Print the scorecard as JSON.")
    var json = false

    func formats() throws -> [Format] {
        try report.split(separator: ",").map { word in
            guard let format = Format(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--report \(word): one of \(known)")
            }
            return format
        }
    }

    func validate() throws { _ = try formats() }

    /// Prints the scorecard and writes its files; says where they are.
    func show(_ outcome: TrialConductor.Outcome, prints: Bool = true) throws {
        let report = Report(scorecard: outcome.scorecard, evidence: outcome.evidence)
        if prints {
            Console.print(
                json ? try report.json() : report.terminal(width: Console.width, color: Console.wantsColor))
        }
        let id = outcome.scorecard.trial.id
        try write(to: id, named: "scorecard", again: "'seatrial scorecard --trial \(id)' makes it again") {
            try report.text($0)
        }
    }

    /// Prints a comparison and writes its files into a folder named for its first trial.
    func show(_ comparison: Comparison) throws {
        let report = ComparisonReport(comparison)
        Console.print(
            json ? try report.json() : report.terminal(width: Console.width, color: Console.wantsColor))
        let first = comparison.trials.first?.trial ?? ""
        try write(to: "comparison-\(first)", named: "comparison", again: "its scorecards can be made again") {
            try report.text($0)
        }
    }

    private func write(
        to folder: String, named name: String, again: String, _ text: (Format) throws -> String
    ) throws {
        let folder = URL(fileURLWithPath: reports).appendingPathComponent(folder)
        for format in try formats() {
            let file = folder.appendingPathComponent("\(name).\(format.ending)")
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(try text(format).utf8).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            } catch {
                throw CommandFailure(
                    .internalError,
                    "could not write \(file.path): \(error.localizedDescription); the trial is stored, so \(again)")
            }
            Console.note("\(format.rawValue): \(file.path)")
        }
    }
}

extension Report {
    func text(_ format: ReportOptions.Format) throws -> String {
        switch format {
        case .terminal: terminal(width: 100, color: false)
        case .html: html()
        case .md: markdown()
        case .json: try json()
        }
    }
}

extension ComparisonReport {
    func text(_ format: ReportOptions.Format) throws -> String {
        switch format {
        case .terminal: terminal(width: 100, color: false)
        case .html: html()
        case .md: markdown()
        case .json: try json()
        }
    }
}
