import Foundation
import TestSupport

/// What the tests look at in a scorecard as JSON.
struct TrialReport: Decodable {
    struct Scorecard: Decodable {
        var overall: String
        var verdict: String
        var trial: ListedTrial.Manifest
        var areas: [Area]
        var honesty: Honesty?
    }

    struct Area: Decodable { var findings: [Finding] }

    struct Finding: Decodable {
        var criterion: String
        var subject: String?
        var rating: String
        var value: Double?
        var shown: String
        var why: String
    }

    struct Honesty: Decodable {
        var asked: Int64
        var sent: Int64
    }

    struct Latency: Decodable {
        struct Point: Decodable {
            var percentile: Double
            var valueNs: Int64
        }

        var kind: String
        var reader: String?
        var count: Int64
        var percentiles: [Point]

        /// In seconds.
        func value(at percentile: Double) -> Double? {
            percentiles.first { $0.percentile == percentile }.map { Double($0.valueNs) / 1e9 }
        }
    }

    struct Series: Decodable {
        var asked: [Double?]
        var sent: [Double?]
    }

    var scorecard: Scorecard
    var ledger: [Tally]
    var catchUps: [CatchUp]
    var latencies: [Latency]
    var incidents: [Incident]
    var series: Series

    var findings: [Finding] { scorecard.areas.flatMap(\.findings) }

    func findings(_ criterion: String) -> [Finding] { findings.filter { $0.criterion == criterion } }

    func tally(_ reader: String) -> Tally? { ledger.first { $0.reader == reader } }

    func latency(_ kind: String) -> Latency? { latencies.first { $0.kind == kind } }
}

struct Tally: Decodable, Equatable {
    var reader: String
    var topic: String
    var sent: Int64
    var acked: Int64
    var rejected: Int64
    var indeterminate: Int64
    var delivered: Int64
    var lost: Int64
    var unread: Int64
    var repeated: Int64
    var corrupted: Int64
    var isComplete: Bool

    /// Every event was sent, acknowledged and delivered; nothing is left to explain.
    var isClosed: Bool {
        sent == acked && acked == delivered && sent > 0 && lost + unread + corrupted + rejected + indeterminate == 0
            && isComplete
    }
}

struct CatchUp: Decodable {
    var reader: String
    var backlog: Int64
    var drainRate: Double
    var arrivalRate: Double
    /// Nanoseconds since the trial's zero.
    var resumedAt: Int64
    var caughtUpAt: Int64?
    var verdict: String
}

struct Incident: Decodable {
    var severity: String
    var kind: String
    var text: String
}

/// A line of `trials list`.
struct ListedTrial: Decodable {
    struct Manifest: Decodable {
        var id: String
        var scenario: String
        var target: String
        var architecture: String
        var state: String
        var reason: String?
        var scale: Double
        var overrides: [String]
        var finishedAt: Int64?
    }

    var manifest: Manifest
    var sent: Int64
    var acked: Int64
    var lost: Int64?
    var storedSeconds: Int
    var rating: String?
}

/// What `trials show` tells.
struct ShownTrial: Decodable {
    struct Reader: Decodable {
        var name: String
        var group: String
    }

    var trial: ListedTrial.Manifest
    var readers: [Reader]
    var tallies: [Tally]
    var incidents: [Incident]
}

extension FinishedProcess {
    /// Standard output as a scorecard.
    var report: TrialReport {
        get throws {
            do {
                return try JSONDecoder().decode(TrialReport.self, from: Data(standardOutput.utf8))
            } catch {
                throw WorkplaceError(
                    description:
                        "no scorecard (exit \(status)): \(error)\n\(standardOutput.prefix(500))\n\(standardError)")
            }
        }
    }

    /// Everything it said.
    var allOutput: String { standardOutput + standardError }
}
