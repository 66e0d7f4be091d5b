internal import ArgumentParser
internal import Foundation
internal import LoadEngine
internal import ScenarioModel
internal import Trials

struct TargetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets", abstract: "Looks at clusters before anything is run against them.",
        subcommands: [TargetsCheckCommand.self, TargetsListCommand.self])
}

struct TargetsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The names in the targets file.")

    @Option(name: .long, help: ArgumentHelp("The targets file.", valueName: "file"))
    var targets = "targets.yaml"

    func run() throws {
        let file = try UserFile.read(targets) { text throws(InputProblems) in
            try TargetsFile.decode(text: text, file: targets)
        }
        for name in file.names + [TargetProfile.embedded.name] { Console.print(name) }
    }
}

struct TargetsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "A doctor for the connection: what works, what does not, and what to do.",
        discussion: """
            Resolves, connects, authenticates, lists brokers and the age of their protocol, measures the round trip; then
            creates a topic, writes and reads one event in a consumer group, commits, and deletes the topic.

            EXAMPLES
              seatrial targets check --target localhost:9092
              seatrial targets check --target prod --read-only
            """)

    @OptionGroup var target: TargetOptions

    @Flag(name: .long, help: "Create, write and delete nothing.")
    var readOnly = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let profile = try target.resolve()
        let secrets = profile.secrets
        let doctor = TargetDoctor(profile, mayWrite: !readOnly)
        let steps = await WorkerThread.run(named: "doctor") { doctor.examine() }.map { step in
            var step = step
            step.detail = Redaction.redact(step.detail, secrets: secrets)
            return step
        }
        if json {
            Console.print(try StoredTrials.json(steps))
        } else {
            let isNamed = !profile.isEmbedded && profile.name != profile.bootstrap
            Console.print("target \(profile.name)" + (isNamed ? " at \(profile.bootstrap)" : ""))
            for step in steps { Console.print(step.line) }
        }
        if steps.contains(where: { $0.outcome == .failed }) { throw ExitCode(ExitCodes.unavailable.rawValue) }
    }
}

extension DoctorStep {
    fileprivate var line: String {
        let mark =
            switch outcome {
            case .passed: "ok    "
            case .failed: "FAILED"
            case .skipped: "-     "
            }
        let what = "  \(mark)  \(name.padding(toLength: 10, withPad: " ", startingAt: 0))  \(detail)"
        return advice.map { "\(what)\n          \($0)" } ?? what
    }
}
