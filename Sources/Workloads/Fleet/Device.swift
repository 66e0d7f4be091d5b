import ScenarioModel

/// A device's place in its own stream.
///
/// 48 bytes, one for each device of the fleet. The stream depends on seed and device number only. Times are load times, in load-seconds.
struct Device {
    /// When the next event is due.
    private(set) var due: Double
    /// Periodic arrival: the later of two neighbours, not yet due.
    private var held: Double
    /// Mean load time between events.
    private let period: Double
    let random: CounterRandom
    /// Number of the next event.
    private(set) var sequence: UInt32 = 0
    let key: UInt32
    /// Meaningless without a key.
    let lane: UInt32
    /// Index into the fleet's groups.
    let group: UInt16
    /// Index of the schedule that bends its load time into clock time.
    let course: UInt16

    init(
        number: UInt64, seed: UInt64, rate: Double, arrival: Arrival, key: UInt32, lane: UInt32, group: UInt16,
        course: UInt16
    ) {
        period = 1 / rate
        random = CounterRandom(seed: seed, owner: number, use: .arrival)
        self.key = key
        self.lane = lane
        self.group = group
        self.course = course
        due = 0
        held = 0
        switch arrival {
        case .poisson: due = exponentialGap(0)
        case .periodic(let jitter):
            held = shiftedTime(0, jitter: jitter)
            settle(against: shiftedTime(1, jitter: jitter))
        }
    }

    /// On to the next event.
    mutating func advance(_ arrival: Arrival) {
        sequence += 1
        switch arrival {
        case .poisson: due += exponentialGap(UInt64(sequence))
        case .periodic(let jitter): settle(against: shiftedTime(UInt64(sequence) + 1, jitter: jitter))
        }
    }

    /// An even draw from `slots` for the next event.
    func payloadSlot(_ slots: Range<UInt32>) -> UInt32 {
        payloadSlot(slots, sequence: sequence)
    }

    /// An even draw from `slots` for any event.
    func payloadSlot(_ slots: Range<UInt32>, sequence: UInt32) -> UInt32 {
        let draw = random.sibling(.payloadSlot).below(UInt64(slots.upperBound - slots.lowerBound), UInt64(sequence))
        return slots.lowerBound + UInt32(draw)
    }

    /// The load time of any event, from that of an earlier one or its own.
    ///
    /// The same to the bit as `due` was when its turn came: periodic times are a function of the number alone, the sum
    /// of exponential gaps goes on from where it was.
    func due(of target: UInt32, from cursor: UInt32, at due: Double, _ arrival: Arrival) -> Double {
        switch arrival {
        case .poisson:
            var (due, number) = (due, cursor)
            while number < target {
                number += 1
                due += exponentialGap(UInt64(number))
            }
            return due
        case .periodic(let jitter):
            let before = target > 0 ? shiftedTime(UInt64(target) - 1, jitter: jitter) : 0
            let held = max(before, shiftedTime(UInt64(target), jitter: jitter))
            return min(held, shiftedTime(UInt64(target) + 1, jitter: jitter))
        }
    }

    /// Time k of the period, with the device's own phase and the jitter of k.
    private func shiftedTime(_ k: UInt64, jitter: Double) -> Double {
        let offset = random.sibling(.phaseOffset).unit(0)
        let shift = jitter * (2 * random.unit(k) - 1)
        // Only time 0 can fall before the start. Mirrored there, it takes the place of what a device that had always
        // been sending would have had spill over from before, so the rate is even from the first moment.
        return (Double(k) + offset + shift).magnitude * period
    }

    /// Takes the earlier of the held time and the one after as due, and holds the later.
    ///
    /// With jitter above half a period neighbours can change places (never more than neighbours, as it is at most one).
    private mutating func settle(against next: Double) {
        due = min(held, next)
        held = max(held, next)
    }

    private func exponentialGap(_ k: UInt64) -> Double { -PortableMath.log(random.positiveUnit(k)) * period }
}
