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
    CriterionKey(id: "repeats", unit: .fraction, lowerIsBetter: true),
    CriterionKey(id: "reconciliation", unit: .fraction, lowerIsBetter: false),
    CriterionKey(id: "availability", unit: .fraction, lowerIsBetter: false),
    CriterionKey(id: "schema-drift", unit: .fraction, lowerIsBetter: true),
    CriterionKey(id: "scale-out", unit: .duration, lowerIsBetter: true),
]

@Suite struct BundledScenarios {
    static let names = ScenarioFile.names(in: Repository.root.appending(path: "Scenarios").path)

    private func scenario(_ name: String, _ overrides: [String] = [], scale: Double? = nil) throws -> Scenario {
        try ScenarioFile.decode(
            text: Repository.text("Scenarios/\(name).yaml"), file: "\(name).yaml", criteria: bundledCriteria,
            overrides: Override.all(overrides), scale: scale)
    }

    /// What a pipeline runs of it; nil where that needs a real cluster.
    private func smoke(_ name: String) throws -> Scenario? {
        switch try #require(try scenario(name).smoke, "\(name) does not say what a pipeline runs of it") {
        case .embedded(let scale, let set): return try scenario(name, set, scale: scale)
        case .realCluster(let reason):
            #expect(reason.count > 20, "\(name): '\(reason)' is no reason")
            return nil
        }
    }

    @Test func areTheOnesPromised() {
        #expect(
            Set(Self.names).isSuperset(of: [
                "backlog-drain", "catch-up-wide", "compliance-export", "demo", "edge-to-cloud-readiness",
                "firmware-rollback", "firmware-rollout", "hospitality-fleet", "hot-tenant", "late-data",
                "network-restoration", "never-drains", "reader-outage", "replay-beside-live", "resend-after-timeout",
                "satellite-backlog", "shift-change", "single-partition-ceiling", "streaming-platform",
                "topic-per-region", "truck-fleet", "weather-event",
            ]))
    }

    @Test(arguments: names, [0.01, 0.1, 1, 3])
    func decodeAtEveryScale(name: String, scale: Double) throws {
        let whole = try scenario(name, scale: 1)
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
            "How long it takes.", "Its scale.",
        ]
        for heading in headings { #expect(scenario.about.contains("**\(heading)**"), "\(name): \(heading)") }
    }

    /// A mistyped figure in the prose is found by the one that can be reckoned.
    @Test(arguments: names)
    func sayHowLongTheyTake(name: String) throws {
        let scenario = try scenario(name)
        let seconds = Int(scenario.length.seconds)
        let parts = [(seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " ")
        let about = scenario.about.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            about.contains("Phases of \(words)") || about.contains("Phases of \(seconds) seconds"), "\(name): \(words)")
    }

    @Test(arguments: names)
    func smokeRunsAreShortAndSmall(name: String) throws {
        guard let smoke = try smoke(name) else { return }
        #expect((20...55).contains(smoke.length.seconds), "\(name): \(smoke.length)")
        #expect(smoke.peakRate <= 1600, "\(name): \(smoke.peakRate)")
        #expect(smoke.topics.map(\.partitions).reduce(0, +) <= 80)
        #expect(smoke.producers.count == 1)
        #expect(smoke.readers.allSatisfy { $0.members == 1 })
        let connections = smoke.fleet.compactMap { group -> Int? in
            guard case .own(let most) = group.connection else { return nil }
            return most
        }
        #expect(connections.reduce(0, +) <= 50)
    }

    /// A smoke run is small: what a partition gets would fit 5 MiB twice.
    @Test(arguments: names)
    func smokeRunsAreOfFewBytes(name: String) throws {
        guard let smoke = try smoke(name) else { return }
        for topic in smoke.topics {
            let loads: [Double] = smoke.phases.map { $0.duration.seconds * $0.load.peak }
            let seconds = loads.reduce(0, +)
            var bytes = 0.0
            for group in smoke.fleet where group.topic == topic.name {
                let firmware = smoke.firmware.first { $0.version == group.firmware }
                bytes += group.rate * seconds * typicalSize((firmware?.payload ?? group.payload).size)
            }
            // Half of the room at most, so that uneven keys and the records' own overhead fit.
            #expect(bytes / Double(topic.partitions) < 2.5 * 1_048_576, "\(name): \(topic.name)")
        }
    }

    @Test func indexIsCurrent() throws {
        let opening = "<!-- made from the files: UPDATE_DOCS=1 swift test --filter BundledScenarios -->"
        let page = try Repository.text("Scenarios/INDEX.md")
        let start = try #require(page.firstRange(of: opening))
        let rows = try Self.names.map { name in
            let scenario = try scenario(name)
            let scale = scenario.scale == 1 ? "" : ", written as scale \(scenario.scale.significant(3))"
            return [
                "[\(name)](\(name).yaml)", scenario.title, "\(Int(scenario.peakRate.rounded()).grouped)/s\(scale)",
                "\(Int(scenario.length.seconds)) s", scenario.smoke?.description ?? "", scenario.expects.rawValue,
            ].joined(separator: " | ")
        }
        let made =
            "\n\n| scenario | what it is | peak, events | phases | smoke run | a healthy cluster gets |\n"
            + "| --- | --- | --- | --- | --- | --- |\n" + rows.map { "| \($0) |\n" }.joined()
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            let new = page[..<start.upperBound] + made
            try String(new).write(
                to: Repository.root.appending(path: "Scenarios/INDEX.md"), atomically: true, encoding: .utf8)
        } else {
            #expect(
                page[start.upperBound...] == made,
                "Scenarios/INDEX.md is out of date. Please run 'UPDATE_DOCS=1 swift test --filter BundledScenarios'.")
        }
    }

    @Test func publishedRequirementsAreInTheirScenarios() throws {
        let hospitality = try scenario("hospitality-fleet")
        #expect(abs(hospitality.peakRate - 850_000) < 1)
        #expect(hospitality.fleet.map(\.devices).reduce(0, +) == 400)
        #expect(hospitality.fleet.allSatisfy { $0.regions == 87 })
        #expect(hospitality.criteria.contains(CriterionBands(id: "reconciliation", green: 0.997, yellow: 0.99)))
        #expect(hospitality.criteria.contains(CriterionBands(id: "availability", green: 0.9999, yellow: 0.999)))
        let trucks = try scenario("truck-fleet")
        #expect(trucks.fleet.map(\.devices) == [30, 30])
        #expect(abs(trucks.fleet[0].rate - 1) < 1e-12)
        let platform = try scenario("streaming-platform")
        #expect(platform.peakRate == 500_000)
        #expect(platform.readers.map(\.members) == [10])
        #expect(platform.readers.map(\.scaleOut?.members) == [100])
        let wide = try scenario("catch-up-wide", scale: 1)
        #expect(wide.topics.map(\.partitions) == [1000])
        #expect(wide.peakRate * 4096 == 800 * 1_048_576)
        let drain = try scenario("backlog-drain", scale: 1)
        let build = try #require(drain.phases.first { $0.name == "build" })
        #expect(drain.peakRate * 1000 * build.duration.seconds == 5e12)
        #expect(try scenario("single-partition-ceiling").topics.map(\.partitions) == [1])
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

    @Test func demoIsSmall() throws {
        let demo = try scenario("demo")
        let partitions = Double(demo.topics.map(\.partitions).reduce(0, +))
        let seconds = demo.phases.map { $0.duration.seconds * $0.load.peak }.reduce(0, +)
        let bytes = seconds * demo.fleet.map(\.rate).reduce(0, +) * 256
        #expect(bytes / partitions < 2.5 * 1_048_576)
        #expect(demo.readers.allSatisfy { $0.members == 1 })
    }

    private func typicalSize(_ size: Payload.Size) -> Double {
        switch size {
        case .fixed(let bytes): Double(bytes)
        case .uniform(let min, let max): Double(min + max) / 2
        case .logNormal(let median, _): Double(median) * 1.2
        }
    }
}
