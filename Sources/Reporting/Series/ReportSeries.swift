import Evidence
import Quantities
import Scorecards

/// Everything that charts are drawn from, thinned out to what can be seen.
struct ReportSeries: Sendable {
    /// Points of a line; past this many seconds, intervals hold several.
    static let pointLimit = 300

    let grid: TimeGrid
    let marks: TimeMarks
    /// One a reader that measured latencies; live readers first.
    let tails: [TailSeries]
    let rates: RateSeries
    let lags: [LagSeries]
    let heats: [LagHeat]
    /// Where the scale of the heat maps ends: the highest lag of a partition, but at least ten seconds of its arrivals.
    let heatCeiling: Double
    /// Of the reader that the headline is about, over the measured phases.
    let percentiles: PercentileCurves
    /// Business, edge and platform delays by measured phase; none without an edge.
    let delays: [PhaseDelays]
    let connections: ConnectionSeries?
    let storms: [StormWindows]

    init(_ evidence: TrialEvidence) {
        grid = TimeGrid(seconds: ReportSeries.lastSecond(of: evidence), limit: ReportSeries.pointLimit)
        storms = StormWindows.all(of: evidence)
        marks = TimeMarks(evidence, storms: storms, end: Double(grid.seconds))
        let readers = ReportSeries.readers(of: evidence)
        let latencies = LatenciesBySecond(evidence.latencies)
        let grid = grid
        tails = readers.compactMap { TailSeries(reader: $0, latencies, grid) }
        rates = RateSeries(evidence, readers: readers.map(\.name), grid)
        lags = readers.compactMap { LagSeries(reader: $0.name, evidence, grid) }
        heats = readers.compactMap { LagHeat(reader: $0.name, evidence, seconds: grid.seconds) }
        heatCeiling = max(heats.map(\.peak).max() ?? 1, ReportSeries.tenSecondsOfArrivals(evidence))
        delays = PhaseDelays.all(of: evidence)
        connections = ConnectionSeries(evidence, grid)
        percentiles = PercentileCurves(evidence, reader: tails.first?.reader)
    }

    /// The live reader whose tail is the headline; nil where nothing was delivered to anyone.
    var headline: TailSeries? { tails.first }

    /// Of a partition, on average; 1 where nothing was sent.
    private static func tenSecondsOfArrivals(_ evidence: TrialEvidence) -> Double {
        let partitions = Dictionary(evidence.lag.map { ($0.topic, $0.committedLag.count) }, uniquingKeysWith: max)
        let count = partitions.values.reduce(0, +)
        let seconds = Set(evidence.production.map(\.second)).count
        guard count > 0, seconds > 0 else { return 1 }
        return max(1, 10 * Double(evidence.production.reduce(0) { $0 + $1.acked }) / Double(seconds * count))
    }

    /// Readers in the order of the scenario, live ones first; those without a record come last, by name.
    private static func readers(of evidence: TrialEvidence) -> [ReaderRecord] {
        let known = evidence.readers.filter { $0.role == "live" } + evidence.readers.filter { $0.role != "live" }
        let names = Set(known.map(\.name))
        let unknown = Set(evidence.deliveries.map(\.reader)).union(evidence.lag.map(\.reader)).subtracting(names)
        return known
            + unknown.sorted().map { ReaderRecord(name: $0, role: "unrecorded", group: "", members: 0, topics: []) }
    }

    private static func lastSecond(of evidence: TrialEvidence) -> Int {
        let ends = [
            evidence.production.map { $0.second + 1 }.max(), evidence.deliveries.map { $0.second + 1 }.max(),
            evidence.lag.map { $0.second + 1 }.max(), evidence.host.map { $0.second + 1 }.max(),
            evidence.latencies.map { $0.second + 1 }.max(),
        ]
        let observed = ends.compactMap(\.self).max()
        // A plan is no observation: phases set the end only where no second was stored.
        return observed ?? Int((evidence.phases.map(\.end.seconds).max() ?? 1).rounded(.up))
    }
}
