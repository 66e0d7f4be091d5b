import Compatibility
import Foundation
import TestSupport

/// The Python that tours run with, and the clients that it has.
///
/// The one that `SEATRIAL_TOUR_PYTHON` names (of a virtual environment, say), or else `python3` on the PATH.
enum TourPython {
    static let program: URL? = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["SEATRIAL_TOUR_PYTHON"], !named.isEmpty { return URL(filePath: named) }
        return ToolSearch.machine.find("python3").map { URL(filePath: $0) }
    }()

    /// Asked once: the versions of the clients that can be imported, by module.
    private static let asked = Task { try await versions() }

    /// Whether a client is there, in a version or newer.
    static func has(_ module: String, _ atLeast: [Int]) async throws -> Bool {
        guard let version = try await asked.value[module] else { return false }
        return !version.lexicographicallyPrecedes(atLeast)
    }

    /// Runs a tour of `Scripts` to its end, which has to be a good one.
    static func run(_ script: String, on tour: LabTour) async throws -> TourOutcomes {
        TourOutcomes(try await LabTour.output(of: try start(script, on: tour)))
    }

    static func start(_ script: String, on tour: LabTour) throws -> ChildProcess {
        guard let program else { throw NoPython() }
        // Nothing is left behind in the checkout, and lines are there as soon as they are printed.
        let own = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"]
        return try ChildProcess(
            program, [LabTour.script(script)] + tour.arguments,
            environment: ProcessInfo.processInfo.environment.merging(own) { $1 })
    }

    private struct NoPython: Error {}

    private static func versions() async throws -> [String: [Int]] {
        guard let program else { return [:] }
        let process = try ChildProcess(
            program, ["-c", probe, "confluent_kafka=confluent-kafka", "kafka=kafka-python", "aiokafka=aiokafka"],
            environment: ProcessInfo.processInfo.environment)
        let lines = try await process.finish(within: .seconds(60)).standardOutput.split(separator: "\n")
        return lines.reduce(into: [:]) { versions, line in
            let words = line.split(separator: " ")
            guard words.count == 2 else { return }
            versions[String(words[0])] = words[1].split(separator: ".").map { Int($0) ?? 0 }
        }
    }

    /// Prints `module version` for each that can be imported and is of the package that is meant.
    private static let probe = """
        import importlib, importlib.metadata, sys
        for word in sys.argv[1:]:
            module, package = word.split("=")
            try:
                importlib.import_module(module)
                print(module, importlib.metadata.version(package))
            except Exception:
                pass
        """
}
