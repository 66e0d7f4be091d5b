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
              seatrial run satellite-backlog --smoke
              seatrial run shift-change --smoke --profile shared-storage --defect slow-partition
              seatrial run hot-tenant --target staging --sweep key=device,tenant,none
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
    @OptionGroup var embedded: EmbeddedOptions
    @OptionGroup var results: ResultsOptions

    @Option(name: .long, help: ArgumentHelp("Run it so many times; each is a trial of its own.", valueName: "n"))
    var `repeat` = 1

    @Option(
        name: .long,
        help: ArgumentHelp("Multiplies devices, rates and reader limits; durations stay.", valueName: "factor"))
    var scale: Double?

    @Flag(name: .long, help: "The smallest run that still shows what the scenario is about, as it says itself.")
    var smoke = false

    @Option(
        name: .long,
        help: ArgumentHelp("Changes one value of the scenario: phases.steady.for=20s.", valueName: "path=value"))
    var set: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run it in variants and compare them: key=device,region (every group's key), or any path as --set takes it.",
            valueName: "path=value,value"))
    var sweep: Sweep?

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
        if smoke, scale != nil || scenario == nil {
            throw ValidationError("--smoke goes with a scenario, and has a scale of its own: leave the other away")
        }
        if sweep != nil, scenario == nil {
            throw ValidationError("--sweep goes with a scenario, not with --trace: a trace has its own keys and rates")
        }
        try sweep?.validate(repeats: `repeat`)
        try output.validate()
    }

    func run() async throws {
        let (profile, lab) = try embedded.apply(to: try target.resolve())
        // All are read before the first is run: a mistake in the last one must not cost an hour.
        let variants = try variants()
        for variant in variants { try RunCommand.check(variant.load.scenario, against: profile) }
        let conductor = TrialConductor(store: try results.openForWriting(), quiet: quiet)
        let signals = Signals(conductor.interruption)
        defer { withExtendedLifetime(signals) {} }
        var outcomes: [(label: String, outcome: TrialConductor.Outcome)] = []
        for variant in variants {
            for round in 1...`repeat` {
                announce(variant, round)
                var request = TrialRequest(
                    load: variant.load, target: profile, topicPrefix: topicPrefix, keepTopics: keepTopics)
                request.embedded = lab
                let outcome = try await conductor.run(request)
                try output.show(outcome, prints: sweep == nil || !output.json)
                try variant.load.replay?.close(outcome.evidence)
                outcomes.append((variant.name(round: round, of: `repeat`), outcome))
                if conductor.interruption.isRaised { throw ExitCode(ExitCodes.interrupted.rawValue) }
            }
        }
        if let sweep { try output.show(Comparison(label: sweep.name, trials: outcomes)) }
        try Rating.worst(outcomes.map(\.outcome.scorecard.overall)).gate(strict: strict)
    }

    /// One of the loads that were asked for; several with a sweep.
    private struct Variant {
        /// The sweep's value; nil without a sweep.
        var value: String?
        var load: AskedLoad

        /// `device`, or `device (2)` where it is run more than once.
        func name(round: Int, of rounds: Int) -> String { (value ?? "") + (rounds > 1 ? " (\(round))" : "") }
    }

    private func announce(_ variant: Variant, _ round: Int) {
        guard !quiet else { return }
        let parts = [
            variant.value.map { "\(sweep?.name ?? "") = \($0)" }, `repeat` > 1 ? "trial \(round) of \(`repeat`)" : nil,
        ].compactMap(\.self)
        if !parts.isEmpty { Console.note(parts.joined(separator: ", ")) }
    }

    /// From the scenario's file, or from a trace.
    private func variants() throws -> [Variant] {
        guard let scenario else { return [Variant(load: try replay.load(quiet: quiet))] }
        let source = try ScenarioSource(scenario)
        let (set, scale) = smoke ? try smokeRun(source) : (set, scale)
        let scaled = scale.map { ["scale=\($0)"] } ?? []
        let plain = try source.decode(overrides: set, scale: scale)
        guard let sweep else {
            return [Variant(load: AskedLoad(scenario: plain, text: source.text, overrides: set + scaled))]
        }
        return try sweep.values.map { value in
            if let caution = sweep.caution(value, for: plain) { Console.note("\(sweep.name) = \(value): \(caution)") }
            let overrides = set + sweep.overrides(value, for: plain)
            return Variant(
                value: value,
                load: AskedLoad(
                    scenario: try source.decode(overrides: overrides, scale: scale), text: source.text,
                    overrides: overrides + scaled))
        }
    }

    /// The changes and the scale of the scenario's own smoke run; `--set` comes after them.
    private func smokeRun(_ source: ScenarioSource) throws -> (set: [String], scale: Double?) {
        switch try source.decode(overrides: set, scale: nil).smoke {
        case .embedded(let scale, let changes): return (changes + set, scale)
        case .realCluster(let reason):
            throw CommandFailure(
                .badInput,
                "\(source.path): it has no smoke run, it needs a real cluster (\(reason)): use --scale and --set")
        case nil:
            throw CommandFailure(
                .badInput,
                "\(source.path): it does not say what its smoke run is: add 'smoke', or use --scale and --set")
        }
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
