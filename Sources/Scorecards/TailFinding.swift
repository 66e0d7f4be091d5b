internal import Evidence
internal import Quantities

/// A tail with the service-time tail beside it, and with the events that are in neither because they never arrived.
struct TailFinding {
    var subject: String?
    var intended: LatencyHistogram
    var service: LatencyHistogram
    /// Events that should be in the distribution, and how many of them never came.
    var expected: Int64
    var missing: Int64
    var missingForPeople: String
    var rows: String

    func finding(_ yardstick: Yardstick, _ evidence: TrialEvidence) -> Finding {
        let percentile = yardstick.percentile
        let name = Percentile.name(percentile)
        guard let tail = intended.value(atPercentile: percentile) else {
            return yardstick.unknown(
                subject: subject, missing: evidence.qualified("nothing was measured in the measured phases."),
                evidence: rows)
        }
        let serviceTail = service.value(atPercentile: percentile)
        var why = "\(percentile.significant(5)) % of the events took at most \(tail) from their intended time"
        if let serviceTail { why += " and \(serviceTail) from their actual send" }
        why += "."
        if missing > 0 { why += " \(missing.grouped) \(missingForPeople) and are not in it." }

        let measured = yardstick.rating(of: tail.seconds)
        var rating = measured
        if hidesTail(percentile), measured != .red {
            rating = .unknown
            why +=
                " They are more than the \((1 - percentile / 100).percent) beyond \(name), so the true tail is longer."
        }
        return yardstick.finding(
            subject: subject, value: tail.seconds, rating: rating,
            shown: "\(name) \(tail)" + (serviceTail.map { " (service \($0))" } ?? ""), why: evidence.qualified(why),
            evidence: "\(rows): \(intended.count.grouped) events merged")
    }

    /// Whether so many events never came that the percentile of those that did says nothing of all of them.
    private func hidesTail(_ percentile: Double) -> Bool {
        expected > 0 && Double(missing) / Double(expected) > 1 - percentile / 100
    }
}
