internal import Evidence
internal import Quantities

/// The seconds before, during and after one reader's catch-up, as half-open ranges of seconds of observation.
///
/// A second that the catch-up touches counts as during, so that the other two are free of it. Its topics are taken
/// together: it lasts until the last is caught up, and where one never is, to the end of what was observed.
struct InterferenceWindows: Equatable {
    var before: Range<Int>
    var during: Range<Int>
    /// Empty where the reader never caught up.
    var after: Range<Int>

    /// `catchUps`: those of one reader, at least one.
    init(_ catchUps: [CatchUp], phases: [PhaseRecord]) {
        let loadStart = phases.filter { !$0.isWarmUp }.map(\.start).min() ?? .zero
        let resumed = catchUps.map(\.resumedAt).min() ?? .zero
        let first = Int(resumed.seconds.rounded(.down))
        before = min(Int(loadStart.seconds.rounded(.down)), first)..<first

        // Events that were stalled when the load ended are observed after it, so the last window has no end.
        let loadEnd = phases.map(\.end).max() ?? .zero
        let ends = catchUps.compactMap(\.caughtUpAt)
        let last = ends.max() ?? .zero
        if ends.count == catchUps.count, last < loadEnd {
            let end = max(first, Int(last.seconds.rounded(.up)))
            (during, after) = (first..<end, end..<Int.max)
        } else {
            (during, after) = (first..<Int.max, Int.max..<Int.max)
        }
    }

    var forPeople: String {
        var text = "before: seconds \(before.lowerBound) to \(before.upperBound), during: from \(during.lowerBound)"
        if during.upperBound < .max { text += " to \(during.upperBound), after: from \(after.lowerBound)" }
        return text + " on, whatever the load was"
    }
}
