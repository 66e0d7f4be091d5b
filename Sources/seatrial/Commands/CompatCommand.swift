internal import ArgumentParser
internal import Compatibility
internal import Evidence
internal import Foundation
internal import KafkaClient
internal import ScenarioModel
internal import Trials

struct CompatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compat",
        abstract: "Asks a cluster, check by check, whether it behaves as Kafka's clients expect.",
        discussion: """
            Each check sends its own requests and compares what comes with what Apache Kafka does. Topics and groups that
            it makes are called seatrial-<run>-... and are deleted. See docs/checks.md.

            EXAMPLES
              seatrial compat --target localhost:9092
              seatrial compat --target candidate --tier all
              seatrial compat --target candidate --only 'txn.*' --only fetch.long-poll
              seatrial compat --list
              seatrial compat --explain txn.abort-invisible
            """)

    @OptionGroup var target: TargetOptions

    @OptionGroup var selection: CheckSelection

    @Option(name: .long, help: ArgumentHelp("Checks at a time.", valueName: "n"))
    var width = 8

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Makes at most so many partitions in a minute; managed services limit them.", valueName: "n"))
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
        completion: .list(Check.all.map(\.id)))
    var explain: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "No progress.")
    var quiet = false

    func run() async throws {
        if let explain { return try CheckSelection.explain(explain, json: json) }
        let checks = try selection.checks()
        if list { return try CheckSelection.list(checks, json: json) }
        let profile = try target.resolve()
        guard !profile.isEmbedded else {
            throw CommandFailure(.usage, "name a cluster with --target")
        }
        var options = CheckRunOptions()
        options.width = width
        options.topics = topics.isEmpty ? nil : topics
        options.partitionsPerMinute = maxPartitionsPerMinute
        options.selection = selection.words
        let properties = profile.properties.merging(["bootstrap.servers": profile.bootstrap]) { $1 }
        let runner = CheckRunner(
            CompatibilityTarget(
                name: profile.name, properties: properties, login: profile.login,
                connect: profile.connect.map { HTTPService(url: $0.url, user: $0.user, password: $0.password) },
                schemaRegistry: profile.schemaRegistry.map {
                    HTTPService(url: $0.url, user: $0.user, password: $0.password)
                }), options: options
        ) { event in
            if case .finished(let finding) = event {
                Console.print("\(finding.verdict.rawValue)\t\(finding.id)\t\(finding.observed)")
            }
        }
        _ = try await runner.run(checks, id: UUID().uuidString, clients: [:])
    }
}
