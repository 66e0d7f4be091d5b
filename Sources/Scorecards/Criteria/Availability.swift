internal import Evidence
internal import Quantities

extension Criterion {
    /// The share of events due that were acknowledged within a second of their intended time.
    package static let availability = Criterion(
        id: "availability", title: "Availability",
        why: """
            For a device the cluster is there when it takes an event at once. As the schedule waits for nobody, every \
            event that is due in an outage counts, so the share is one of time as the fleet feels it: a busy minute \
            weighs more than a quiet one.
            """,
        unit: .fraction, lowerIsBetter: false, green: 0.9999, yellow: 0.999,
        rule: "judged where the scenario sets bands, or from 1,000 s of measured time on", dependsOnGenerator: true
    ) { evidence, yardstick in
        let measured = evidence.phases.filter { !$0.isWarmUp }.reduce(0) { $0 + ($1.end - $1.start).seconds }
        // In a short trial one stall of a second is more than a month's budget; the longest unavailability speaks there.
        guard yardstick.isSetByScenario || measured >= Criterion.availabilityNeeds.seconds else { return [] }
        let rows = "production rows and latencies of kind ack, measured phases"
        let due = evidence.measuredProduction.map(\.asked).reduce(0, +)
        let bound = Criterion.availabilityBound
        guard due > 0 else {
            return [
                yardstick.unknown(
                    missing: evidence.qualified("the schedule asked for no event in the measured phases."),
                    evidence: rows)
            ]
        }
        let acked = evidence.distribution(.ack)
        let within = min(due, Int64(acked.count - acked.count(above: bound)))
        let share = Double(within) / Double(due)
        var why = "Of \(due.grouped) events due, \(within.grouped) were acknowledged within \(bound) of their intended "
        why += "time, and \((due - within).grouped) later or never. It holds for the \(Nanoseconds.seconds(measured)) "
        why += "measured, and for no month."
        var rating = yardstick.rating(of: share)
        let needed = Criterion.fewestEventsForAvailability(yardstick.green)
        if rating != .red, Double(due) < needed {
            rating = .unknown
            why += " Fewer than \(Int64(needed).grouped) events cannot tell \(yardstick.shown(yardstick.green))."
        }
        return [
            yardstick.finding(
                value: share, rating: rating, shown: yardstick.shown(share), why: evidence.qualified(why),
                evidence: rows)
        ]
    }

    /// An event that waits longer for its acknowledgement met an unavailable cluster.
    static let availabilityBound = Nanoseconds.seconds(1)
    /// Measured time in which a stall of the bound's length is within the default yellow budget.
    static let availabilityNeeds = Nanoseconds.seconds(1000)

    /// Ten events must fit into green's budget, so that a single one does not decide.
    static func fewestEventsForAvailability(_ green: Double) -> Double {
        green < 1 ? (10 / (1 - green)).rounded() : 1
    }
}
