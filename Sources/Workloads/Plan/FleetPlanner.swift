package import ScenarioModel

/// The schedule of one producer: the events of its devices, in the order in which they are due.
///
/// A device belongs to the producer that its number modulo the number of producers gives. Its stream (times, sequence,
/// key, payload) is the same whichever producer has it. Memory goes by devices, and no event allocates.
package struct FleetPlanner: Sendable {
    private let schedule: PhaseSchedule
    private let groups: [GroupPlan]
    private let valueLength: [Int]
    private let firstDevice: UInt32
    private let deviceStep: UInt32
    private var devices: [Device]
    private var calendar: LoadCalendar
    /// Devices that still have events.
    private var active = 0
    /// First segment that what is left of the schedule falls into.
    private var segment = 0
    private var phase = 0
    private var stickies: [StickyPartition]
    /// Generated and not yet handed out: `next ..< ready` are in their final order, what lies behind may still be passed.
    private var due: [DueEvent] = []
    private var next = 0
    /// The devices of the window that is being generated; kept for its storage.
    private var taken: [(place: Int, window: Int)] = []
    private var ready = 0

    package init(scenario: Scenario, tables: PlanTables, producer: Int, of producers: Int) {
        precondition(0 <= producer && producer < producers, "producer \(producer) of \(producers) is not there")
        schedule = PhaseSchedule(phases: scenario.phases)
        groups = tables.roster.groups.map { GroupPlan($0, firstLane: UInt32(tables.firstLane[$0.topic])) }
        valueLength = tables.payloads.length
        firstDevice = UInt32(producer)
        deviceStep = UInt32(producers)
        stickies = tables.partitions.enumerated().map { topic, partitions in
            StickyPartition(seed: scenario.seed, producer: producer, topic: topic, partitions: partitions)
        }
        let enrolled = Device.enrol(tables: tables, seed: scenario.seed, first: producer, step: producers)
        devices = enrolled.devices
        calendar = LoadCalendar(devices: devices.count, rate: enrolled.rate)
        for place in devices.indices where devices[place].due < schedule.totalLoad {
            calendar.insert(place, window: calendar.window(of: devices[place].due))
            active += 1
        }
        due.reserveCapacity(256)
    }

    /// The next stretch, of at most `capacity` events; nil when the schedule is over.
    package mutating func nextChunk(capacity: Int) -> PlanChunk? {
        var chunk = PlanChunk(capacity: capacity)
        return nextChunk(into: &chunk, capacity: capacity) ? chunk : nil
    }

    /// The next stretch, of at most `capacity` events, in the chunk's own storage, which grows on first use only.
    ///
    /// - Returns: whether there was one; if not, the schedule is over and the chunk is empty.
    package mutating func nextChunk(into chunk: inout PlanChunk, capacity: Int) -> Bool {
        precondition(capacity > 0, "a chunk without capacity would never end the schedule")
        chunk.reserve(capacity)
        chunk.count = 0
        while chunk.count < capacity {
            if next == ready, !refill() { break }
            let firstNs = due[next].intendedNs
            if firstNs >= schedule.spans[phase].endNs {
                if chunk.count > 0 { break }
                while firstNs >= schedule.spans[phase].endNs { phase += 1 }
            }
            chunk.phase = phase
            hand(out: min(ready - next, capacity - chunk.count), untilNs: schedule.spans[phase].endNs, to: &chunk)
        }
        return chunk.count > 0
    }

    /// Moves events that are due before `untilNs`, at most `limit`, from the front of the queue to the chunk.
    private mutating func hand(out limit: Int, untilNs: UInt64, to chunk: inout PlanChunk) {
        var at = chunk.count
        for event in due[next..<(next + limit)] {
            guard event.intendedNs < untilNs else { break }
            let device = devices[Int(event.place)]
            chunk.intendedNs[at] = event.intendedNs
            chunk.eventNs[at] = event.intendedNs
            chunk.device[at] = firstDevice + event.place * deviceStep
            chunk.sequence[at] = event.sequence
            chunk.lane[at] = lane(of: event, device)
            chunk.key[at] = device.key
            chunk.payload[at] = event.payload
            at += 1
        }
        next += at - chunk.count
        chunk.count = at
    }

    private mutating func lane(of event: DueEvent, _ device: Device) -> UInt32 {
        guard device.key == KeyTable.noKey else { return device.lane }
        let group = groups[Int(device.group)]
        let partition = stickies[group.topic].place(bytes: valueLength[Int(event.payload)])
        return group.firstLane + UInt32(partition)
    }

    /// Generates until something is ready; false when the schedule is over.
    private mutating func refill() -> Bool {
        due.removeSubrange(0..<ready)
        (next, ready) = (0, 0)
        while ready == 0 {
            guard active > 0 else {
                ready = due.count
                break
            }
            generateWindow()
            due.sortByTurn()
            ready = active > 0 ? countBeforeNextWindow() : due.count
        }
        return ready > 0
    }

    /// Puts all events of the calendar's next window into the queue, and their devices where they are due again.
    private mutating func generateWindow() {
        let window = calendar.window
        // In two passes, because a large fleet does not fit the processor's caches: the first only looks at the devices,
        // so that their cache misses overlap.
        taken.removeAll(keepingCapacity: true)
        var following = calendar.takeWindow()
        while following != LoadCalendar.none {
            let place = Int(following)
            taken.append((place, calendar.window(of: devices[place].due)))
            following = calendar.following(place)
        }
        for (place, dueWindow) in taken {
            if dueWindow > window {
                // Due in a later turn of the ring.
                calendar.insert(place, window: dueWindow)
            } else {
                generateEvents(of: place, through: window)
            }
        }
    }

    /// Generates the events of a device that is due, up to the end of a window.
    private mutating func generateEvents(of place: Int, through window: Int) {
        var device = devices[place]
        let group = groups[Int(device.group)]
        var dueWindow = window
        repeat {
            let segment = schedule.segment(ofLoad: device.due, from: segment)
            due.append(
                DueEvent(
                    intendedNs: schedule.segments[segment].instant(ofLoad: device.due), place: UInt32(place),
                    sequence: device.sequence, payload: device.payloadSlot(group.slots)))
            device.advance(group.arrival)
            guard device.due < schedule.totalLoad else {
                active -= 1
                devices[place] = device
                return
            }
            dueWindow = calendar.window(of: device.due)
        } while dueWindow <= window
        devices[place] = device
        calendar.insert(place, window: dueWindow)
    }

    /// How many events at the front of the queue no later window can pass.
    ///
    /// Subtle: windows are cut in load time, but order is by nanoseconds, then device. Next to a cut, rounding could turn
    /// two events round or split a tie; so what is within two nanoseconds of the cut waits for the next window.
    private mutating func countBeforeNextWindow() -> Int {
        let cut = calendar.earliest(calendar.window)
        guard cut < schedule.totalLoad else { return 0 }
        segment = schedule.segment(ofLoad: cut, from: segment)
        let cutNs = schedule.segments[segment].instant(ofLoad: cut)
        var count = due.count
        while count > 0, due[count - 1].intendedNs + 2 > cutNs { count -= 1 }
        return count
    }
}
