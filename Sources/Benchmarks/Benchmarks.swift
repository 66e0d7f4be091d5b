internal import Foundation

/// What does an event cost, and how many can there be? Compared in one run with a bare librdkafka loop and, where they
/// are found, with the peers' own tools; at the lab cluster, at librdkafka's mock and at Apache Kafka.
///
/// Each measurement is a process of its own, so that its processor time is its own: the parent reads what its child
/// used. Brokers run in other processes.
@main
enum Benchmarks {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let step = arguments.first {
                try await MeasuredStep.run(step, Array(arguments.dropFirst()))
            } else {
                try await BenchmarkReport.run()
            }
        } catch {
            FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
            exit(1)
        }
    }
}

/// Why a benchmark could not be run.
struct BenchmarkFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
