import ScenarioModel

/// A link as the loop needs it.
struct LinkPlan: Sendable {
    /// 0 without a bound.
    let nsPerByte: Double
    let delayNs: UInt64
    let jitterNs: Double
    let loss: Double
    let retransmitNs: UInt64

    init(_ link: Link) {
        nsPerByte = link.bandwidth.map { 8e9 / max($0, 1e-3) } ?? 0
        delayNs = link.delay.unsigned
        jitterNs = Double(link.jitter.unsigned)
        loss = min(max(link.loss, 0), 0.999)
        retransmitNs = link.retransmit.unsigned
    }

    /// How long an event keeps the link to itself: lost attempts, then its bytes.
    @inline(__always)
    func occupancyNs(bytes: Int, sequence: UInt32, random: CounterRandom) -> UInt64 {
        var ns = UInt64(min(Double(bytes) * nsPerByte, 1e18))
        if loss > 0 {
            let lost = lostAttempts(random.sibling(.retransmission).unit(UInt64(sequence)))
            ns &+= min(lost.multipliedReportingOverflow(by: retransmitNs).partialValue, 1 << 60)
        }
        return ns
    }

    /// Delay and jitter of an event.
    @inline(__always)
    func travelNs(sequence: UInt32, random: CounterRandom) -> UInt64 {
        guard jitterNs > 0 else { return delayNs }
        return delayNs &+ UInt64(random.sibling(.linkJitter).unit(UInt64(sequence)) * jitterNs)
    }

    /// Geometric: `n` or more with a probability of `loss` to the n; at most 1000.
    private func lostAttempts(_ draw: Double) -> UInt64 {
        var (lost, chance) = (0 as UInt64, loss)
        while draw < chance, lost < 1000 {
            lost += 1
            chance *= loss
        }
        return lost
    }
}
