internal import ArgumentParser
internal import Compatibility
internal import Evidence
internal import Foundation
internal import KafkaClient
internal import Reporting
internal import ResultsStore
internal import ScenarioModel
internal import Scorecards
internal import Trials

struct CompatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compat",
        abstract: "Asks a cluster, check by check, whether it behaves as Kafka's clients expect.",
        discussion: """
            Each check sends its own requests and compares what comes with what Apache Kafka does. Topics and groups that
            it makes are called seatrial-<run>-... and are deleted. docs/checks.md tells all checks, docs/compatibility.md
            how they are rated.

            EXAMPLES
              seatrial compat --target localhost:9092
              seatrial compat --target candidate --tier all --estate estate.yaml
              seatrial compat --target candidate --only 'txn.*' --only fetch.long-poll
              seatrial compat --target candidate --baseline production
              seatrial compat --target candidate --baseline latest --report junit,html --strict
              seatrial compat --target shared --topics scratch
              seatrial compat --target candidate --with-tools
              seatrial compat --defect open-visible --only 'txn.*'
              seatrial compat --list --tier all
              seatrial compat --explain txn.abort-invisible
              seatrial compat --run latest --baseline 20261121 --report html
              seatrial compat --target candidate --cleanup

            A baseline is a target of the targets file, which is then asked beside the other, or a stored run: its id, the
            beginning of it, or 'latest'.
            """)

    @OptionGroup var target: TargetOptions
    @OptionGroup var embedded: EmbeddedOptions
    @OptionGroup var selection: CheckSelection
    @OptionGroup var results: ResultsOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Compare with this target, asked beside the other, or with a stored run.", valueName: "target|run"))
    var baseline: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Which features your applications rely on (docs/compatibility.md).", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var estate: String?

    @Option(name: .long, help: ArgumentHelp("Checks at a time.", valueName: "n"))
    var width = 8

    @Option(
        name: .long,
        help: ArgumentHelp("Makes at most so many partitions in a minute; managed services limit them.", valueName: "n")
    )
    var maxPartitionsPerMinute: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Makes no topics and writes to this one; may be repeated. What needs topics of its own is not run.",
            valueName: "topic"))
    var topics: [String] = []

    @Flag(name: .long, help: "List the checks and end.")
    var list = false

    @Option(
        name: .long, help: ArgumentHelp("Tell all about a check and end.", valueName: "id"),
        completion: .list(CheckSelection.everything.map(\.id)))
    var explain: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Show a stored run again, and ask no cluster: an id, its beginning, 'latest'.", valueName: "id"))
    var run: String?

    @Flag(name: .long, help: "Remove what interrupted runs left on the cluster, and end.")
    var cleanup = false

    @Flag(name: .long, help: "End with 10 instead of 0 when the overall rating is yellow.")
    var strict = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    @OptionGroup var output: CompatReportOptions

    func validate() throws {
        if width < 1 { throw ValidationError("--width \(width): at least 1") }
        if let maxPartitionsPerMinute, maxPartitionsPerMinute < 1 {
            throw ValidationError("--max-partitions-per-minute \(maxPartitionsPerMinute): at least 1")
        }
        try output.validate()
    }

    func run() async throws {
        if let explain { return try CheckSelection.explain(explain, json: output.json) }
        let checks = try selection.checks()
        if list { return try CheckSelection.list(checks, json: output.json) }
        let estate = try readEstate()
        if let again = self.run { return try showAgain(again, estate) }
        let (profile, lab) = try embedded.apply(to: try target.resolve())
        let opened = try OpenTarget(profile, embedded: lab)
        defer { opened.close() }
        if cleanup { return try await CompatConductor.cleanUp(opened) }
        let store = try results.openForWriting()
        let conductor = CompatConductor(store: store, quiet: quiet, options: options)
        let other = try baselineTarget(store)
        let interruption = Interruption()
        let signals = Signals(
            interruption, ending: "removing what the checks made",
            leaving: "what is left on the cluster: 'seatrial compat --cleanup'")
        defer { withExtendedLifetime(signals) {} }
        var reference: CompatibilityRun?
        let run: CompatibilityRun
        switch other {
        case .target(let profile):
            let second = try OpenTarget(profile)
            defer { second.close() }
            (reference, run) = try await conductor.runBoth(checks, baseline: second, target: opened, interruption)
        case .run(let id):
            reference = try stored(id, store)
            run = try await conductor.run(checks, on: opened, interruption)
        case nil: run = try await conductor.run(checks, on: opened, interruption)
        }
        let score = try show(run, reference, estate)
        try conductor.keep(score, ofRun: run.id)
        if interruption.isRaised { throw ExitCode(ExitCodes.interrupted.rawValue) }
        let code = score.exitCode(strict: strict)
        if code != 0 { throw ExitCode(code) }
    }

    private func show(
        _ run: CompatibilityRun, _ reference: CompatibilityRun?, _ estate: Estate?
    ) throws -> CompatibilityScore {
        let comparison = reference.map { CompatibilityComparison(baseline: $0, observed: run, estate: estate) }
        let score = CompatibilityScore(run, estate: estate, comparison: comparison)
        try output.show(
            CompatibilityReport(run, score: score, comparison: comparison, baseline: reference), strict: strict)
        return score
    }

    /// A stored run, rated anew; the baseline can only be a stored run, too.
    private func showAgain(_ text: String, _ estate: Estate?) throws {
        let store = try results.openForReading()
        func find(_ text: String) throws -> CompatibilityRun {
            do {
                return try store.compatibilityRun(try store.resolveRun(text))
            } catch {
                throw CommandFailure(.badInput, "\(error)")
            }
        }
        let score = try show(try find(text), try baseline.map { try find($0) }, estate)
        let code = score.exitCode(strict: strict)
        if code != 0 { throw ExitCode(code) }
    }

    private var options: CheckRunOptions {
        var options = CheckRunOptions()
        options.width = width
        options.topics = topics.isEmpty ? nil : topics
        options.partitionsPerMinute = maxPartitionsPerMinute
        options.selection = selection.words
        return options
    }

    private func readEstate() throws -> Estate? {
        guard let estate else { return nil }
        return try UserFile.read(estate) { text throws(InputProblems) in
            try EstateFile.decode(text: text, file: estate, checks: CheckSelection.everything.map(\.id))
        }
    }

    private enum Baseline {
        case target(TargetProfile)
        case run(String)
    }

    /// A name of the targets file, or a bootstrap string; else a stored run.
    private func baselineTarget(_ store: ResultsStore) throws -> Baseline? {
        guard let baseline else { return nil }
        let file = try target.targetsFile()
        if file.names.contains(baseline) || baseline == TargetProfile.embedded.name || baseline.contains(":") {
            return .target(
                try UserFile.reporting { () throws(InputProblems) in
                    try TargetProfile.resolve(baseline, targets: file)
                })
        }
        do {
            return .run(try store.resolveRun(baseline))
        } catch {
            throw CommandFailure(
                .badInput,
                "--baseline \(baseline): neither a target of \(target.targets) nor a stored run of \(results.results): \(error)"
            )
        }
    }

    private func stored(_ id: String, _ store: ResultsStore) throws -> CompatibilityRun {
        do {
            return try store.compatibilityRun(id)
        } catch {
            throw CommandFailure(.badInput, "\(error)")
        }
    }
}
