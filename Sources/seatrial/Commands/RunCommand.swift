internal import ArgumentParser
internal import Foundation
internal import Quantities
internal import ScenarioModel
internal import Scorecards
internal import Trials
internal import Workloads

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs a scenario against a target and rates what was measured.",
        discussion: """
            EXAMPLES
              seatrial run shift-change --target localhost:9092
              seatrial run reader-outage --target staging --scale 0.5 --set phases.steady.for=60s
              seatrial run my-fleet.yaml --target prod-candidate --repeat 3 --strict --report html
              seatrial run --trace prod.trace --target candidate
              seatrial run --trace prod.trace --speed 2 --devices x3 --target candidate

            The scenario is a file, or the name of a bundled one (see Scenarios/INDEX.md). Topics that are not there are
            created as '<prefix><name>' and deleted afterwards.

            With --trace, captured traffic takes a scenario's place: every event at its time, on its partition, of its
            size, with a key of its key's length; no headers (docs/traces.md).
            """)

    @Argument(help: "A scenario file, or the name of a bundled scenario.", completion: .file(extensions: ["yaml"]))
    var scenario: String?

    @OptionGroup var replay: ReplayOptions

    @OptionGroup var target: TargetOptions
    @OptionGroup var results: ResultsOptions

    @Option(name: .long, help: ArgumentHelp("Run it so many times; each is a trial of its own.", valueName: "n"))
    var `repeat` = 1

    @Option(
        name: .long,
        help: ArgumentHelp("Multiplies devices, rates and reader limits; durations stay.", valueName: "factor"))
    var scale: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Changes one value of the scenario: phases.steady.for=20s.", valueName: "path=value"))
    var set: [String] = []

    @Option(name: .long, help: ArgumentHelp("Put before the scenario's topic names.", valueName: "prefix"))
    var topicPrefix = "seatrial."

    @Flag(name: .long, help: "Do not delete the topics that the trial creates.")
    var keepTopics = false

    @Flag(name: .long, help: "End with 10 instead of 0 when the overall rating is yellow.")
    var strict = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    @OptionGroup var output: ReportOptions

    func validate() throws {
        if `repeat` < 1 { throw ValidationError("--repeat \(`repeat`): at least 1") }
        if let scale, !(scale > 0 && scale.isFinite) { throw ValidationError("--scale \(scale): more than 0") }
        try replay.validate(scenario: scenario, set: set, scale: scale)
        try output.validate()
    }

    func run() async throws {
        let profile = try target.resolve()
        let load = try load()
        try RunCommand.check(load.scenario, against: profile)
        let conductor = TrialConductor(store: try results.openForWriting(), quiet: quiet)
        let signals = Signals(conductor.interruption)
        defer { withExtendedLifetime(signals) {} }
        var ratings: [Rating] = []
        for round in 1...`repeat` {
            if `repeat` > 1, !quiet { Console.note("trial \(round) of \(`repeat`)") }
            let request = TrialRequest(load: load, target: profile, topicPrefix: topicPrefix, keepTopics: keepTopics)
            let outcome = try await conductor.run(request)
            try output.show(outcome)
            try load.replay?.close(outcome.evidence)
            ratings.append(outcome.scorecard.overall)
            if conductor.interruption.isRaised { throw ExitCode(ExitCodes.interrupted.rawValue) }
        }
        try Rating.worst(ratings).gate(strict: strict)
    }

    /// From the scenario's file, or from a trace.
    private func load() throws -> AskedLoad {
        guard let scenario else { return try replay.load(quiet: quiet) }
        let source = try ScenarioSource(scenario)
        return AskedLoad(
            scenario: try source.decode(overrides: set, scale: scale), text: source.text,
            overrides: set + (scale.map { ["scale=\($0)"] } ?? []))
    }

    /// What only the two together can get wrong.
    static func check(_ scenario: Scenario, against target: TargetProfile) throws {
        if !scenario.drills.isEmpty, !target.isEmbedded {
            throw CommandFailure(
                .badInput,
                "scenario '\(scenario.name)' has drills that stop brokers, and target '\(target.name)' has no way to "
                    + "do that: remove 'drills', or stop the broker by hand during the trial")
        }
    }
}

extension TrialRequest {
    init(
        load: AskedLoad, target: TargetProfile, topicPrefix: String, keepTopics: Bool
    ) {
        let secrets = target.secrets
        let redact: @Sendable (String) -> String = { Redaction.redact($0, secrets: secrets) }
        self.init(
            scenario: load.scenario, source: load.replay.map { .trace($0.replay) } ?? .fleet,
            scenarioText: redact(load.text), scale: load.scenario.scale, overrides: load.overrides.map(redact),
            target: target, topicPrefix: topicPrefix, keepTopics: keepTopics, version: Seatrial.version,
            redactProperties: { Redaction.redact($0, secrets: secrets) }, redactText: redact)
    }
}
