import Foundation
import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// A lab cluster that another client tours: three nodes, each with a port with logins beside the plain one.
struct LabTour {
    let cluster: LabCluster
    let bootstrap: String
    let logins: String
    /// The time of the first record in milliseconds: a while ago, and not so long ago that it would be deleted as old.
    let base = Int64(Date().timeIntervalSince1970 / 60) * 60_000 - 3_600_000

    /// Starts a cluster for one tour and ends it afterwards.
    static func onLab(_ body: (LabTour) async throws -> Void) async throws {
        var settings = LabSettings()
        settings.nodes = 3
        settings.listeners = [.plaintext, .saslPlaintext]
        try await withLab(settings) { cluster in
            let logins = try await cluster.bootstrap(of: .saslPlaintext)
            try await body(LabTour(cluster: cluster, bootstrap: try await cluster.bootstrap, logins: logins))
        }
    }

    /// A client's program in `Tests/LabClusterTests/Tours/Scripts`.
    static func script(_ name: String) -> String {
        RepositoryRoot.url.appending(path: "Tests/LabClusterTests/Tours/Scripts/\(name)").path
    }

    /// What the programs of all clients are handed.
    var arguments: [String] { [bootstrap, logins, "\(base)"] }

    /// Runs a program to its end, which has to be a good one.
    func run(_ program: URL, _ arguments: [String], input: String = "") async throws -> String {
        let folder = try TemporaryDirectory()
        let input = input.isEmpty ? nil : try folder.write(input, to: "standard-input")
        return try await Self.output(
            of: ChildProcess(
                program, arguments, environment: ProcessInfo.processInfo.environment, input: input, companion: folder))
    }

    /// What a process has printed at its end, which has to be a good one.
    static func output(of process: ChildProcess) async throws -> String {
        let finished = try await process.finish(within: .seconds(180))
        try #require(
            finished.status == 0,
            "\(process.command) ended with \(finished.status):\n\(finished.standardOutput)\n\(finished.standardError)")
        return finished.standardOutput
    }

    /// How many records of a partition came in which codec, as its log has them.
    func codecs(of topic: String, _ partition: Int32) async throws -> [String: Int] {
        try await cluster.onLoop { state in
            let log = try #require(state.topics[topic]?.partition(partition)?.log)
            var counts: [String: Int] = [:]
            var bytes = try log.read(from: log.startOffset, upTo: log.endOffset, mostBytes: .max, atLeastOne: true)
            while let header = BatchHeader(bytes), bytes.count >= header.size {
                if !header.isControl { counts["\(try #require(header.codec))", default: 0] += Int(header.recordCount) }
                bytes = bytes.dropFirst(header.size)
            }
            return counts
        }
    }
}
