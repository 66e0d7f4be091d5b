import ScenarioModel

/// Random disconnections of a device: exponential gaps, denser in peak phases, and exponential lengths.
///
/// A gap is drawn in hazard time, which runs `factor` times as fast in a peak phase.
struct DropProcess: Sendable {
    private let every: Double
    private let lasting: Double
    /// Where the hazard's speed changes, from instant 0 on; the last holds for ever.
    private let changes: [(ns: UInt64, speed: Double)]

    init(_ drops: RandomDrops, phases: [Phase], spans: [PhaseSchedule.Span]) {
        every = Double(max(1, drops.every.unsigned))
        lasting = Double(drops.lasting.unsigned)
        let factor = max(drops.factor, 1e-9)
        changes =
            zip(phases, spans).map { ($1.startNs, drops.peakPhases.contains($0.name) ? factor : 1) }
            + [(spans.last?.endNs ?? 0, 1)]
    }

    /// When disconnection `index` begins, given when the one before it ended (0 for the first).
    func start(_ index: UInt32, after endNs: UInt64, random: CounterRandom) -> UInt64 {
        var left = -PortableMath.log(random.sibling(.dropGap).positiveUnit(UInt64(index))) * every
        var fromNs = endNs
        for (place, change) in changes.enumerated() {
            let untilNs = place + 1 < changes.count ? changes[place + 1].ns : UInt64.max
            guard untilNs > fromNs else { continue }
            let room = Double(untilNs - fromNs) * change.speed
            if left < room || untilNs == .max { return fromNs &+ UInt64(min(left / change.speed, 1e18)) }
            left -= room
            fromNs = untilNs
        }
        return .max
    }

    /// When it ends.
    func end(_ index: UInt32, startNs: UInt64, random: CounterRandom) -> UInt64 {
        guard startNs != .max else { return .max }
        let length = -PortableMath.log(random.sibling(.dropLength).positiveUnit(UInt64(index))) * lasting
        return startNs + max(1, UInt64(min(length, 1e18)))
    }
}
