internal import ArgumentParser
internal import Compatibility
internal import Evidence
internal import LabCluster
internal import ScenarioModel
internal import Scorecards
internal import Trials

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "All of it in about a minute and a half, on a cluster inside this process.",
        discussion: """
            Trucks and ships send, a shift changes, a reader is away and catches up beside live traffic, the ships are in
            the dark and come back with what they kept, a broker is lost with its disk and replaced by an empty one; then
            the core checks of compatibility, and a scorecard whose every rating was measured in that time.

            The embedded cluster is the lab cluster, inside this process: its figures say nothing about a real one. So
            the exit code looks at what does not depend on this machine's speed: 20 when an event was lost, repeated
            without a reason, reordered or damaged, or a check failed, else 0.

            EXAMPLES
              seatrial demo
              seatrial demo --broken                    the same cluster, wrong in two ways: a red scorecard, and why
              seatrial demo --profile shared-storage    a model of nodes that share one storage
              seatrial demo --defect slow-node:node=2   'seatrial lab --list-defects' lists more
            """)

    /// What many a cluster was found to do: records that are gone although they were acknowledged, and readers of
    /// committed data who see what is not committed.
    private static let broken = ["lose-acked:p=0.002", "open-visible"]

    @Flag(name: .long, help: "Have the cluster lose acknowledged events and show open transactions.")
    var broken = false

    @OptionGroup var embedded: EmbeddedOptions

    @OptionGroup var results: ResultsOptions

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    @OptionGroup var output: ReportOptions

    func run() async throws {
        let source = try ScenarioSource("demo")
        let scenario = try source.decode(overrides: [], scale: nil)
        var model = embedded
        // Without a model there would be nothing to copy for a node with an empty disk: it would be there at once.
        if model.lab.profile == nil { model.lab.profile = LabProfile.brokerLocal.rawValue }
        if broken { model.lab.defect += Self.broken }
        let (target, lab) = try model.apply(to: .embedded)
        if !quiet {
            Console.note(
                "the cluster is a model, '\(target.architecture.rawValue)': \(lab.model.joined(separator: "; "))")
        }
        let conductor = TrialConductor(store: try results.openForWriting(), quiet: quiet)
        let signals = Signals(conductor.interruption)
        defer { withExtendedLifetime(signals) {} }
        var request = TrialRequest(
            load: AskedLoad(scenario: scenario, text: source.text), target: target, topicPrefix: "seatrial.",
            keepTopics: false)
        request.embedded = lab
        var outcome = try await conductor.run(request)
        let timeless = Set(Criterion.all.filter { !$0.dependsOnGenerator }.map(\.id))
        let findings = outcome.scorecard.areas.flatMap(\.findings).filter { timeless.contains($0.criterion) }
        var ratings = findings.map(\.rating)
        if !conductor.interruption.isRaised {
            let (score, run) = try await checkCore(target, lab, conductor)
            outcome.scorecard = outcome.scorecard.joined(with: score, ofRun: run)
            // A check that a busy machine had no answer for in time says nothing of the cluster.
            if score.overall == .red { ratings.append(.red) }
        }
        try output.show(outcome)
        if conductor.interruption.isRaised { throw ExitCode(ExitCodes.interrupted.rawValue) }
        if broken {
            Console.note("broken on purpose, by \(Self.broken.joined(separator: " and ")): see docs/lab.md")
        }
        try Rating.worst(ratings).gate(strict: false)
        Console.note(
            "next: seatrial demo --broken; then seatrial targets check --target HOST:PORT and "
                + "seatrial run shift-change --target HOST:PORT")
    }

    /// The core tier on a cluster of its own, that is as the trial's was.
    private func checkCore(
        _ target: TargetProfile, _ lab: LabSettings, _ trials: TrialConductor
    ) async throws -> (CompatibilityScore, run: String) {
        let opened = try OpenTarget(target, embedded: lab)
        defer { opened.close() }
        // As `seatrial compat` selects them where nothing is said.
        let selection = try CheckSelection.parse([])
        var options = CheckRunOptions()
        options.selection = selection.words
        let conductor = CompatConductor(store: trials.store, quiet: quiet, options: options)
        let run = try await conductor.run(try selection.checks(), on: opened, trials.interruption)
        let score = CompatibilityScore(run)
        try conductor.keep(score, ofRun: run.id)
        return (score, run.id)
    }
}
