internal import Evidence
internal import Foundation
internal import ResultsStore
internal import ScenarioModel
internal import Scorecards
internal import Trials

/// One criterion of a scorecard as a finder: a short trial on the cluster, and what the criterion says of it.
struct TrialQuestion {
    let criterion: String

    func ask(_ bootstrap: String) async throws -> DefectDetection.Answer {
        let text = Self.withCatchUp.contains(criterion) ? Self.outage : Self.steady
        let scenario = try ScenarioFile.decode(
            text: text, file: "detection.yaml", criteria: Criterion.all.map { CriterionKey($0) })
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("seatrial-detection-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do {
                try FileManager.default.removeItem(at: folder)
            } catch {
                // The system empties its temporary folder itself.
            }
        }
        let store = try ResultsStore.open(path: folder.appendingPathComponent("results.sqlite").path)
        let request = TrialRequest(
            scenario: scenario, scenarioText: text, scale: 1, overrides: [],
            target: TargetProfile(name: "lab", bootstrap: bootstrap), topicPrefix: "seatrial.", keepTopics: true,
            version: "detection", redactProperties: { $0 }, redactText: { $0 })
        let sink = TrialSink(
            begin: { try store.begin($0, phases: $1, readers: $2, bands: $3) },
            append: { try store.append($1, to: $0) },
            finish: { try store.finish($0, account: $1) })
        let runner = TrialRunner(request: request, sink: sink, interruption: Interruption()) { _ in
        } leftOver: { _ in
        }
        let manifest = try await runner.run()
        let card = Judge.scorecard(of: try store.evidence(of: manifest.id))
        let findings = card.areas.flatMap(\.findings).filter { $0.criterion == criterion }
        let worst = Rating.worst(findings.map(\.rating))
        let words = findings.first { $0.rating == worst }.map { "\($0.shown): \($0.why)" } ?? "no finding"
        return DefectDetection.Answer(
            verdict: worst.rawValue, words: words, isContent: !findings.isEmpty && worst == .green,
            isComplaint: worst == .red || worst == .yellow)
    }

    /// Criteria that need a reader which was away.
    private static let withCatchUp: Set<String> = ["catch-up", "interference"]

    /// A light load for six seconds; what is bad in it is the cluster's doing.
    private static let steady = """
        name: detection
        title: A light load
        topics: { readings: { partitions: 6 } }
        fleet:
          devices: { topic: readings, devices: 60, rate: 600/s, arrival: periodic, key: device, payload: { size: 200B } }
        producers: { count: 1, properties: { linger.ms: 5, enable.idempotence: true } }
        readers:
          dashboard: { topics: [readings], role: live, members: 1, properties: { fetch.wait.max.ms: 500 } }
        phases:
          - { name: warm-up, kind: warm-up, for: 2s }
          - { name: steady, for: 10s }
        criteria:
          live-tail: { percentile: 99, green: 150ms, yellow: 1s }
          ack-tail: { percentile: 99, green: 150ms, yellow: 1s }
          unavailability: { green: 1500ms, yellow: 3s }
        limits: { ready: 30s, drain: 20s }
        """

    /// A reader that is away for some seconds and comes back to what it missed.
    private static let outage = """
        name: detection
        title: A reader is away
        topics: { readings: { partitions: 6 } }
        fleet:
          devices: { topic: readings, devices: 60, rate: 3000/s, arrival: periodic, key: device, payload: { size: 200B } }
        producers: { count: 1, properties: { linger.ms: 5, enable.idempotence: true } }
        readers:
          dashboard: { topics: [readings], role: live, members: 1, properties: { fetch.wait.max.ms: 100 } }
          billing:
            topics: [readings]
            role: paused
            members: 1
            away: { from: outage, until: catch-up, manner: leave }
            limit: 9000/s
            properties: { fetch.message.max.bytes: 20000, session.timeout.ms: 6000 }
            caught_up: { lag: 1s, hold: 2s }
        phases:
          - { name: warm-up, kind: warm-up, for: 2s }
          - { name: steady, for: 5s }
          - { name: outage, for: 8s }
          - { name: catch-up, for: 14s }
          - { name: settled, for: 4s }
        limits: { ready: 30s, drain: 20s }
        """
}
