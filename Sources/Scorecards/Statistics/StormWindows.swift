package import Evidence
internal import Quantities

/// The seconds before an outage and those in which its devices come back, as half-open ranges of seconds of observation.
///
/// Outages that overlap are one. While the devices are dark is neither: the load is smaller then, so it says nothing of
/// the storm. The storm begins with the first link that is back, and ends when the edge backlog is through, but no
/// earlier than `least` after the last link is back, and no later than the next outage.
package struct StormWindows: Equatable, Sendable {
    /// The outages' names, in the order of their starts.
    package var names: [String]
    package var devices: Int64
    /// The second in which the first of them begins.
    package var start: Int
    /// Measured seconds before the outage, those of earlier outages and their storms left out.
    package var before: [Range<Int>]
    package var storm: Range<Int>
    /// Whether edge delays say when the backlog was through; else the storm is `least` seconds.
    package var isBacklogKnown: Bool

    /// Seconds after the last link is back that belong to a storm at least.
    package static let least = 10
    /// A second in which the p99 of the edge delays is so many seconds above that before the outage has backlog in it.
    static let backlogFloor = Nanoseconds.seconds(1)

    /// The storms of a trial, in the order of time.
    package static func all(of evidence: TrialEvidence) -> [StormWindows] {
        let measured = evidence.phases.filter { !$0.isWarmUp }
        let loadStart = Int((measured.map(\.start).min() ?? .zero).seconds.rounded(.down))
        let delays = evidence.edgeDelays
        let groups = overlapping(evidence.outages)
        var storms: [StormWindows] = []
        var calmFrom = loadStart
        var calm: [Range<Int>] = []
        for (index, group) in groups.enumerated() {
            let start = Int((group.map(\.start).min() ?? .zero).seconds.rounded(.down))
            if calmFrom < start { calm.append(calmFrom..<start) }
            let firstEnd = Int((group.map(\.firstEnd).min() ?? .zero).seconds.rounded(.down))
            let end = Int((group.map(\.end).max() ?? .zero).seconds.rounded(.up))
            let next =
                index + 1 < groups.count
                ? Int((groups[index + 1].map(\.start).min() ?? .zero).seconds.rounded(.down)) : Int.max
            let last = delays.lastWithBacklog(from: firstEnd, to: next, calm: calm)
            let upper = max(firstEnd, min(next, max(end + least, (last ?? 0) + 1)))
            storms.append(
                StormWindows(
                    names: group.map(\.name), devices: group.map(\.devices).reduce(0, +), start: start, before: calm,
                    storm: firstEnd..<upper, isBacklogKnown: !delays.perSecond.isEmpty))
            calmFrom = upper
        }
        return storms
    }

    /// Outages in the order of their starts, those together that overlap.
    private static func overlapping(_ outages: [OutageRecord]) -> [[OutageRecord]] {
        var groups: [[OutageRecord]] = []
        for outage in outages.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let end = groups.last?.map(\.end).max(), outage.start <= end {
                groups[groups.count - 1].append(outage)
            } else {
                groups.append([outage])
            }
        }
        return groups
    }

    var forPeople: String {
        let calm = before.map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", ")
        let end = isBacklogKnown ? "until the edge backlog was through" : "for at least \(StormWindows.least) s"
        return
            "before: seconds \(calm.isEmpty ? "none" : calm), storm: from \(storm.lowerBound) to \(storm.upperBound), "
            + "from the first link back \(end)"
    }
}

/// Edge delays second by second, over all events of all phases.
private struct EdgeDelays {
    var perSecond: [Int: LatencyHistogram] = [:]

    /// The last second of a span whose delays are far above those of calm seconds; nil where none is.
    func lastWithBacklog(from first: Int, to next: Int, calm: [Range<Int>]) -> Int? {
        var usual = LatencyHistogram()
        for (second, histogram) in perSecond where calm.contains(where: { $0.contains(second) }) {
            usual.merge(histogram)
        }
        let bound = (usual.value(atPercentile: 99) ?? .zero) + StormWindows.backlogFloor
        return perSecond.filter { second, histogram in
            second >= first && second < next && (histogram.value(atPercentile: 99) ?? .zero) > bound
        }.keys.max()
    }
}

extension TrialEvidence {
    /// The producers' edge delays, else those of the first live reader that measured any.
    fileprivate var edgeDelays: EdgeDelays {
        let readers = Set(latencies.filter { $0.kind == .edge }.map(\.reader))
        let live: [String?] = liveReaders.map(\.name)
        guard let measuredBy = ([nil] + live).first(where: readers.contains) else { return EdgeDelays() }
        var delays = EdgeDelays()
        for row in latencies where row.kind == .edge && row.reader == measuredBy {
            delays.perSecond[row.second, default: LatencyHistogram()].merge(row.histogram)
        }
        return delays
    }
}
