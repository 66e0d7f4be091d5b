import ScenarioModel

/// Everything about one group's way to the cluster: its link, when it is gone, how it comes back, the way around.
final class LinkClass: Sendable {
    let own: LinkPlan
    let fallback: LinkPlan?
    let fallbackAfterNs: UInt64
    let backoff: Backoff
    let limits: EdgeLimits
    private let outages: [OutageTiming]
    private let fallbackOutages: [OutageTiming]
    private let drops: DropProcess?

    /// - Returns: nil for a group without a link.
    init?(_ group: DeviceGroup, scenario: Scenario, spans: [PhaseSchedule.Span]) {
        guard let name = group.link else { return nil }
        func link(_ name: String) -> Link {
            guard let link = scenario.links.first(where: { $0.name == name }) else {
                preconditionFailure("device group '\(group.name)' uses link '\(name)', which is not there")
            }
            return link
        }
        func timings(_ link: String) -> [OutageTiming] {
            scenario.outages.enumerated().filter { $1.strikes(group: group.name, link: link) }.map {
                OutageTiming($1, index: $0, spans: spans, scenario: scenario)
            }
        }
        let ownLink = link(name)
        own = LinkPlan(ownLink)
        fallback = ownLink.fallback.map { LinkPlan(link($0.link)) }
        fallbackAfterNs = ownLink.fallback?.after.unsigned ?? 0
        backoff = Backoff(ownLink.reconnect, loss: ownLink.loss)
        limits = EdgeLimits(group.buffer)
        outages = timings(name)
        fallbackOutages = ownLink.fallback.map { timings($0.link) } ?? []
        drops = ownLink.drops.map { DropProcess($0, phases: scenario.phases, spans: spans) }
    }

    /// The first drop of a device.
    func firstDrop(random: CounterRandom) -> UInt64 { drops?.start(0, after: 0, random: random) ?? .max }

    /// The next time without the own link that ends after an instant, overlapping spans merged into one.
    ///
    /// - Parameters:
    ///   - index: number of a drop at or before the one that is next; moves on past those that are over by then.
    ///   - dropNs: when that drop begins.
    func nextDark(
        after ns: UInt64, region: Int, random: CounterRandom, index: inout UInt32, dropNs: inout UInt64
    ) -> DarkSpan? {
        var span: DarkSpan?
        for outage in outages {
            guard let own = outage.span(region: region, random: random), own.endNs > ns else { continue }
            if own.startNs < span?.startNs ?? .max { span = own }
        }
        if let drops {
            while dropNs != .max {
                let endNs = drops.end(index, startNs: dropNs, random: random)
                if endNs > ns {
                    if dropNs < span?.startNs ?? .max { span = DarkSpan(startNs: dropNs, endNs: endNs) }
                    break
                }
                index += 1
                dropNs = drops.start(index, after: endNs, random: random)
            }
        }
        guard var whole = span else { return nil }
        var (following, followingNs) = (index, dropNs)
        while extend(&whole, region: region, random: random, index: &following, dropNs: &followingNs) {}
        return whole
    }

    /// Lengthens a span by what overlaps or touches its end.
    private func extend(
        _ span: inout DarkSpan, region: Int, random: CounterRandom, index: inout UInt32, dropNs: inout UInt64
    ) -> Bool {
        let before = span.endNs
        for outage in outages {
            guard let own = outage.span(region: region, random: random) else { continue }
            if own.startNs <= span.endNs, own.endNs > span.endNs { span.endNs = own.endNs }
        }
        if let drops {
            while dropNs <= span.endNs {
                let endNs = drops.end(index, startNs: dropNs, random: random)
                span.endNs = max(span.endNs, endNs)
                index += 1
                dropNs = drops.start(index, after: endNs, random: random)
            }
        }
        return span.endNs > before
    }

    /// The next planned outage of the fall-back link that ends after an instant, overlapping ones merged.
    func nextFallbackOutage(after ns: UInt64, region: Int, random: CounterRandom) -> DarkSpan? {
        let spans = fallbackOutages.compactMap { $0.span(region: region, random: random) }.filter { $0.endNs > ns }
        guard var whole = spans.min(by: { $0.startNs < $1.startNs }) else { return nil }
        while let longer = spans.first(where: { $0.startNs <= whole.endNs && $0.endNs > whole.endNs }) {
            whole.endNs = longer.endNs
        }
        return whole
    }
}
