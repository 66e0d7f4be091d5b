/// Windows of about equal load on the trial's clock: which one an instant falls into.
///
/// Straight pieces, ascending. A share of the windows goes by the clock alone, so that a stretch in which nothing is
/// made, but backlogs are drained, has windows too.
struct WindowScale: Sendable {
    /// Where a piece begins, which window that is, and windows a nanosecond from there.
    private struct Piece {
        var startNs: UInt64
        var window: Double
        var slope: Double
    }

    private static let shareByClock = 0.25
    /// Corners of the schedules that are met exactly; with more of them, the load is sampled as often.
    private static let mostCorners = 1 << 16

    private var pieces: [Piece] = []
    /// The window at the schedule's end.
    let count: Double

    /// - Parameter rates: events a load-second of each schedule, by its index.
    init(courses: FleetCourses, rates: [Double], eventsPerWindow: Double) {
        let endNs = courses.schedules[0].endNs
        let used = rates.indices.filter { rates[$0] > 0 }
        func events(_ ns: UInt64) -> Double {
            used.reduce(0) { $0 + rates[$1] * courses.schedules[$1].cumulatedLoad(atNs: ns) }
        }
        let events = events
        let total = used.reduce(0) { $0 + rates[$1] * courses.schedules[$1].totalLoad }
        let byLoad = total / eventsPerWindow
        let byClock = byLoad * WindowScale.shareByClock + 64
        func window(_ ns: UInt64) -> Double {
            let share = endNs > 0 ? Double(ns) / Double(endNs) : 0
            return events(ns) / eventsPerWindow + byClock * share
        }
        let corners = WindowScale.corners(used.map { courses.schedules[$0] }, endNs: endNs)
        for (start, end) in zip(corners, corners.dropFirst()) {
            let (first, last) = (window(start), window(end))
            let begin = max(first, pieces.last.map { $0.window } ?? 0)
            pieces.append(Piece(startNs: start, window: begin, slope: max(0, last - begin) / Double(end - start)))
        }
        count = byLoad + byClock
        pieces.append(Piece(startNs: endNs, window: count, slope: 0))
    }

    private static func corners(_ schedules: [PhaseSchedule], endNs: UInt64) -> [UInt64] {
        var corners: Set<UInt64> = [0, endNs]
        for schedule in schedules {
            for segment in schedule.segments {
                // A slope is cut once more, because the cumulated load bends on it.
                let cuts: UInt64 = segment.slope == 0 ? 1 : 8
                let length = segment.endNs - segment.startNs
                for cut in 0..<cuts { corners.insert(segment.startNs + length / cuts * cut) }
            }
            if corners.count > mostCorners { break }
        }
        if corners.count > mostCorners {
            corners = Set((0...UInt64(mostCorners)).map { UInt64(Double(endNs) * Double($0) / Double(mostCorners)) })
            corners.insert(endNs)
        }
        return corners.sorted()
    }

    /// The window of an instant, looked for from piece `hint` on, which is moved to the piece it lies in.
    ///
    /// An earlier instant is never in a later window.
    @inline(__always)
    func window(of ns: UInt64, near hint: Int) -> Int {
        var piece = hint
        if piece + 8 < pieces.count, pieces[piece + 8].startNs <= ns || ns < pieces[piece].startNs {
            piece = search(ns)
        } else {
            if ns < pieces[piece].startNs { piece = search(ns) }
            while piece + 1 < pieces.count, pieces[piece + 1].startNs <= ns { piece += 1 }
        }
        let start = pieces[piece]
        let window = start.window + Double(ns - start.startNs) * start.slope
        // Rounding must not carry it past the next piece's first.
        return Int(piece + 1 < pieces.count ? min(window, pieces[piece + 1].window) : window)
    }

    /// The piece that a window begins in, from `hint` on.
    func piece(ofWindow window: Int, from hint: Int) -> Int {
        var piece = hint
        while piece + 1 < pieces.count, pieces[piece + 1].window < Double(window) { piece += 1 }
        return piece
    }

    private func search(_ ns: UInt64) -> Int {
        var (low, high) = (0, pieces.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if pieces[middle].startNs <= ns { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
