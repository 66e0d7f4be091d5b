internal import Evidence
internal import Foundation
internal import KafkaWire

/// A program of this machine in the hands of one check: run against the target, with a limit, on record.
struct Tool: Sendable {
    let name: String
    let path: String
    /// As it names itself; nil where it names none.
    let version: String?
    let probe: Probe
    let folder: ToolFolder

    /// `kcat 1.7.1`.
    var title: String { ([name] + [version].compactMap(\.self)).joined(separator: " ") }

    /// Finds a program and asks for its version.
    init(_ name: String, for probe: Probe) async throws {
        guard let path = probe.tools.find(name) else { throw CheckOutcome.notRun("\(name) is not on this machine") }
        self.name = name
        self.path = path
        self.probe = probe
        folder = try ToolFolder()
        version = await probe.toolVersions.version(
            of: name, at: path, in: folder, within: min(.seconds(30), probe.toolLimit))
    }

    /// Runs it with what it may read on standard input; whatever came of it is returned.
    func run(_ arguments: [String], input: String? = nil, limit: Duration? = nil) async throws -> ToolRun {
        let began = ContinuousClock.now
        let process = ToolProcess(
            path: path, arguments: arguments, environment: Self.environment(folder),
            input: try input.map { try folder.write($0, to: "standard-input") }, limit: limit ?? probe.toolLimit)
        do {
            let run = try await process.run()
            probe.transcript.add(
                broker: "tool", request: name, asked: arguments.joined(separator: " "),
                answered: "\(run.ending)\n\(run.output.prefix(1_000))", from: began)
            try Task.checkCancellation()
            return run
        } catch let failure as ToolProcess.Failure {
            throw CheckOutcome.inconclusive("\(name): \(failure)")
        }
    }

    /// The bootstrap servers, which are no secret and go into the arguments.
    var bootstrap: String { probe.bootstrap }

    /// A file with what librdkafka needs to reach the target.
    func librdkafkaFile() throws -> String {
        try folder.write(try ToolLogin.librdkafka(probe.target.properties), to: "librdkafka.conf").path
    }

    /// A file with what Kafka's own clients need to reach the target, and more.
    func javaFile(_ more: [String: String] = [:], login: [String: String]? = nil) throws -> String {
        let lines = more.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
        return try folder.write(try ToolLogin.java(login ?? probe.target.properties) + lines, to: "client.properties")
            .path
    }

    /// Not this program's own environment: secrets of targets may be in it.
    static func environment(_ folder: ToolFolder) -> [String: String] {
        let kept = ["PATH", "LANG", "LC_ALL", "JAVA_HOME", "KAFKA_HOME", "VIRTUAL_ENV", "SSL_CERT_FILE", "TZ"]
        var environment = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
        environment["HOME"] = folder.url.path
        environment["TMPDIR"] = folder.url.path
        environment["LOG_DIR"] = folder.url.path
        environment["KAFKA_HEAP_OPTS"] = "-Xmx256m"
        // A tool lives for seconds: what a server's settings gain later costs more than that at the start.
        environment["KAFKA_JVM_PERFORMANCE_OPTS"] =
            "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
        return environment
    }
}

extension Probe {
    /// The bootstrap servers as tools are told them.
    var bootstrap: String { settings.bootstrap.map(\.description).joined(separator: ",") }
}

/// The versions of the tools of a run: each is asked once.
actor ToolVersions {
    private var known: [String: Task<String?, Never>] = [:]

    /// What a program says it is; nil where it says nothing that looks like a version.
    func version(of name: String, at path: String, in folder: ToolFolder, within limit: Duration) async -> String? {
        // All of Kafka's scripts are of one version, and each would start a JVM to say so.
        let isOfKafka = name.hasPrefix("kafka-")
        let asked = isOfKafka ? path.replacing(name, with: "kafka-topics") : path
        if let task = known[asked] { return await task.value }
        let arguments = name == "kcat" ? ["-V"] : name == "rpk" ? ["version"] : ["--version"]
        let task = Task { () -> String? in
            let process = ToolProcess(
                path: asked, arguments: arguments, environment: Tool.environment(folder), limit: limit)
            do {
                let run = try await process.run()
                return Self.version(in: run.output + run.errors)
            } catch {
                // The tool may work all the same; the report then names it without a version.
                return nil
            }
        }
        known[asked] = task
        return await task.value
    }

    /// `1.7.1, librdkafka 2.0.2` in what a tool writes of itself.
    static func version(in text: String) -> String? {
        let library = text.firstMatch(of: /librdkafka v?(\d+(?:\.\d+)+)/).map { "librdkafka \($0.1)" }
        let own = text.firstMatch(of: /(?:^|[vV ])(\d+(?:\.\d+)+\S*?)(?:[\s,;(]|$)/).map { String($0.1) }
        return own.map { [$0, library].compactMap(\.self).joined(separator: ", ") }
    }
}
