import Evidence
import Foundation
import Scorecards

extension CompatibilityReport {
    /// The run, its score and its differences as JSON, keys sorted; `docs/compatibility.md` documents them.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        // JSON has no infinity; a time over nothing must not make the whole report fail.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(CompatibilityDocument(self)), as: UTF8.self) + "\n"
    }
}

/// What a run of the compatibility checks is as JSON.
private struct CompatibilityDocument: Encodable {
    struct Run: Encodable {
        var id: String
        var state: CompatibilityRun.State
        var startedAt: Date
        var finishedAt: Date?
        var selection: String
        var clients: [String: String]
    }

    struct Group: Encodable {
        var group: String
        var rating: Rating?
        var counts: [String: Int]
    }

    struct Check: Encodable {
        var finding: CheckFinding
        var standing: Standing
        var rating: Rating?

        enum Keys: String, CodingKey { case standing, rating }

        /// The finding's own keys and two more, in one object.
        func encode(to encoder: any Encoder) throws {
            try finding.encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(standing, forKey: .standing)
            try container.encode(rating, forKey: .rating)
        }
    }

    let format = "seatrial-compatibility"
    let version = 1
    var run: Run
    var cluster: ClusterIdentity
    var rating: Rating
    var verdict: String
    /// Worst first.
    var groups: [Group]
    var checks: [Check]
    var comparison: CompatibilityComparison?

    init(_ report: CompatibilityReport) {
        let run = report.run
        self.run = Run(
            id: run.id, state: run.state, startedAt: run.startedAt, finishedAt: run.finishedAt,
            selection: run.selection, clients: run.clients)
        cluster = run.cluster
        rating = report.score.overall
        verdict = report.score.verdict
        groups = report.score.groups.map { group in
            Group(
                group: group.group, rating: group.rating,
                counts: group.checks.reduce(into: [:]) { $0[$1.finding.verdict.rawValue, default: 0] += 1 })
        }
        checks = report.score.checks.map { Check(finding: $0.finding, standing: $0.standing, rating: $0.rating) }
        comparison = report.comparison
    }
}
