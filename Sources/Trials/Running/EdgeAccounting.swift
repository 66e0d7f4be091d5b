package import Evidence
internal import Quantities
package import ScenarioModel
package import Workloads

/// What the devices did before the cluster saw anything, from what the planners counted.
package enum EdgeAccounting {
    /// One row for each group, or none where no group has a link or a mess: then all send as they make.
    ///
    /// Groups without them have their row beside the others, because readers read both, and the account is of all that
    /// was made.
    ///
    /// - Parameter counts: of each planner, by the index of the scenario's fleet; empty where it was stopped.
    package static func rows(_ scenario: Scenario, counts: [[EdgeCount]]) -> [EdgeRow] {
        guard scenario.fleet.contains(where: { $0.link != nil || $0.mess != Mess() }) else { return [] }
        return scenario.fleet.enumerated().map { index, group in
            var sum = EdgeCount()
            for planner in counts where planner.indices.contains(index) { sum.add(planner[index]) }
            return EdgeRow(group, sum)
        }
    }

    /// The planned outages as they fell into the trial.
    package static func outages(_ planned: [PlannedOutage]) -> [OutageRecord] {
        planned.map { outage in
            OutageRecord(
                name: outage.name, start: Nanoseconds(Int64(clamping: outage.startNs)),
                firstEnd: Nanoseconds(Int64(clamping: outage.firstEndNs)),
                end: Nanoseconds(Int64(clamping: outage.endNs)), devices: Int64(outage.devices))
        }
    }
}

extension EdgeRow {
    fileprivate init(_ group: DeviceGroup, _ count: EdgeCount) {
        self.init(group: group.name)
        devices = Int64(group.devices)
        made = count.made
        sent = count.sent
        resent = count.resent
        malformed = count.malformed
        buffered = count.buffered
        late = count.late
        droppedAtEdge = count.droppedAtEdge
        heldAtEnd = count.heldAtEnd
        darkSpans = count.darkSpans
        reconnects = count.reconnects
        fallbacks = count.fallbacks
        failedAttempts = count.failedAttempts
        darkTime = Nanoseconds(Int64(clamping: count.darkNs))
        longestDark = Nanoseconds(Int64(clamping: count.longestDarkNs))
    }
}
