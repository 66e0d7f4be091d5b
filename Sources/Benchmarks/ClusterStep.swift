internal import CBareLoop
internal import Foundation
internal import LabCluster

/// A cluster in a process of its own, for the measurements of other processes: it serves until its input closes.
enum ClusterStep {
    /// Serves one node of the lab cluster.
    static func serveLab() async throws {
        var settings = LabSettings()
        settings.topics = Dictionary(
            uniqueKeysWithValues: BenchmarkSize.topics.map { ($0, Int32(BenchmarkSize.partitions)) })
        // All rounds stay in memory, as they do at librdkafka's mock.
        settings.memory = 4 << 30
        let cluster = try await LabCluster.start(settings)
        tell(try await cluster.bootstrap)
        awaitEndOfInput()
        await cluster.stop()
    }

    /// Serves one of librdkafka's mock brokers.
    static func serveMock() throws {
        guard let mock = seatrial_mock_start() else { throw BenchmarkFailure("the mock cluster cannot be started") }
        defer { seatrial_mock_stop(mock) }
        for topic in BenchmarkSize.topics {
            guard seatrial_mock_create_topic(mock, topic, Int32(BenchmarkSize.partitions)) == 0 else {
                throw BenchmarkFailure("the mock cluster did not make topic '\(topic)'")
            }
        }
        tell(String(cString: seatrial_mock_bootstrap(mock)))
        awaitEndOfInput()
    }

    private static func tell(_ bootstrap: String) {
        FileHandle.standardOutput.write(Data((bootstrap + "\n").utf8))
    }

    private static func awaitEndOfInput() {
        _ = FileHandle.standardInput.readDataToEndOfFile()
    }
}

/// The process of a `ClusterStep`, so that a cluster's processor time is not its client's.
final class ClusterProcess {
    private let process = Process()
    private let input = Pipe()
    let bootstrap: String

    /// - Parameter step: `lab-cluster` or `mock-cluster`.
    init(_ step: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        process.arguments = [step]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        bootstrap = line.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !bootstrap.isEmpty else { throw BenchmarkFailure("\(step) did not start") }
    }

    func stop() {
        input.fileHandleForWriting.closeFile()
        process.waitUntilExit()
    }
}
