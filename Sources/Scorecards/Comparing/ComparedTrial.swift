package import Evidence
package import Quantities

/// One trial of a comparison: what keys decide (order, skew, parallelism), the live tail, and the rating.
package struct ComparedTrial: Hashable, Sendable, Codable {
    package var label: String
    package var trial: String
    package var scenario: String
    package var state: TrialState
    package var rating: Rating
    package var verdict: String
    /// Events that came after a later one of the same device, over all upserting readers; nil where none tracked it.
    ///
    /// 0: every device's order was kept.
    package var deviceDisorder: Int64?
    /// The topic that most events went to; nil where the trial has no account of its partitions.
    package var skew: KeySkew?
    /// The worst live reader's, from the intended time, over the measured phases; nil where nothing was delivered.
    package var liveP99: Nanoseconds?
    package var liveReader: String?

    init(label: String, _ evidence: TrialEvidence, _ scorecard: Scorecard) {
        self.label = label
        trial = evidence.manifest.id
        scenario = evidence.manifest.scenario
        state = evidence.manifest.state
        rating = scorecard.overall
        verdict = scorecard.verdict
        let tracked = evidence.fleetTallies.compactMap(\.deviceDisorder)
        deviceDisorder = tracked.isEmpty ? nil : tracked.reduce(0, +)
        skew = KeySkew(evidence.partitions)
        let tails = evidence.liveReaders.compactMap { reader in
            evidence.distribution(.intended, reader: reader.name).value(atPercentile: 99).map { (reader.name, $0) }
        }
        let worst = tails.max { $0.1 < $1.1 }
        liveP99 = worst?.1
        liveReader = worst?.0
    }
}
