internal import Evidence
internal import Quantities

extension Criterion {
    /// A topic of the trial that was deleted under it.
    package static let topicsIntact = Criterion(
        id: "topics-intact", title: "Topics intact",
        why: """
            A topic that goes away in mid-trial takes its events along. It is said apart, because loss, gaps and tails \
            that follow from it are not the cluster's speed.
            """,
        unit: .count, green: 0, yellow: 0, dependsOnGenerator: false
    ) { evidence, yardstick in
        let deletions = evidence.incidents.filter { $0.kind == "topic-deleted" }
        guard let first = deletions.first else { return [] }
        return [
            yardstick.finding(
                value: Double(deletions.count),
                rating: .red, shown: "\(deletions.count) deleted",
                why: "\(first.at) into the trial: \(first.text)", evidence: "incidents of kind topic-deleted")
        ]
    }
}
