internal import ArgumentParser
internal import ScenarioModel
internal import Scorecards
internal import Trials

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "All of it in about a minute, on a cluster inside this process.",
        discussion: """
            Steady load, a shift change, a reader that is away and catches up beside live traffic, a broker that goes
            down and comes back; then a scorecard whose every rating was measured in that minute.

            The embedded cluster is the lab cluster, inside this process: its figures say nothing about a real one. So
            the exit code looks at what does not depend on this machine's speed: 20 when an event was lost, repeated
            without a reason, reordered or damaged, else 0.
            """)

    @OptionGroup var results: ResultsOptions

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    @OptionGroup var output: ReportOptions

    func run() async throws {
        let source = try ScenarioSource("demo")
        let scenario = try source.decode(overrides: [], scale: nil)
        let conductor = TrialConductor(store: try results.openForWriting(), quiet: quiet)
        let signals = Signals(conductor.interruption)
        defer { withExtendedLifetime(signals) {} }
        let request = TrialRequest(
            load: AskedLoad(scenario: scenario, text: source.text), target: .embedded, topicPrefix: "seatrial.",
            keepTopics: false)
        let outcome = try await conductor.run(request)
        try output.show(outcome)
        if conductor.interruption.isRaised { throw ExitCode(ExitCodes.interrupted.rawValue) }
        let timeless = Set(Criterion.all.filter { !$0.dependsOnGenerator }.map(\.id))
        let findings = outcome.scorecard.areas.flatMap(\.findings).filter { timeless.contains($0.criterion) }
        try Rating.worst(findings.map(\.rating)).gate(strict: false)
        Console.note(
            "next: seatrial targets check --target HOST:PORT, then seatrial run shift-change --target HOST:PORT")
    }
}
