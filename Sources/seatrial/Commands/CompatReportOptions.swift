internal import ArgumentParser
internal import Evidence
internal import Foundation
internal import Reporting

/// In which forms a run of checks is given out.
struct CompatReportOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, md, json, junit

        var ending: String { self == .junit ? "xml" : rawValue }
    }

    @Option(
        name: .long,
        help: ArgumentHelp("Also write files: html, md, json, junit; separated by commas.", valueName: "formats"))
    var report = "html"

    @Option(name: .long, help: ArgumentHelp("Where the files go, one folder for each run.", valueName: "folder"))
    var reports = "Reports"

    @Flag(name: .long, help: "Print JSON.")
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

    /// Prints the report and writes its files; says where they are.
    func show(_ report: CompatibilityReport, strict: Bool) throws {
        Console.print(json ? try report.json() : report.terminal(width: Console.width, color: Console.wantsColor))
        let folder = URL(fileURLWithPath: reports).appendingPathComponent("compat-\(report.run.id)")
        for format in try formats() {
            let text =
                switch format {
                case .html: report.html()
                case .md: report.markdown()
                case .json: try report.json()
                case .junit: report.junit(strict: strict)
                }
            let file = folder.appendingPathComponent("compatibility.\(format.ending)")
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            } catch {
                throw CommandFailure(
                    .internalError, "could not write \(file.path): \(error.localizedDescription); the run is stored")
            }
            Console.note("\(format.rawValue): \(file.path)")
        }
    }
}
