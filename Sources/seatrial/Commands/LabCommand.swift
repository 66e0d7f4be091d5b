internal import ArgumentParser
internal import Detections
internal import Foundation
internal import LabCluster
internal import Trials

struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Serves a small cluster of this program's own on loopback ports, until it is stopped.",
        discussion: """
            It does as Apache Kafka does, and is there for tests, demonstrations and learning. What is written to it is
            gone when it stops: it is nobody's broker.

            EXAMPLES
              seatrial lab                          one node, at a free port
              seatrial lab --nodes 3 --port 19092   three nodes, at 19092 to 19094
              seatrial lab --profile shared-storage a model of a cluster on object storage
              seatrial lab --sasl                   also with logins: admin, admin-secret
              seatrial lab --tls                    also with TLS, and an authority of its own
              seatrial lab --list-defects           the ways in which it can be wrong
              seatrial lab --defect lose-acked:p=0.001 --defect slow-node
              seatrial lab --detect --only 'txn'    shows that what must find a defect finds it

            A defect can be limited: p (how often, 0 to 1), seed, topic, partition, client, node, and from and to in
            seconds since the start.
            """)

    @Option(name: .long, help: ArgumentHelp("Nodes, 1 to 5.", valueName: "n"))
    var nodes = 1

    @Option(name: .long, help: ArgumentHelp("The port of the first node; 0 for free ones.", valueName: "port"))
    var port = 0

    @Option(name: .long, help: ArgumentHelp("Partitions of a topic that names no number.", valueName: "n"))
    var partitions: Int32 = 1

    @OptionGroup var lab: LabModelOptions

    @Flag(name: .long, help: "Also open ports with logins: PLAIN, SCRAM, OAUTHBEARER.")
    var sasl = false

    @Flag(name: .long, help: "Also open ports with TLS; with --sasl also such with logins.")
    var tls = false

    @Option(
        name: .long,
        help: ArgumentHelp("With --sasl: who can log in and administer.", valueName: "name:password"))
    var user = "admin:admin-secret"

    @Option(
        name: .long,
        help: ArgumentHelp("With --sasl: seconds after which a login has to be renewed.", valueName: "n"))
    var loginLifetime: Int?

    @Option(name: .long, help: ArgumentHelp("Repeats the random choices of another time.", valueName: "n"))
    var seed: UInt64?

    @Flag(name: .long, help: "List the ways in which it can be wrong, and end.")
    var listDefects = false

    @Flag(name: .long, help: "Show for each defect that what must find it finds it, and end: 20 if one does not.")
    var detect = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "With --detect: only defects with this in their id, or in their finder's.", valueName: "text"))
    var only: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        if !(1...5).contains(nodes) { throw ValidationError("--nodes \(nodes): 1 to 5") }
        if !(0...65_535 - 20).contains(port) { throw ValidationError("--port \(port): 0 to \(65_535 - 20)") }
        let parts = user.split(separator: ":", maxSplits: 1)
        if parts.count != 2 { throw ValidationError("--user \(user): name:password is meant") }
        if let loginLifetime, loginLifetime < 1 {
            throw ValidationError("--login-lifetime \(loginLifetime): at least 1")
        }
        if partitions < 1 { throw ValidationError("--partitions \(partitions): at least 1") }
    }

    func run() async throws {
        if listDefects { return DefectTable.print(LabDefect.all, asJSON: json) }
        if detect { return try await detectDefects() }
        let interruption = Interruption()
        let signals = Signals(interruption, ending: "closing its connections", leaving: "nothing of it is kept")
        defer { withExtendedLifetime(signals) {} }
        var settings = LabSettings()
        settings.nodes = nodes
        settings.port = port
        settings.partitions = partitions
        if let seed { settings.seed = seed }
        if sasl { letIn(&settings) }
        if tls { settings.listeners += sasl ? [.tls, .saslTLS] : [.tls] }
        try lab.apply(to: &settings)
        if let model = lab.model {
            Console.note("a model, '\(model.rawValue)': \(settings.model.joined(separator: "; "))")
        }
        let cluster: LabCluster
        do {
            cluster = try await LabCluster.start(settings)
        } catch {
            throw CommandFailure(
                .unavailable, "the cluster cannot open its ports: \(error). Choose others with --port")
        }
        try await LabPorts(of: cluster, settings).print(asJSON: json)
        fflush(nil)
        while !interruption.isRaised { try await Task.sleep(for: .milliseconds(100)) }
        await cluster.stop()
    }
}

extension LabCommand {
    /// Opens ports with logins, for the one user that the options name.
    private func letIn(_ settings: inout LabSettings) {
        let parts = user.split(separator: ":", maxSplits: 1).map(String.init)
        settings.listeners = [.plaintext, .saslPlaintext]
        settings.users = [parts[0]: parts[1]]
        settings.superUsers = ["User:ANONYMOUS", "User:\(parts[0])"]
        settings.loginLifetime = loginLifetime.map { .seconds($0) }
    }

    private func detectDefects() async throws {
        let defects = LabDefect.all.filter { defect in
            only.map { text in defect.id.contains(text) || defect.foundBy.contains { $0.id.contains(text) } } ?? true
        }
        if let only, defects.isEmpty {
            throw ValidationError("--only \(only): no defect and no finder has that in its id")
        }
        let asJSON = json
        let detector = DefectDetector { if !asJSON { DefectTable.print($0) } }
        let detections = try await detector.run(defects)
        let missed = detections.filter { !$0.isFound }
        if json {
            DefectTable.printJSON(detections)
        } else {
            Console.print("\(detections.count - missed.count) of \(detections.count) found")
        }
        if !missed.isEmpty { throw ExitCode(20) }
    }
}
