internal import Evidence
internal import Quantities

extension Criterion {
    /// How long a reader's group took to settle with more members.
    package static let scaleOut = Criterion(
        id: "scale-out", title: "Scale-out",
        why: """
            Members are added when the backlog grows. As long as the group sorts itself out, nobody reads some of the \
            partitions, and the backlog grows faster.
            """,
        unit: .duration, green: 30, yellow: 60, dependsOnGenerator: true
    ) { evidence, yardstick in
        evidence.scaleOuts.map { record in
            let rows = "scale-outs of \(record.reader): from the joining to every member and partition settled"
            let subject = "\(record.reader), \(record.from) to \(record.to) members"
            if let settledAt = record.settledAt {
                let taken = settledAt - record.at
                return yardstick.finding(
                    subject: subject, value: taken.seconds, shown: "settled in \(taken)",
                    why: "\(record.to - record.from) members joined \(record.at) into the trial; \(taken) later every "
                        + "member had its partitions, and every partition a member.", evidence: rows)
            }
            let loadEnd = evidence.phases.map(\.end).max() ?? record.at
            let waited = max(.zero, loadEnd - record.at)
            // What it has used up already can only get longer.
            let isLate = yardstick.rating(of: waited.seconds) == .red
            return yardstick.finding(
                subject: subject, value: nil, rating: isLate ? .red : .unknown, shown: "not settled in \(waited)",
                why: evidence.qualified("The group had not settled when the load ended, \(waited) after the joining."),
                evidence: rows)
        }
    }
}
