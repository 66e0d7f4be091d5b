import Foundation
import TestSupport

/// A folder of its own in which a test runs the program, as a person would in a terminal.
///
/// The results file and the reports are where the program puts them when nobody says otherwise.
struct Workplace: Sendable {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    var results: URL { folder.file("Reports/seatrial.sqlite") }

    /// Runs a command to its end.
    func run(
        _ arguments: [String], environment: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> FinishedProcess {
        try await SeatrialBinary.run(arguments, environment: environment, in: folder.url, within: limit)
    }

    /// Runs a command to its end.
    func run(_ arguments: String..., within limit: Duration = .seconds(60)) async throws -> FinishedProcess {
        try await run(arguments, within: limit)
    }

    /// Runs a story to its end; its scorecard is on standard output as JSON.
    func run(
        _ story: Story, on target: String = "embedded", _ more: [String] = [],
        environment: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> FinishedProcess {
        try await start(story, on: target, more, environment: environment).finish(within: limit)
    }

    /// Starts a story and returns at once; its progress is on standard error in lines.
    func start(
        _ story: Story, on target: String = "embedded", _ more: [String] = [], environment: [String: String] = [:]
    ) throws -> ChildProcess {
        let file = try folder.write(story.yaml, to: "\(story.name).yaml")
        return try SeatrialBinary.start(
            ["run", file.path, "--target", target, "--json"] + more, environment: environment, in: folder.url)
    }

    /// What `trials list` says about every trial, the newest first.
    func trials() async throws -> [ListedTrial] {
        let listed = try await run("trials", "list", "--json")
        return try JSONDecoder().decode([ListedTrial].self, from: Data(listed.standardOutput.utf8))
    }

    /// What `trials show` says about the newest trial.
    func newestTrial() async throws -> ShownTrial {
        let shown = try await run("trials", "show", "--json")
        return try JSONDecoder().decode(ShownTrial.self, from: Data(shown.standardOutput.utf8))
    }

    /// Waits until a phase of the trial has begun.
    func waitFor(phase: String, of trial: ChildProcess) async throws {
        try await trial.waitForLine(containing: "\(phase) 0:", in: .standardError, within: .seconds(60))
    }

    /// Waits until so many seconds of the newest trial are stored.
    func waitUntilStored(seconds: Int, of trial: ChildProcess) async throws {
        let isStored = try await eventually(within: .seconds(60), every: .milliseconds(300)) {
            guard FileManager.default.fileExists(atPath: results.path) else { return false }
            return try await trials().first.map { $0.storedSeconds >= seconds } ?? false
        }
        guard isStored else { throw WorkplaceError(description: "no \(seconds) s stored: \(trial.standardError)") }
    }
}

/// Lets a fault last: the trial must live through all of it.
func hold(_ fault: Duration, during trial: ChildProcess) async throws {
    let end = ContinuousClock.now + fault
    while ContinuousClock.now < end {
        guard trial.isRunning else {
            throw WorkplaceError(description: "the trial ended before the fault did: \(trial.standardError)")
        }
        await offPoolPause(.milliseconds(50))
    }
}

/// A trial that did not come as far as its test needs.
struct WorkplaceError: Error, CustomStringConvertible {
    let description: String
}
