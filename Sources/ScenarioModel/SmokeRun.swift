/// The smallest run of a scenario that still shows what it is about, for a pipeline; or why there is none.
package enum SmokeRun: Hashable, Sendable {
    /// On the embedded target in about a minute on two cores: at this scale, with these `--set path=value` (sorted by
    /// path).
    case embedded(scale: Double, set: [String])
    /// Says why it needs a real cluster.
    case realCluster(reason: String)
}
