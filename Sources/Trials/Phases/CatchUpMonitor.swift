package import Evidence
package import LoadEngine
package import Quantities
package import ScenarioModel

/// Follows one reader's way back to the log's end, sample by sample.
///
/// Pure: instants and offsets come in, a verdict comes out.
///
/// Caught up means every partition within its threshold, by position and by committed offset, for the whole hold time.
package struct CatchUpMonitor: Sendable {
    /// One sample of the reader's partitions.
    private struct Point {
        var atNs: UInt64
        var read: Int64
        var end: Int64
        var left: Int64 { max(0, end - read) }
    }

    package let reader: String
    package let topic: String
    package let resumedAtNs: UInt64
    private let lanes: [Int]
    private let rule: CaughtUpRule
    /// Arrivals that the lag bound allows on each lane, and those that may be read and not committed yet.
    private let bound: Int64
    private let uncommitted: Int64
    private var points: [Point] = []
    /// Where the reader stood when it was let loose, by lane of the trial; empty where nobody noted it.
    private let standing: [Int64]
    /// The last answer from before that.
    private let before: LagSample?
    private var backlog: Int64?
    private var laneDoneNs: [UInt64?]
    private var laneLag: [Int64]
    private var heldSinceNs: UInt64?
    private var caughtUpNs: UInt64?

    /// `arrivals`: the mean planned arrivals of one partition, in events a second.
    package init(
        reader: String, topic: String, lanes: [Int], resumedAtNs: UInt64, rule: CaughtUpRule, arrivals: Double,
        commitInterval: Nanoseconds, standing: [Int64] = [], before: LagSample? = nil
    ) {
        self.standing = standing
        self.before = before
        self.reader = reader
        self.topic = topic
        self.lanes = lanes
        self.resumedAtNs = resumedAtNs
        self.rule = rule
        bound = max(10, Int64((arrivals * rule.lag.seconds).rounded(.up)))
        // A commit tells of what was read up to one interval ago, and the sample of it may be another interval old.
        uncommitted = Int64((arrivals * commitInterval.seconds * 2).rounded(.up))
        laneDoneNs = Array(repeating: nil, count: lanes.count)
        laneLag = Array(repeating: 0, count: lanes.count)
    }

    package var isCaughtUp: Bool { caughtUpNs != nil }

    /// Takes in one sample; `reader` is the reader's index in it.
    ///
    /// Samples without an answer say nothing.
    package mutating func feed(_ sample: LagSample, reader index: Int) {
        guard !isCaughtUp, sample.atNs >= resumedAtNs, let ends = sample.ends else { return }
        let positions = sample.positions[index]
        let committed = sample.committed[index]
        var point = Point(atNs: sample.atNs, read: 0, end: 0)
        var allWithin = committed != nil
        for (place, lane) in lanes.enumerated() {
            point.read += positions[lane]
            point.end += ends[lane]
            laneLag[place] = ends[lane] - positions[lane]
            let isWithin = laneLag[place] <= bound
            if isWithin {
                laneDoneNs[place] = laneDoneNs[place] ?? sample.atNs
            } else {
                laneDoneNs[place] = nil
            }
            let isCommitted = committed.map { ends[lane] - max(0, $0[lane]) <= bound + uncommitted } ?? false
            if !isWithin || !isCommitted { allWithin = false }
        }
        points.append(point)
        backlog = backlog ?? backlogAtResume(sample.atNs, ends)
        guard allWithin else {
            heldSinceNs = nil
            return
        }
        let since = heldSinceNs ?? sample.atNs
        heldSinceNs = since
        if sample.atNs - since >= UInt64(rule.hold.rawValue) { caughtUpNs = since }
    }

    /// Events behind at the instant of resuming: the reader is off already when the first sample comes, so its place is
    /// that of the instant, and the log's ends are taken between the samples before and after it.
    private func backlogAtResume(_ atNs: UInt64, _ ends: [Int64]) -> Int64? {
        guard !standing.isEmpty else { return points.first?.left }
        return lanes.reduce(0) { sum, lane in
            var end = Double(ends[lane])
            if let before, let earlier = before.ends?[lane], atNs > before.atNs, resumedAtNs >= before.atNs {
                let share = Double(resumedAtNs - before.atNs) / Double(atNs - before.atNs)
                end = Double(earlier) + (end - Double(earlier)) * share
            }
            return sum + max(0, Int64(end.rounded()) - standing[lane])
        }
    }

    /// Events a second read and arriving, over the samples from `startNs` on; nil with fewer than two.
    private func rates(fromNs startNs: UInt64, toNs endNs: UInt64 = .max) -> (drain: Double, arrival: Double)? {
        let span = points.filter { $0.atNs >= startNs && $0.atNs <= endNs }
        guard let first = span.first, let last = span.last, last.atNs > first.atNs else { return nil }
        let seconds = Double(last.atNs - first.atNs) / 1e9
        return (Double(last.read - first.read) / seconds, Double(last.end - first.end) / seconds)
    }

    /// The later part of the way, at least five seconds: joining and first fetches are over, and a change from cache to
    /// disk shows.
    private var recentStartNs: UInt64 {
        guard let first = points.first, let last = points.last else { return 0 }
        let half = first.atNs + (last.atNs - first.atNs) / 2
        return last.atNs > 5_000_000_000 ? min(half, last.atNs - 5_000_000_000) : 0
    }

    /// What is left and how long it will take at the recent rates; nil time: never.
    package var outlook: (left: Int64, timeLeft: Nanoseconds?) {
        guard let last = points.last else { return (0, nil) }
        guard !isCaughtUp, let rates = rates(fromNs: recentStartNs), rates.drain > rates.arrival else {
            return (last.left, isCaughtUp ? .zero : nil)
        }
        return (last.left, .seconds(Double(last.left) / (rates.drain - rates.arrival)))
    }

    /// Whether, as things stand, it will never catch up.
    package var willNotDrain: Bool {
        guard !isCaughtUp, let rates = rates(fromNs: recentStartNs) else { return false }
        return rates.drain <= rates.arrival
    }

    /// The verdict at the end of the load.
    package func verdict() -> CatchUp {
        let (left, timeLeft) = outlook
        let span = isCaughtUp ? rates(fromNs: 0, toNs: caughtUpNs ?? .max) : rates(fromNs: recentStartNs)
        // Caught up at the first sample: there was no way to measure, and nothing to drain.
        let rates = span ?? (drain: 0, arrival: 0)
        let slowest = laneDoneNs.enumerated().compactMap { place, done in done.map { (place, $0) } }
            .max { $0.1 < $1.1 }
        return CatchUp(
            reader: reader, topic: topic, resumedAt: Nanoseconds(Int64(resumedAtNs)),
            backlog: backlog ?? 0, caughtUpAt: caughtUpNs.map { Nanoseconds(Int64($0)) },
            drainRate: rates.drain, arrivalRate: rates.arrival, slowestPartition: slowestPartition(slowest?.0),
            slowestDrainTime: isCaughtUp ? slowest.map { Nanoseconds(Int64($0.1 - resumedAtNs)) } : nil,
            left: isCaughtUp ? 0 : left, estimatedTimeLeft: isCaughtUp ? .zero : timeLeft,
            verdict: isCaughtUp ? .drained : willNotDrain ? .willNotDrain : .unfinished)
    }

    /// Of the partitions that are not done the one furthest behind; else the one that was last.
    private func slowestPartition(_ last: Int?) -> Int? {
        laneDoneNs.indices.filter { laneDoneNs[$0] == nil }.max { laneLag[$0] < laneLag[$1] } ?? last
    }
}
