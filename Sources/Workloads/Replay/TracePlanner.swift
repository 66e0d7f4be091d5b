internal import Quantities
internal import Traces

/// The schedule of one producer of a replay: its part of the trace, in the order in which it is due.
///
/// A key belongs to the producer that its number modulo the number of producers gives, an event without one to that of
/// its lane: so order is kept for each key. Every producer reads the whole trace. Memory goes by keys and by what comes
/// in 20 ms; no event allocates once the arrays have grown.
package struct TracePlanner {
    /// One event of the trace, before it is copied.
    private struct Original {
        var dueNs: UInt64
        /// Device number of the first copy; the others follow.
        var device: UInt32
        /// Index of the first copy's sequence.
        var place: UInt32
        var lane: UInt32
        var sizeClass: UInt32
        var hasKey: Bool
    }

    private let copies: Int
    private let speed: Double
    private let producer: Int
    private let producers: Int
    private let firstLane: [Int]
    /// First device and first sequence of events without a key.
    private let keylessDevice: Int
    private let keylessPlace: Int
    /// By size class: the first slot and how many there are.
    private let slots: [Range<Int>]
    /// By copy, ascending from 0: how much later it is due.
    private let shiftNs: [UInt64]
    private var ticks: TickReader
    private var isOver = false
    /// Events that not all copies have handed out; `heads` has each copy's next.
    private var originals: [Original] = []
    private var heads: [Int]
    private var sequences: [UInt32]

    package init(replay: TraceReplay, seed: UInt64, tables: PlanTables, producer: Int, of producers: Int) {
        precondition(0 <= producer && producer < producers, "producer \(producer) of \(producers) is not there")
        copies = replay.copies
        speed = replay.speed
        self.producer = producer
        self.producers = producers
        firstLane = tables.firstLane
        let keys = replay.shape.keyEvents.count
        keylessDevice = keys * replay.copies
        keylessPlace = (keys + producers - 1) / producers * replay.copies
        let lanes = (tables.lanes.count + producers - 1) / producers
        sequences = Array(repeating: 0, count: keylessPlace + lanes * replay.copies)
        slots = (0..<SizeHistogram.classCount).map { tables.payloads.slots(of: $0) }
        let random = CounterRandom(seed: seed, owner: 0, use: .copyShift)
        let span = Double(TraceReplay.copySpan.rawValue)
        // One draw in each of equal strata, so that no two copies are nearly at one place.
        shiftNs = (0..<replay.copies).map { copy in
            copy == 0
                ? 0 : UInt64(span * (Double(copy - 1) + random.positiveUnit(UInt64(copy))) / Double(replay.copies))
        }
        heads = Array(repeating: 0, count: replay.copies)
        ticks = TickReader(replay.open())
    }

    /// The next stretch, of at most `capacity` events, in the chunk's own storage, which grows on first use only.
    ///
    /// - Returns: whether there was one; if not, the trace is over and the chunk is empty.
    package mutating func nextChunk(into chunk: inout PlanChunk, capacity: Int) -> Bool {
        precondition(capacity > 0, "a chunk without capacity would never end the schedule")
        chunk.reserve(capacity)
        chunk.phase = 0
        chunk.count = 0
        while chunk.count < capacity {
            if heads[0] == originals.count, !isOver { refill() }
            guard let copy = nextCopy() else { break }
            hand(out: originals[heads[copy]], copy: copy, to: &chunk)
            heads[copy] += 1
        }
        return chunk.count > 0
    }

    /// The copy whose next event is due first; nil when all are at the end.
    private func nextCopy() -> Int? {
        var best: Int?
        var bestNs = UInt64.max
        for copy in 0..<copies where heads[copy] < originals.count {
            let dueNs = originals[heads[copy]].dueNs + shiftNs[copy]
            if dueNs < bestNs { (best, bestNs) = (copy, dueNs) }
        }
        return best
    }

    private mutating func hand(out original: Original, copy: Int, to chunk: inout PlanChunk) {
        let at = chunk.count
        let place = Int(original.place) + copy
        let sequence = sequences[place]
        sequences[place] = sequence &+ 1
        let device = original.device + UInt32(copy)
        let choice = slots[Int(original.sizeClass)]
        chunk.intendedNs[at] = original.dueNs + shiftNs[copy]
        chunk.eventNs[at] = chunk.intendedNs[at]
        chunk.device[at] = device
        chunk.sequence[at] = sequence
        chunk.lane[at] = original.lane
        chunk.key[at] = original.hasKey ? device : KeyTable.noKey
        chunk.payload[at] = UInt32(choice.lowerBound + Int(sequence &+ device) % choice.count)
        chunk.count = at + 1
    }

    /// Reads until an event of this producer is there, or the trace is over.
    private mutating func refill() {
        let spent = heads[copies - 1]
        if spent > 0 {
            originals.removeSubrange(0..<spent)
            for copy in 0..<copies { heads[copy] -= spent }
        }
        let known = originals.count
        while originals.count == known {
            guard ticks.read() else {
                isOver = true
                return
            }
            for index in ticks.events.indices { take(ticks.events[index], dueNs: ticks.dueNs(index)) }
        }
    }

    private mutating func take(_ event: TraceEvent, dueNs: UInt64) {
        let lane = firstLane[event.topic] + Int(event.partition)
        let owned = event.hasKey ? Int(event.key) : lane
        guard owned % producers == producer else { return }
        originals.append(
            Original(
                dueNs: UInt64(Double(dueNs) / speed),
                device: UInt32((event.hasKey ? 0 : keylessDevice) + owned * copies),
                place: UInt32((event.hasKey ? 0 : keylessPlace) + owned / producers * copies), lane: UInt32(lane),
                sizeClass: UInt32(ReplaySizes.index(ofValue: event.valueBytes)), hasKey: event.hasKey))
    }
}
