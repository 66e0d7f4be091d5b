import Evidence
import GRDB
import Quantities
import Scorecards

/// Merges the distributions of a long trial into windows of several seconds.
///
/// Merging is exact: only the resolution in time is lost, and the percentiles of every second stay in `latencies`.
struct HistogramWindows {
    /// A trial of more seconds than this is merged where its distributions take more than `budget` bytes.
    var shortTrial: Int
    var budget: Int
    /// The windows that are tried, in seconds; each is a multiple of the one before.
    var lengths: [Int]

    /// Keeps the file of an hour's trial with three readers under 10 MiB.
    static let standard = HistogramWindows(shortTrial: 600, budget: 5 << 20, lengths: [10, 30, 60, 120, 240, 720])

    /// Uses the shortest windows that fit the budget.
    ///
    /// None spans the start or the end of a catch-up, of an outage or of its storm, or two phases.
    ///
    /// Says whether there was anything to do.
    func merge(
        trial: Int64, catchUps: [CatchUp], outages: [OutageRecord], _ database: Database
    ) throws -> Bool {
        let seconds =
            try Int.fetchOne(
                database, sql: "SELECT max(second) - min(second) + 1 FROM histograms WHERE trial_number = ?",
                arguments: [trial]) ?? 0
        guard seconds > shortTrial, try LatencyTables.size(trial: trial, database) > budget else { return false }
        let instants =
            catchUps.flatMap { [$0.resumedAt, $0.caughtUpAt].compactMap(\.self) }
            + outages.flatMap { [$0.start, $0.firstEnd, $0.end] }
        let edges =
            try instants.map { Int($0.rawValue / 1_000_000_000) }
            + storms(trial: trial, outages: outages, database).flatMap { [$0.storm.lowerBound, $0.storm.upperBound] }
        var windows: [StoredHistogram] = []
        for (attempt, length) in lengths.enumerated() {
            var merger = HistogramMerger(length: length, edges: edges)
            if attempt == 0 {
                try LatencyTables.forEach(trial: trial, orderedBy: "kind, reader, phase, second", database) {
                    merger.add($0)
                }
            } else {
                for window in windows { merger.add(window) }
            }
            windows = merger.finish()
            if windows.reduce(0, { $0 + $1.row.histogram.encoded().count }) <= budget { break }
        }
        try database.deleteRows(of: "histograms", trial: trial)
        for window in windows { try LatencyTables.insert(window, trial: trial, database) }
        return true
    }

    /// As the scorecard will find them, from the edge delays while they are still there second by second.
    private func storms(trial: Int64, outages: [OutageRecord], _ database: Database) throws -> [StormWindows] {
        guard !outages.isEmpty, let manifest = try TrialTable.manifest(trial: trial, database) else { return [] }
        var evidence = TrialEvidence(manifest: manifest)
        evidence.phases = try PhaseTable.all(trial: trial, database)
        evidence.readers = try ReaderTable.all(trial: trial, database)
        evidence.outages = outages
        try LatencyTables.forEach(trial: trial, orderedBy: "second, phase, kind, reader", database) { stored in
            if stored.row.kind == .edge { evidence.latencies.append(stored.row) }
        }
        return StormWindows.all(of: evidence)
    }
}

/// Merges distributions that come in the order of kind, reader, phase and second.
///
/// Pure.
struct HistogramMerger {
    private let length: Int
    private let edges: [Int]
    private var windows: [StoredHistogram] = []
    private var open: StoredHistogram?

    init(length: Int, edges: [Int]) {
        self.length = length
        self.edges = edges.sorted()
    }

    mutating func add(_ next: StoredHistogram) {
        if let first = open?.row.second, open.map({ belongTogether($0.row, next.row) }) == true {
            open?.row.histogram.merge(next.row.histogram)
            open?.seconds = next.row.second + next.seconds - first
        } else {
            close()
            open = next
        }
    }

    mutating func finish() -> [StoredHistogram] {
        close()
        return windows
    }

    private mutating func close() {
        guard let window = open else { return }
        open = nil
        windows.append(window)
    }

    private func belongTogether(_ left: LatencyRow, _ right: LatencyRow) -> Bool {
        left.kind == right.kind && left.reader == right.reader && left.phase == right.phase
            && left.second / length == right.second / length
            && !edges.contains { left.second < $0 && $0 <= right.second }
    }
}
