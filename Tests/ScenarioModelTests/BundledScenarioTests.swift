import Foundation
import Quantities
import ScenarioModel
import Testing

/// The repository's folders, found from this file's own path.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

/// The criteria that bundled scenarios set bands of, with the units that the scorecards give them.
private let bundledCriteria = [
    CriterionKey(id: "live-tail", unit: .duration, lowerIsBetter: true),
    CriterionKey(id: "ack-tail", unit: .duration, lowerIsBetter: true),
    CriterionKey(id: "unavailability", unit: .duration, lowerIsBetter: true),
    CriterionKey(id: "hot-partition", unit: .ratio, lowerIsBetter: true),
]

@Suite struct BundledScenarios {
    static let names = ScenarioFile.names(in: Repository.root.appending(path: "Scenarios").path)

    private func scenario(_ name: String, scale: Double = 1) throws -> Scenario {
        try ScenarioFile.decode(
            text: Repository.text("Scenarios/\(name).yaml"), file: "\(name).yaml", criteria: bundledCriteria,
            scale: scale)
    }

    @Test func areTheOnesPromised() {
        #expect(
            Set(Self.names).isSuperset(of: [
                "demo", "never-drains", "reader-outage", "replay-beside-live", "shift-change",
            ]))
    }

    @Test(arguments: names, [0.01, 0.1, 1, 3, 100])
    func decodeAtEveryScale(name: String, scale: Double) throws {
        let whole = try scenario(name)
        let scaled = try scenario(name, scale: scale)
        #expect(scaled.name == name)
        for (group, unscaled) in zip(scaled.fleet, whole.fleet) {
            #expect(abs(group.rate / (unscaled.rate * scale) - 1) < 1e-12)
            #expect(group.devices >= 1)
        }
    }

    @Test(arguments: names)
    func sayWhatTheyStandFor(name: String) throws {
        let scenario = try scenario(name)
        #expect(!scenario.title.isEmpty)
        let headings = [
            "What it stands for.", "Where its numbers come from.", "What a good result looks like.",
            "How long it takes.",
        ]
        for heading in headings { #expect(scenario.about.contains("**\(heading)**"), "\(name): \(heading)") }
        #expect(try Repository.text("Scenarios/INDEX.md").contains("[\(name)](\(name).yaml)"))
    }

    @Test(arguments: names)
    func takeOneToThreeMinutes(name: String) throws {
        let phases = try scenario(name).phases
        let seconds = phases.map(\.duration.seconds).reduce(0, +)
        #expect((55...180).contains(seconds))
        #expect(try Repository.text("Scenarios/INDEX.md").contains("| \(Int(seconds)) s |"))
    }

    @Test func neverDrainsCannotDrain() throws {
        let scenario = try scenario("never-drains")
        #expect(scenario.expects == .red)
        let arrivals = scenario.fleet.map(\.rate).reduce(0, +)
        let limits = scenario.readers.compactMap { reader -> Double? in
            if case .paused(let outage) = reader.role { outage.limit } else { nil }
        }
        #expect(limits.count == 1)
        #expect(limits.allSatisfy { $0 < arrivals })
    }

    @Test func demoFitsTheEmbeddedCluster() throws {
        let demo = try scenario("demo")
        let partitionBytes = 5.0 * 1024 * 1024
        let partitions = Double(demo.topics.map(\.partitions).reduce(0, +))
        let seconds = demo.phases.map { $0.duration.seconds * peak($0.load) }.reduce(0, +)
        let bytes = seconds * demo.fleet.map(\.rate).reduce(0, +) * 256
        // Half of the room at most, so that uneven keys and the records' own overhead fit.
        #expect(bytes / partitions < partitionBytes / 2)
        #expect(demo.readers.allSatisfy { $0.members == 1 })
        for reader in demo.readers {
            #expect(reader.properties["fetch.wait.max.ms"] == "5")
            #expect(reader.properties["session.timeout.ms"] == "6000")
        }
    }

    private func peak(_ load: LoadCurve) -> Double {
        switch load {
        case .steady(let load): load
        case .ramp(let from, let to): max(from, to)
        case .burst(let burst): max(burst.base, burst.peak)
        case .bell(let bell): max(bell.base, bell.peak)
        }
    }
}
