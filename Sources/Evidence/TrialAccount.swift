/// What is known only after the drain: the books of a trial.
package struct TrialAccount: Sendable {
    /// The phases as they ran.
    package var phases: [PhaseRecord] = []
    package var tallies: [DeliveryTally] = []
    package var partitions: [PartitionRow] = []
    package var gaps: [Gap] = []
    package var catchUps: [CatchUp] = []
    package var honesty: HonestyBlock?
    package var incidents: [Incident] = []
    package var fleetTallies: [FleetTally] = []
    package var edges: [EdgeRow] = []
    package var outages: [OutageRecord] = []
    package var scaleOuts: [ScaleOutRecord] = []

    package init() {}
}
