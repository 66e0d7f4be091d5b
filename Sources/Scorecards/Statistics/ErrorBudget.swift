internal import Evidence
internal import Quantities

/// The misses of a promise for one live reader, over the measured phases.
///
/// A miss is an event that came later than promised, or that was acknowledged and never came. Burn is the share of misses
/// over the share that the promise allows (Beyer et al., The Site Reliability Workbook, 2018, chapter 5).
struct ErrorBudget {
    var promise: ServiceLevelRecord
    var reader: String
    var measured: Nanoseconds
    /// Events by second of delivery: all, and those that were late; ascending.
    var seconds: [(second: Int, events: UInt64, late: UInt64)]
    /// Events that never came, over the whole trial: nobody knows in which second they would have.
    var missing: Int64

    init(_ promise: ServiceLevelRecord, _ evidence: TrialEvidence, reader: String) {
        self.promise = promise
        self.reader = reader
        measured = evidence.phases.filter { !$0.isWarmUp }.reduce(.zero) { $0 + ($1.end - $1.start) }
        seconds = LatencySeries(evidence, kind: .intended, reader: reader).rows.map {
            ($0.second, $0.histogram.count, $0.histogram.count(above: promise.within))
        }
        missing = evidence.tallies.filter { $0.reader == reader }.map { $0.lost + $0.unread }.reduce(0, +)
    }

    var late: UInt64 { seconds.reduce(0) { $0 + $1.late } }
    var events: UInt64 { seconds.reduce(0) { $0 + $1.events } + UInt64(max(0, missing)) }

    func burn(misses: UInt64, of events: UInt64) -> Double {
        guard misses > 0, events > 0 else { return 0 }
        // A promise of everything has no budget, so the first miss is more than any.
        return promise.share < 1 ? Double(misses) / Double(events) / (1 - promise.share) : .infinity
    }

    /// The window of the promise's length with the highest burn, the earliest of several; nil where nothing came.
    var worstWindow: (start: Int, end: Int, burn: Double)? {
        let length = max(1, Int(promise.window.seconds.rounded(.up)))
        var worst: (start: Int, end: Int, burn: Double)?
        var (events, late) = (UInt64(0), UInt64(0))
        var first = 0
        for (index, row) in seconds.enumerated() {
            events += row.events
            late += row.late
            while seconds[first].second <= row.second - length {
                events -= seconds[first].events
                late -= seconds[first].late
                first += 1
            }
            // A window that has just begun would be judged by its first second.
            let isWhole = row.second - (seconds.first?.second ?? 0) + 1 >= length || index == seconds.count - 1
            let burn = burn(misses: late, of: events)
            if isWhole, burn > (worst?.burn ?? -1) { worst = (seconds[first].second, row.second + 1, burn) }
        }
        return worst
    }

    func finding(_ yardstick: Yardstick, _ evidence: TrialEvidence) -> Finding {
        let rows = "latencies of kind intended, reader \(reader), measured phases; what never came, from its tallies"
        guard events > 0, let worst = worstWindow else {
            return yardstick.unknown(
                subject: reader, missing: evidence.qualified("nothing was measured in the measured phases."),
                evidence: rows)
        }
        let misses = late + UInt64(max(0, missing))
        let burn = burn(misses: misses, of: events)
        let kept = Double(events - misses) / Double(events)
        let share = kept < 1 ? min(kept, 0.99999) : 1
        var why = "Promised: \((promise.share * 100).significant(6)) % within \(promise.within). Kept: "
        why += "\((share * 100).significant(5)) %; of \(events.grouped) events \(late.grouped) came later"
        why += missing > 0 ? " and \(missing.grouped) never. " : ". "
        why += budget(burn)
        let isShort = measured < promise.window
        why +=
            " The worst "
            + (isShort ? "span (the trial is shorter than the window of \(promise.window))" : "\(promise.window)")
        why += " is from second \(worst.start) to \(worst.end) with a burn of \(yardstick.shown(worst.burn))."
        return yardstick.finding(
            subject: reader, value: burn, shown: "burn \(yardstick.shown(burn))", why: evidence.qualified(why),
            evidence: rows)
    }

    /// What the misses are of the period's budget, and what becomes of it at this rate.
    private func budget(_ burn: Double) -> String {
        guard burn > 0 else { return "None of the error budget was used." }
        guard burn.isFinite else { return "The promise leaves no error budget." }
        let used = burn * measured.seconds / max(1e-9, promise.period.seconds)
        let end =
            burn > 1
            ? "would be gone after \(Nanoseconds.seconds(promise.period.seconds / burn))"
            : "would last: \(burn.percent) of it would be used"
        return "The misses of these \(measured) are \(used.percent) of the error budget of \(promise.period), which at "
            + "this rate \(end)."
    }
}
