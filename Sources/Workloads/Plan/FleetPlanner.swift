package import ScenarioModel

/// The schedule of one sending loop: the events of its devices, in the order in which they are due at the producer.
///
/// A device belongs to the producer that its number modulo the number of producers gives, or has a connection of its
/// own. Its stream (times, sequence, key, payload, marks) is the same whichever share has it. Memory goes by devices,
/// and no event allocates.
package struct FleetPlanner: Sendable {
    /// What a group's devices did at the edge, by the index of the scenario's fleet; final once the schedule is over.
    package internal(set) var edgeCounts: [EdgeCount]

    let endNs: UInt64
    private let spans: [PhaseSchedule.Span]
    let groups: [GroupPlan]
    let linkClasses: [LinkClass]
    let valueLength: [Int]
    private let numbers: [UInt32]
    var clock: LoadClock
    private var devices: [Device]
    /// Of the devices that have a link, in the same order.
    var linkStates: [LinkState]
    var runs = RunPool()
    private var calendar: DeviceCalendar
    /// Devices that still have events.
    private var active = 0
    private var phase = 0
    /// By topic for a gateway, by connection for devices with their own.
    private var stickies: [StickyPartition] = []
    /// In their final order, from `next` on.
    var due: [DueEvent] = []
    private var next = 0
    var held = HeldEvents()
    private var crowd = DeviceCrowd()
    /// The devices of the window that is being generated; kept for its storage.
    private var taken: [(place: Int, window: Int, group: UInt16)] = []

    /// Keeps the compiler from leaving out loads that are made only to have the lines in the cache.
    private var lookedAt: UInt64 = 0

    /// A window with more devices, or more events of one, is merged event by event.
    private static let mostDevices = 256
    private static let mostEvents = 64
    private static let crowdBatch = 1024

    /// The events that share `producer` of `producers` gateways has.
    package init(scenario: Scenario, tables: PlanTables, producer: Int, of producers: Int) {
        self.init(scenario: scenario, tables: tables, share: .gateway(producer, of: producers))
    }

    package init(scenario: Scenario, tables: PlanTables, share: PlanShare) {
        let (index, parts) = share.place
        precondition(0 <= index && index < parts, "producer \(index) of \(parts) is not there")
        spans = tables.courses.schedules[0].spans
        endNs = spans.last?.endNs ?? 0
        valueLength = tables.payloads.length
        clock = LoadClock(tables.courses)
        let layout = ProducerLayout(scenario: scenario)
        let enrolled = Device.enrol(share, tables: tables, scenario: scenario, layout: layout)
        var placements = enrolled.placements
        devices = enrolled.devices
        numbers = enrolled.numbers
        switch share {
        case .gateway(let producer, _):
            for (topic, partitions) in tables.partitions.enumerated() {
                stickies.append(
                    StickyPartition(seed: scenario.seed, producer: producer, topic: topic, partitions: partitions))
            }
        case .own:
            for own in layout.own where tables.roster.groups[own.group].keys.isNone {
                placements[own.group].firstSticky = stickies.count
                placements[own.group].connections = own.connections
                let topic = tables.roster.groups[own.group].topic
                for connection in 0..<own.connections {
                    stickies.append(
                        StickyPartition(
                            seed: scenario.seed, producer: own.firstProducer + connection, topic: topic,
                            partitions: tables.partitions[topic]))
                }
            }
        }
        (groups, linkClasses) = FleetPlanner.groups(scenario, tables, placements)
        edgeCounts = Array(repeating: EdgeCount(), count: groups.count)
        calendar = DeviceCalendar(
            devices: devices.count,
            scale: WindowScale(
                courses: tables.courses, rates: enrolled.rates, eventsPerWindow: DeviceCalendar.eventsPerWindow))
        linkStates = []
        linkStates.reserveCapacity(enrolled.linked)
        due.reserveCapacity(256)
        for place in devices.indices { enter(place) }
    }

    private static func groups(
        _ scenario: Scenario, _ tables: PlanTables, _ placements: [GroupPlacement]
    ) -> ([GroupPlan], [LinkClass]) {
        let spans = tables.courses.schedules[0].spans
        var classes: [LinkClass] = []
        let groups = zip(scenario.fleet, tables.roster.groups).enumerated().map { index, pair in
            let link = LinkClass(pair.0, scenario: scenario, spans: spans).map { link in
                classes.append(link)
                return classes.count - 1
            }
            return GroupPlan(
                pair.0, pair.1, firstLane: UInt32(tables.firstLane[pair.1.topic]), link: link,
                firmware: GroupFirmware(
                    pair.0, index: index, scenario: scenario, payloads: tables.payloads, spans: spans),
                placement: placements[index])
        }
        return (groups, classes)
    }

    /// Puts a device where its first event is due.
    private mutating func enter(_ place: Int) {
        var device = devices[place]
        let group = groups[Int(device.group)]
        let dueNs: UInt64
        if let link = group.link {
            var state = linkClasses[link].begin(region: region(place, group), random: device.random)
            dueNs = seek(place, &device, &state, group, nowNs: 0)
            devices[place] = device
            linkStates.append(state)
        } else {
            dueNs = clock.instant(ofLoad: device.due, course: device.course, nowNs: 0)
        }
        guard dueNs != .max else { return }
        calendar.insert(place, dueNs: dueNs, window: calendar.window(of: dueNs))
        active += 1
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
            if next == due.count, !refill() { break }
            let firstNs = due[next].intendedNs
            if firstNs >= spans[phase].endNs {
                if chunk.count > 0 { break }
                while firstNs >= spans[phase].endNs { phase += 1 }
            }
            chunk.phase = phase
            hand(out: min(due.count - next, capacity - chunk.count), untilNs: spans[phase].endNs, to: &chunk)
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
            chunk.eventNs[at] = event.eventNs
            chunk.device[at] = UInt32(truncatingIfNeeded: number(Int(event.place), groups[Int(device.group)]))
            chunk.sequence[at] = event.sequence
            chunk.lane[at] = device.key == KeyTable.noKey ? keylessLane(of: event, device) : device.lane
            chunk.key[at] = device.key
            chunk.payload[at] = event.payload
            chunk.marks[at] = event.marks
            at += 1
        }
        next += at - chunk.count
        chunk.count = at
    }

    private mutating func keylessLane(of event: DueEvent, _ device: Device) -> UInt32 {
        let group = groups[Int(device.group)]
        var sticky = group.topic
        if group.placement.connections > 0 {
            sticky = group.placement.firstSticky
            sticky += numberInGroup(Int(event.place), group) % group.placement.connections
        }
        return group.firstLane + UInt32(stickies[sticky].place(bytes: valueLength[Int(event.payload)]))
    }

    /// Number of a device in its group.
    @inline(__always)
    private func numberInGroup(_ place: Int, _ group: GroupPlan) -> Int {
        number(place, group) - group.firstNumber
    }

    /// Global number of the device at a place.
    @inline(__always)
    private func number(_ place: Int, _ group: GroupPlan) -> Int {
        let placement = group.placement
        return numbers.isEmpty
            ? placement.firstInShare + (place - placement.firstPlace) * placement.step : Int(numbers[place])
    }

    func region(_ place: Int, _ group: GroupPlan) -> Int {
        group.attributes.region.value(ofNumber: numberInGroup(place, group))
    }

    /// Generates until something is due; false when the schedule is over.
    private mutating func refill() -> Bool {
        due.removeAll(keepingCapacity: true)
        next = 0
        while due.isEmpty {
            if crowd.first != nil {
                mergeCrowd()
            } else if active > 0 {
                generateWindow()
            } else {
                guard held.first != nil else { return false }
                while due.count < FleetPlanner.crowdBatch, held.first != nil { due.append(held.removeFirst()) }
            }
        }
        return true
    }

    /// Puts all events of the calendar's next window into the queue, and their devices where they are due again.
    private mutating func generateWindow() {
        let window = calendar.window
        taken.removeAll(keepingCapacity: true)
        var following = calendar.takeWindow()
        while following != DeviceCalendar.none {
            taken.append((Int(following), 0, 0))
            following = calendar.following(Int(following))
        }
        let count = lookAhead(window)
        var left: [DeviceCrowd.Entry] = []
        for (place, dueWindow, group) in taken {
            if dueWindow > window {
                // Due in a later turn of the ring.
                calendar.link(place, window: dueWindow)
            } else if count > FleetPlanner.mostDevices {
                left.append(DeviceCrowd.Entry(dueNs: calendar.dueNs[place], place: UInt32(place)))
            } else if let dueNs = generateEvents(of: place, groups[Int(group)], through: window) {
                left.append(DeviceCrowd.Entry(dueNs: dueNs, place: UInt32(place)))
            }
        }
        if left.isEmpty {
            while let event = held.first, calendar.window(of: event.intendedNs) <= window {
                due.append(held.removeFirst())
            }
            due.sortByTurn()
        } else {
            for event in due { held.insert(event) }
            due.removeAll(keepingCapacity: true)
            crowd.fill(left)
        }
    }

    /// Looks at all devices taken before any is worked on, and says how many are due in the window.
    ///
    /// A large fleet does not fit the processor's caches: loads that do not depend on each other overlap their misses.
    private mutating func lookAhead(_ window: Int) -> Int {
        var (count, touched) = (0, 0 as UInt64)
        for index in taken.indices {
            let place = taken[index].place
            let group = devices[place].group
            let dueWindow = calendar.window(of: calendar.dueNs[place])
            if !linkStates.isEmpty, groups[Int(group)].link != nil {
                // Its state spans two lines of the cache.
                let state = place + groups[Int(group)].placement.firstState
                touched &+= linkStates[state].madeNs &+ linkStates[state].arrivalNs
            }
            taken[index].window = dueWindow
            taken[index].group = group
            if dueWindow <= window { count += 1 }
        }
        lookedAt = touched
        return count
    }

    /// Generates the events of a device that is due, up to the end of a window.
    ///
    /// - Returns: when it is due next, where it has so many events in the window that it was stopped.
    private mutating func generateEvents(of place: Int, _ group: GroupPlan, through window: Int) -> UInt64? {
        var device = devices[place]
        var dueNs = calendar.dueNs[place]
        var dueWindow = window
        var count = 0
        if group.isPlain {
            repeat {
                due.append(
                    DueEvent(
                        intendedNs: dueNs, eventNs: dueNs, place: UInt32(truncatingIfNeeded: place),
                        sequence: device.sequence, payload: device.payloadSlot(group.slots), marks: []))
                device.advance(group.arrival)
                dueNs = clock.instant(ofLoad: device.due, course: device.course, nowNs: dueNs)
                dueWindow = dueNs == .max ? .max : calendar.window(of: dueNs)
                count += 1
            } while dueWindow <= window && count < FleetPlanner.mostEvents
            edgeCounts[Int(device.group)].made += Int64(count)
            edgeCounts[Int(device.group)].sent += Int64(count)
            devices[place] = device
            if dueNs == .max {
                active -= 1
                return nil
            }
            if dueWindow <= window { return dueNs }
            calendar.insert(place, dueNs: dueNs, window: dueWindow)
            return nil
        }
        repeat {
            dueNs = step(place, &device, group, dueNs: dueNs)
            guard dueNs != .max else {
                active -= 1
                devices[place] = device
                return nil
            }
            dueWindow = calendar.window(of: dueNs)
            count += 1
        } while dueWindow <= window && count < FleetPlanner.mostEvents
        devices[place] = device
        if dueWindow <= window { return dueNs }
        calendar.insert(place, dueNs: dueNs, window: dueWindow)
        return nil
    }

    /// The next events of a crowded window, one by one.
    private mutating func mergeCrowd() {
        let window = calendar.window - 1
        while due.count < FleetPlanner.crowdBatch, let first = crowd.first {
            let place = Int(first.place)
            var device = devices[place]
            if let event = held.first,
                event.intendedNs < first.dueNs
                    || event.intendedNs == first.dueNs
                        && (event.place < first.place
                            || event.place == first.place && event.sequence < sequence(device, place))
            {
                due.append(held.removeFirst())
                continue
            }
            let dueNs = step(place, &device, groups[Int(device.group)], dueNs: first.dueNs)
            devices[place] = device
            if dueNs == .max {
                active -= 1
                crowd.removeFirst()
            } else {
                let dueWindow = calendar.window(of: dueNs)
                if dueWindow <= window {
                    crowd.moveFirst(to: dueNs)
                } else {
                    crowd.removeFirst()
                    calendar.insert(place, dueNs: dueNs, window: dueWindow)
                }
            }
        }
        guard crowd.first == nil else { return }
        while let event = held.first, calendar.window(of: event.intendedNs) <= window { due.append(held.removeFirst()) }
    }

    private func sequence(_ device: Device, _ place: Int) -> UInt32 {
        let group = groups[Int(device.group)]
        return group.link == nil ? device.sequence : linkStates[place + group.placement.firstState].sequence
    }
}

extension PlanShare {
    fileprivate var place: (index: Int, of: Int) {
        switch self {
        case .gateway(let index, let parts), .own(let index, let parts): (index, parts)
        }
    }
}
