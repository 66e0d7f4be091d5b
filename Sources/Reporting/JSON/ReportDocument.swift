import Evidence
import Quantities
import Scorecards

/// What a report is as JSON.
///
/// Its keys are a promise to scripts: `docs/reports.md` lists every one of them.
///
/// Instants and spans are whole nanoseconds, an instant since the trial's zero; `Ns` ends their names here. What is
/// unknown is null or absent, never 0.
struct ReportDocument: Encodable {
    static let currentVersion = 1

    let format = "seatrial-report"
    let version = ReportDocument.currentVersion
    var scorecard: Scorecard
    var phases: [PhaseRecord]
    var readers: [ReaderRecord]
    var incidents: [Incident]
    var ledger: [DeliveryTally]
    var catchUps: [CatchUp]
    var gaps: [Gap]
    var partitions: [PartitionRow]
    var fleet: FleetSummary?
    var latencies: [LatencySummary]
    var series: SeriesSummary

    init(_ report: Report) {
        let evidence = report.evidence
        scorecard = report.scorecard
        phases = evidence.phases
        readers = evidence.readers
        incidents = evidence.incidents
        ledger = evidence.tallies
        catchUps = evidence.catchUps
        gaps = evidence.gaps
        partitions = evidence.partitions
        fleet = FleetSummary(report)
        latencies = report.series.percentiles.curves.map {
            LatencySummary($0, reader: report.series.percentiles.reader)
        }
        series = SeriesSummary(report.series)
    }
}

/// One latency over the measured phases.
struct LatencySummary: Encodable {
    struct Point: Encodable {
        var percentile: Double
        var valueNs: Nanoseconds
    }

    var kind: LatencyKind
    var reader: String?
    var count: UInt64
    var percentiles: [Point]

    init(_ curve: PercentileCurves.Curve, reader: String?) {
        kind = curve.kind
        self.reader = curve.kind == .ack ? nil : reader
        count = curve.count
        percentiles = curve.summary.map { Point(percentile: $0.percentile, valueNs: $0.latency) }
    }
}

/// The charts' lines: arrays with one value an interval from the trial's zero on, null where there was none.
struct SeriesSummary: Encodable {
    struct Tail: Encodable {
        var reader: String
        var p50Ns: [Nanoseconds?]
        var p99Ns: [Nanoseconds?]
        var serviceP99Ns: [Nanoseconds?]
    }

    struct Delivered: Encodable {
        var reader: String
        var perSecond: [Double?]
    }

    struct Lag: Encodable {
        var reader: String
        var committed: [Int64?]
        var position: [Int64?]
    }

    var intervalSeconds: Int
    /// Worst second of each interval.
    var tails: [Tail]
    /// Means of each interval, events a second.
    var asked: [Double?]
    var sent: [Double?]
    var acked: [Double?]
    var delivered: [Delivered]
    /// Worst second of each interval, over all partitions.
    var lag: [Lag]

    init(_ series: ReportSeries) {
        intervalSeconds = series.grid.interval
        tails = series.tails.map {
            Tail(
                reader: $0.reader, p50Ns: nanoseconds($0.p50), p99Ns: nanoseconds($0.p99),
                serviceP99Ns: nanoseconds($0.serviceP99))
        }
        asked = series.rates.asked
        sent = series.rates.sent
        acked = series.rates.acked
        delivered = series.rates.delivered.map { Delivered(reader: $0.reader, perSecond: $0.rates) }
        lag = series.lags.map { Lag(reader: $0.reader, committed: counts($0.committed), position: counts($0.position)) }
    }
}

private func nanoseconds(_ seconds: [Double?]) -> [Nanoseconds?] { seconds.map { $0.map(Nanoseconds.seconds) } }

private func counts(_ values: [Double?]) -> [Int64?] { values.map { $0.map { Int64($0) } } }
