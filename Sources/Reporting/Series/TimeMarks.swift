import Evidence
import Quantities
import Scorecards

/// What is marked on every chart over time: phases, outages and their storms, catch-ups, incidents.
///
/// Instants in seconds since the trial's zero.
struct TimeMarks: Sendable {
    struct PhaseSpan: Sendable {
        var name: String
        var isWarmUp: Bool
        var start: Double
        var end: Double
    }

    struct CatchUpSpan: Sendable {
        var reader: String
        var start: Double
        /// Where it caught up, else the trial's end.
        var end: Double
        var isDrained: Bool
    }

    /// Devices dark, and then coming back.
    struct OutageSpan: Sendable {
        var name: String
        var start: Double
        /// When the first link is back, and when the storm is over.
        var firstEnd: Double
        var stormEnd: Double
    }

    /// Incidents beyond this many are counted, not listed.
    static let incidentLimit = 60

    let phases: [PhaseSpan]
    let outages: [OutageSpan]
    private(set) var catchUps: [CatchUpSpan]
    /// In the order of time, phase beginnings left out; charts number them from 1.
    let incidents: [Incident]
    let omittedIncidents: Int

    init(_ evidence: TrialEvidence, storms: [StormWindows], end: Double) {
        phases = evidence.phases.filter { $0.start.seconds < end }.map {
            PhaseSpan(name: $0.name, isWarmUp: $0.isWarmUp, start: $0.start.seconds, end: min(end, $0.end.seconds))
        }
        outages = storms.filter { Double($0.start) < end }.map { storm in
            OutageSpan(
                name: storm.names.joined(separator: ", "), start: Double(storm.start),
                firstEnd: min(end, Double(storm.storm.lowerBound)), stormEnd: min(end, Double(storm.storm.upperBound)))
        }
        catchUps = TimeMarks.catchUps(evidence, end: end)
        let ordered = evidence.incidents.filter { $0.kind != "phase" }.sorted { $0.at < $1.at }
        incidents = Array(TimeMarks.mostTelling(ordered).prefix(TimeMarks.incidentLimit))
        omittedIncidents = ordered.count - incidents.count
    }

    /// Phases alone: what a plan has.
    init(phases: [PhaseSpan]) {
        self.phases = phases
        outages = []
        catchUps = []
        incidents = []
        omittedIncidents = 0
    }

    /// Leaves only one reader's catch-ups marked.
    mutating func keepCatchUps(of reader: String) {
        catchUps.removeAll { $0.reader != reader }
    }

    /// All where they are few; else what went wrong and the drills.
    private static func mostTelling(_ incidents: [Incident]) -> [Incident] {
        guard incidents.count > incidentLimit else { return incidents }
        return incidents.filter { $0.severity != .note || $0.kind == "drill" }
    }

    /// One span a reader and return: it is caught up when the last of its topics is.
    private static func catchUps(_ evidence: TrialEvidence, end: Double) -> [CatchUpSpan] {
        var spans: [CatchUpSpan] = []
        for catchUp in evidence.catchUps.sorted(by: { $0.resumedAt < $1.resumedAt }) {
            let start = catchUp.resumedAt.seconds
            let finish = min(end, catchUp.caughtUpAt?.seconds ?? end)
            let isDrained = catchUp.caughtUpAt != nil
            if let index = spans.lastIndex(where: { $0.reader == catchUp.reader && abs($0.start - start) < 1 }) {
                spans[index].end = max(spans[index].end, finish)
                spans[index].isDrained = spans[index].isDrained && isDrained
            } else {
                spans.append(CatchUpSpan(reader: catchUp.reader, start: start, end: finish, isDrained: isDrained))
            }
        }
        return spans
    }
}
