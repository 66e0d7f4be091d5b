import ScenarioModel

/// A link as the loop needs it.
struct LinkPlan: Sendable {
    /// 0 without a bound.
    let nsPerByte: Double
    let delayNs: UInt64
    let jitterNs: Double
    let loss: Double
    let retransmitNs: UInt64
    /// How long an attempt takes up what is sent: delay and jitter, before which no sender knows of a loss.
    let flightNs: UInt64

    init(_ link: Link) {
        nsPerByte = link.bandwidth.map { 8e9 / max($0, 1e-3) } ?? 0
        delayNs = link.delay.unsigned
        jitterNs = Double(link.jitter.unsigned)
        loss = min(max(link.loss, 0), 0.999)
        retransmitNs = link.retransmit.unsigned
        flightNs = link.delay.unsigned &+ link.jitter.unsigned
    }

    /// How long an event's bytes keep the link to themselves.
    @inline(__always)
    func occupancyNs(bytes: Int) -> UInt64 { UInt64(min(Double(bytes) * nsPerByte, 1e18)) }

    /// How long the lost attempts of a flight hold the link up; drawn by the flight's first event.
    ///
    /// A loss costs all that is under way one wait and not one for each event: a device that makes a thousand events a
    /// second loses a packet of many, and sends them again together.
    @inline(__always)
    func holdNs(sequence: UInt32, random: CounterRandom) -> UInt64 {
        guard loss > 0 else { return 0 }
        let lost = lostAttempts(random.sibling(.retransmission).unit(UInt64(sequence)))
        return min(lost.multipliedReportingOverflow(by: retransmitNs).partialValue, 1 << 60)
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
