/// Where a trial's events come from.
package enum LoadSource: Sendable {
    /// The scenario's device groups.
    case fleet
    /// Captured traffic.
    case trace(TraceReplay)
}
