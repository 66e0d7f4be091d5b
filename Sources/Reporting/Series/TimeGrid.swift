/// The seconds of a trial in equal intervals, few enough to draw.
struct TimeGrid: Sendable {
    /// Whole seconds from the trial's zero to its end, at least 1.
    let seconds: Int
    /// Seconds of one interval.
    let interval: Int

    private static let intervals = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]

    /// The shortest usual interval that needs at most `limit` points.
    init(seconds: Int, limit: Int) {
        self.seconds = max(1, seconds)
        let least = (self.seconds + limit - 1) / limit
        interval = TimeGrid.intervals.first { $0 >= least } ?? least
    }

    var count: Int { (seconds + interval - 1) / interval }

    /// The middle of an interval, in seconds since the trial's zero.
    func middle(_ index: Int) -> Double {
        (Double(index * interval) + Double(min(seconds, (index + 1) * interval))) / 2
    }

    /// The largest value of each interval; nil where no second has one.
    func worst(_ perSecond: [Int: Double]) -> [Double?] {
        var points = [Double?](repeating: nil, count: count)
        for (second, value) in perSecond where second >= 0 && second < seconds {
            points[second / interval] = max(points[second / interval] ?? value, value)
        }
        return points
    }

    /// The mean of each interval between the first and the last second that has a value, where others count as 0.
    func mean(_ perSecond: [Int: Double]) -> [Double?] {
        var points = [Double?](repeating: nil, count: count)
        guard let first = perSecond.keys.min(), let last = perSecond.keys.max() else { return points }
        for index in max(0, first / interval)..<min(count, last / interval + 1) {
            let span = max(first, index * interval)...min(last, (index + 1) * interval - 1)
            points[index] = span.reduce(0) { $0 + (perSecond[$1] ?? 0) } / Double(span.count)
        }
        return points
    }
}
