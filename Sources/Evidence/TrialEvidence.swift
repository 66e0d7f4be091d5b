/// Everything that was observed of one trial: what criteria and reports are made from.
///
/// A killed trial has every finished second and no account: `tallies`, `gaps`, `partitions` are empty, `honesty` is nil.
package struct TrialEvidence: Sendable {
    package var manifest: TrialManifest
    package var phases: [PhaseRecord] = []
    package var readers: [ReaderRecord] = []
    package var production: [ProductionRow] = []
    package var deliveries: [DeliveryRow] = []
    package var latencies: [LatencyRow] = []
    package var lag: [LagRow] = []
    package var host: [HostRow] = []
    package var incidents: [Incident] = []
    package var tallies: [DeliveryTally] = []
    package var partitions: [PartitionRow] = []
    package var gaps: [Gap] = []
    package var catchUps: [CatchUp] = []
    package var honesty: HonestyBlock?
    package var connections: [ConnectionRow] = []
    package var fleetTallies: [FleetTally] = []
    package var edges: [EdgeRow] = []
    package var outages: [OutageRecord] = []
    package var scaleOuts: [ScaleOutRecord] = []
    /// Bands that the scenario sets, by criterion id.
    package var bands: [BandsRecord] = []

    package init(manifest: TrialManifest) {
        self.manifest = manifest
    }

    package var measuredPhases: Set<Int> { Set(phases.filter { !$0.isWarmUp }.map(\.number)) }
}

/// A criterion's bands as the scenario set them, kept with the trial; what is nil is the criterion's default.
package struct BandsRecord: Hashable, Sendable, Codable {
    package var criterion: String
    package var green: Double?
    package var yellow: Double?
    package var percentile: Double?

    package init(criterion: String, green: Double? = nil, yellow: Double? = nil, percentile: Double? = nil) {
        self.criterion = criterion
        self.green = green
        self.yellow = yellow
        self.percentile = percentile
    }
}

extension TrialEvidence {
    /// The merged latencies of one kind over the phases and seconds that `isWanted` keeps; warm-up is left out always.
    package func distribution(
        _ kind: LatencyKind, reader: String? = nil, where isWanted: (LatencyRow) -> Bool = { _ in true }
    ) -> LatencyHistogram {
        let measured = measuredPhases
        var merged = LatencyHistogram()
        for row in latencies
        where row.kind == kind && row.reader == reader && measured.contains(row.phase) && isWanted(row) {
            merged.merge(row.histogram)
        }
        return merged
    }
}
