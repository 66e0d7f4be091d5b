import ScenarioModel

extension FleetPlanner {
    /// Events that a device may make and keep before others are looked at.
    private static let mostKept = 256

    /// Finds the next event of a device that goes over its link, and when it is at the producer.
    ///
    /// In the device's own time: whenever the link is free, connected and something waits, the next event goes. What is
    /// made before that is kept, and overflows, first.
    ///
    /// - Returns: `.max` when nothing more gets to the producer; where much was made meanwhile, an instant at which to
    ///   go on looking (`isLooking`).
    mutating func seek(
        _ place: Int, _ device: inout Device, _ state: inout LinkState, _ group: GroupPlan, nowNs: UInt64
    ) -> UInt64 {
        guard let index = group.link else { return .max }
        let link = linkClasses[index]
        var madeNs = nextMadeNs(device, nowNs: nowNs)
        var room = FleetPlanner.mostKept
        state.isLooking = false
        while true {
            let isDark = state.path == .none
            // Everything made before this instant is kept before anything else happens.
            let keptNs: UInt64
            if isDark || state.freeNs >= state.untilNs {
                keptNs = min(state.untilNs, endNs)
            } else {
                keptNs = state.buffer.isEmpty ? 0 : min(state.freeNs, endNs)
            }
            while madeNs < keptNs {
                keep(&device, &state, link)
                madeNs = nextMadeNs(device, nowNs: nowNs)
                room -= 1
                if room <= 0, madeNs < keptNs, madeNs > nowNs {
                    state.isLooking = true
                    return madeNs
                }
            }
            if isDark || state.freeNs >= state.untilNs {
                let fromNs = state.untilNs
                if fromNs >= endNs { return finish(place, device, &state, link, group) }
                link.advance(
                    &state, region: region(place, group), random: device.random, endNs: endNs,
                    count: &edgeCounts[Int(device.group)])
                if isDark, state.path != .none { state.buffer.reconnect(live: device.sequence) }
                state.freeNs = max(state.freeNs, fromNs)
            } else if !state.buffer.isEmpty {
                if state.freeNs >= endNs { return finish(place, device, &state, link, group) }
                let event = state.buffer.takeNext(isLiveFirst: link.limits.isLiveFirst, pool: &runs)
                let due = device.due(of: event.sequence, from: event.cursor, at: event.due, group.arrival)
                state.buffer.replayed(event, due: due, pool: &runs)
                let atNs = pass(
                    event.sequence, madeNs: self.madeNs(device, due: due), isBuffered: event.isBuffered,
                    fromNs: state.freeNs,
                    place, device, &state, link, group)
                if atNs < endNs { return atNs }
                edgeCounts[Int(device.group)].heldAtEnd += 1
            } else if madeNs == .max {
                return finish(place, device, &state, link, group)
            } else if madeNs >= state.untilNs {
                state.freeNs = state.untilNs
            } else if madeNs < state.freeNs {
                keep(&device, &state, link)
                madeNs = nextMadeNs(device, nowNs: nowNs)
            } else {
                let sequence = device.sequence
                edgeCounts[Int(device.group)].made += 1
                let atNs = pass(
                    sequence, madeNs: madeNs, isBuffered: false, fromNs: madeNs, place, device, &state, link, group)
                device.advance(group.arrival)
                if atNs < endNs { return atNs }
                edgeCounts[Int(device.group)].heldAtEnd += 1
                madeNs = nextMadeNs(device, nowNs: nowNs)
            }
        }
    }

    /// The event made next goes into the buffer, or what the overflow policy says.
    private mutating func keep(_ device: inout Device, _ state: inout LinkState, _ link: LinkClass) {
        let group = Int(device.group)
        edgeCounts[group].made += 1
        edgeCounts[group].droppedAtEdge += state.buffer.keep(
            device.sequence, due: device.due, limits: link.limits, pool: &runs)
        device.advance(groups[group].arrival)
    }

    /// An event goes over the link from an instant on.
    ///
    /// - Returns: when it is at the producer, which may be past the schedule's end.
    @inline(__always)
    private mutating func pass(
        _ sequence: UInt32, madeNs: UInt64, isBuffered: Bool, fromNs: UInt64, _ place: Int, _ device: Device,
        _ state: inout LinkState, _ link: LinkClass, _ group: GroupPlan
    ) -> UInt64 {
        let plan = state.path == .fallback ? link.fallback ?? link.own : link.own
        let content = group.content(of: device, sequence: sequence, madeNs: madeNs) { region(place, $0) }
        var marks = content.marks
        var beginNs = fromNs
        if fromNs >= state.flightNs {
            beginNs &+= plan.holdNs(sequence: sequence, random: device.random)
            state.flightNs = beginNs &+ plan.flightNs
        }
        state.freeNs = beginNs &+ plan.occupancyNs(bytes: valueLength[Int(content.slot)])
        let atNs = max(state.arrivalNs, state.freeNs &+ plan.travelNs(sequence: sequence, random: device.random))
        state.arrivalNs = atNs &+ 1
        if isBuffered { marks.insert(.buffered) }
        if group.mess.late > 0, isLate(sequence, device, group) {
            marks.insert(.late)
        } else if state.isReconnected {
            marks.insert(.reconnected)
            state.isReconnected = false
        }
        state.madeNs = madeNs
        state.sequence = sequence
        state.slot = content.slot
        state.marks = marks
        return atNs
    }

    /// The device has nothing more for the producer: what it still keeps is held, and its outages are counted out.
    private mutating func finish(
        _ place: Int, _ device: Device, _ state: inout LinkState, _ link: LinkClass, _ group: GroupPlan
    ) -> UInt64 {
        let index = Int(device.group)
        edgeCounts[index].heldAtEnd += Int64(state.buffer.count)
        while state.untilNs < endNs {
            link.advance(
                &state, region: region(place, group), random: device.random, endNs: endNs, count: &edgeCounts[index])
        }
        return .max
    }
}
