import Quantities
import ScenarioModel

@testable import Workloads

/// The fleet by plain means: every device alone, event by event, all of it kept in arrays.
///
/// Shares with the planner the random draws and the arrival stream; queues, darkness, overflow, drain order, mess and
/// counts are written out again.
struct ReferenceFleet {
    let scenario: Scenario
    let tables: PlanTables
    private(set) var events: [PlannedEvent] = []
    private(set) var counts: [EdgeCount] = []
    private(set) var longest = 0

    private struct Stretch {
        var from: UInt64
        var until: UInt64
        var path: LinkState.Path
    }

    private struct Made {
        var sequence: UInt32
        var ns: UInt64
    }

    init(_ fixture: Fixture) {
        scenario = fixture.scenario
        tables = fixture.tables
        counts = scenario.fleet.map { _ in EdgeCount() }
        for (index, group) in tables.roster.groups.enumerated() {
            for number in 0..<group.devices { walk(number, of: group, index) }
        }
        events.sort {
            ($0.intendedNs, $0.device, $0.sequence, $0.marks.contains(.resent) ? 1 : 0)
                < ($1.intendedNs, $1.device, $1.sequence, $1.marks.contains(.resent) ? 1 : 0)
        }
    }

    private var endNs: UInt64 { tables.courses.schedules[0].endNs }

    private mutating func walk(_ number: Int, of group: FleetRoster.Group, _ index: Int) {
        let spec = scenario.fleet[index]
        let region = group.region(ofNumber: number)
        let schedule = tables.courses.schedules[tables.courses.course(ofGroup: index, region: region)]
        var device = Device(
            number: UInt64(group.first + number), seed: scenario.seed, rate: group.rate(ofNumber: number),
            arrival: group.arrival, key: 0, lane: 0, group: 0, course: 0)
        var made: [Made] = []
        while let ns = schedule.instant(ofLoad: device.due) {
            made.append(Made(sequence: device.sequence, ns: ns))
            device.advance(group.arrival)
        }
        counts[index].made += Int64(made.count)
        let random = device.random
        guard let link = scenario.links.first(where: { $0.name == spec.link }) else {
            for event in made { emit(event, atNs: event.ns, marks: [], device, number, index) }
            return
        }
        let stretches = timeline(link, spec, region: region, random, index)
        var queue: [Made] = []
        var (shift, isClosed, isBacklogged, liveFrom, isReconnected) = (0, false, false, 0 as UInt32, false)
        var (free, earliest, flight, next) = (0 as UInt64, 0 as UInt64, 0 as UInt64, 0)
        let capacity = spec.buffer.events

        func keep(_ event: Made) -> Int64 {
            if queue.isEmpty { (shift, isClosed) = (0, false) }
            var dropped: Int64 = 0
            switch spec.buffer.overflow {
            case .dropOldest:
                if queue.count == capacity {
                    queue.removeFirst()
                    dropped = 1
                }
            case .dropNewest:
                if queue.count <= capacity - max(1, capacity / 8) { isClosed = false }
                if queue.count == capacity { isClosed = true }
                if isClosed { return 1 }
            case .thinOut:
                while event.sequence % (1 << UInt32(shift)) == 0, queue.count == capacity {
                    shift += 1
                    let before = queue.count
                    queue.removeAll { $0.sequence % (1 << UInt32(shift)) != 0 }
                    dropped += Int64(before - queue.count)
                }
                if queue.isEmpty { isBacklogged = false }
                if event.sequence % (1 << UInt32(shift)) != 0 { return dropped + 1 }
            }
            queue.append(event)
            return dropped
        }

        for (place, stretch) in stretches.enumerated() {
            if stretch.path == .none {
                while next < made.count, made[next].ns < stretch.until {
                    counts[index].droppedAtEdge += keep(made[next])
                    next += 1
                }
                isBacklogged = !queue.isEmpty
                liveFrom = UInt32(next)
                continue
            }
            if place > 0 { isReconnected = true }
            free = max(free, stretch.from)
            let plan = LinkPlan(stretch.path == .own ? link : fallback(of: link) ?? link)
            while true {
                var (sent, atNs, marks): (Made?, UInt64, EventMarks) = (nil, 0, [])
                let dueNs = next < made.count && made[next].ns < stretch.until ? made[next].ns : nil
                if !queue.isEmpty, free < min(stretch.until, endNs), free <= dueNs ?? .max {
                    var place = 0
                    if spec.buffer.drain == .liveFirst {
                        place = queue.firstIndex { $0.sequence >= liveFrom } ?? 0
                    }
                    let event = queue.remove(at: place)
                    let isBehind = spec.buffer.drain == .backlogFirst || event.sequence < liveFrom
                    if isBacklogged, isBehind { marks.insert(.buffered) }
                    if queue.isEmpty { isBacklogged = false }
                    (sent, atNs) = (event, free)
                } else if let dueNs {
                    if queue.isEmpty, dueNs >= free {
                        (sent, atNs) = (made[next], dueNs)
                    } else {
                        counts[index].droppedAtEdge += keep(made[next])
                    }
                    next += 1
                } else {
                    break
                }
                longest = max(longest, queue.count)
                guard let sent else { continue }
                let slot = Int(content(of: sent, device, number, index).slot)
                var begin = atNs
                if begin >= flight {
                    begin += plan.holdNs(sequence: sent.sequence, random: random)
                    flight = begin + plan.flightNs
                }
                free = begin + plan.occupancyNs(bytes: tables.payloads.length[slot])
                let arrivalNs = max(earliest, free + plan.travelNs(sequence: sent.sequence, random: random))
                earliest = arrivalNs + 1
                let isLate = spec.mess.late > 0 && random.sibling(.late).unit(UInt64(sent.sequence)) < spec.mess.late
                if isReconnected, !isLate {
                    marks.insert(.reconnected)
                    isReconnected = false
                }
                emit(sent, atNs: arrivalNs, marks: marks, device, number, index)
            }
        }
        counts[index].heldAtEnd += Int64(queue.count)
    }

    private func content(of event: Made, _ device: Device, _ number: Int, _ index: Int) -> (
        slot: UInt32, marks: EventMarks
    ) {
        let spec = scenario.fleet[index]
        let set = tables.payloads.slotSet(group: index, version: spec.firmware ?? "")
        let isMalformed =
            spec.mess.malformed > 0
            && device.random.sibling(.malformed).unit(UInt64(event.sequence)) < spec.mess.malformed
        let slots = isMalformed ? set.malformed : set.intact
        let range = UInt32(slots.lowerBound)..<UInt32(slots.upperBound)
        return (device.payloadSlot(range, sequence: event.sequence), isMalformed ? .malformed : [])
    }

    private mutating func emit(
        _ event: Made, atNs: UInt64, marks: EventMarks, _ device: Device, _ number: Int, _ index: Int
    ) {
        let (spec, random) = (scenario.fleet[index], device.random)
        let content = content(of: event, device, number, index)
        var (marks, atNs) = (marks.union(content.marks), atNs)
        guard atNs < endNs else {
            counts[index].heldAtEnd += 1
            return
        }
        if spec.mess.late > 0, random.sibling(.late).unit(UInt64(event.sequence)) < spec.mess.late {
            marks.insert(.late)
            let share = random.sibling(.lateBy).unit(UInt64(event.sequence))
            atNs += 1 + UInt64(share * Double(spec.mess.lateBy.rawValue))
        }
        guard atNs < endNs else {
            counts[index].heldAtEnd += 1
            return
        }
        let skew = (2 * random.sibling(.clockSkew).unit(0) - 1) * Double(spec.mess.clockSkew.rawValue)
        let group = tables.roster.groups[index]
        var planned = PlannedEvent(
            phase: tables.courses.schedules[0].phase(atNs: atNs) ?? -1, intendedNs: atNs,
            eventNs: UInt64(max(0, Int64(event.ns) + Int64(skew))), device: UInt32(group.first + number),
            sequence: event.sequence, lane: 0, key: 0, payload: content.slot, marks: marks)
        events.append(planned)
        counts[index].sent += 1
        if marks.contains(.malformed) { counts[index].malformed += 1 }
        if marks.contains(.buffered) { counts[index].buffered += 1 }
        if marks.contains(.late) { counts[index].late += 1 }
        guard spec.mess.resends > 0, random.sibling(.resend).unit(UInt64(event.sequence)) < spec.mess.resends else {
            return
        }
        planned.intendedNs += UInt64(max(1, spec.mess.resendAfter.rawValue))
        guard planned.intendedNs < endNs else { return }
        planned.phase = tables.courses.schedules[0].phase(atNs: planned.intendedNs) ?? -1
        planned.marks = marks.intersection(.malformed).union(.resent)
        events.append(planned)
        counts[index].sent += 1
        counts[index].resent += 1
    }

    private func fallback(of link: Link) -> Link? {
        link.fallback.flatMap { fallback in scenario.links.first { $0.name == fallback.link } }
    }

    // MARK: darkness

    private func planned(_ link: String, _ group: DeviceGroup, region: Int, _ random: CounterRandom) -> [DarkSpan] {
        let spans = PhaseSchedule(phases: scenario.phases).spans
        return scenario.outages.enumerated().compactMap { index, outage in
            guard outage.links.isEmpty || outage.links.contains(link),
                outage.groups.isEmpty || outage.groups.contains(group.name),
                outage.regions.isEmpty || outage.regions.contains(region),
                outage.share == 1 || random.sibling(.outageShare).unit(UInt64(index)) < outage.share,
                let phase = scenario.phases.firstIndex(where: { $0.name == outage.phase })
            else { return nil }
            let later = random.sibling(.outageStart).unit(UInt64(index)) * Double(outage.spread.rawValue)
            let start = spans[phase].startNs + outage.after.unsigned + UInt64(later)
            return DarkSpan(startNs: start, endNs: start + outage.duration.unsigned)
        }
    }

    /// Overlapping and touching spans as one.
    static func merged(_ spans: [DarkSpan]) -> [DarkSpan] {
        spans.filter { $0.endNs > $0.startNs }.sorted { $0.startNs < $1.startNs }.reduce(into: []) { merged, span in
            if let last = merged.last, span.startNs <= last.endNs {
                merged[merged.count - 1].endNs = max(last.endNs, span.endNs)
            } else {
                merged.append(span)
            }
        }
    }

    private mutating func timeline(
        _ link: Link, _ group: DeviceGroup, region: Int, _ random: CounterRandom, _ index: Int
    ) -> [Stretch] {
        var spans = planned(link.name, group, region: region, random)
        if let drops = link.drops {
            let process = DropProcess(
                drops, phases: scenario.phases, spans: PhaseSchedule(phases: scenario.phases).spans)
            var (number, after) = (0 as UInt32, 0 as UInt64)
            // Well past the end, so that merging at the end has all there is.
            while after < 3 * endNs {
                let start = process.start(number, after: after, random: random)
                after = process.end(number, startNs: start, random: random)
                spans.append(DarkSpan(startNs: start, endNs: after))
                number += 1
            }
        }
        let dark = ReferenceFleet.merged(spans)
        let other = link.fallback.map { ReferenceFleet.merged(planned($0.link, group, region: region, random)) } ?? []
        var stretches: [Stretch] = []
        var (at, number) = (0 as UInt64, 0 as UInt64)
        while at < endNs {
            let gone = dark.first { $0.endNs > at }?.startNs ?? .max
            stretches.append(Stretch(from: at, until: gone, path: .own))
            guard gone < endNs else { break }
            let back = comingBack(link, gone: gone, dark: dark, random, number, index)
            number += 1
            at = gone
            var upNs = gone + (link.fallback?.after.unsigned ?? 0)
            while at < back {
                var take = link.fallback == nil ? UInt64.max : upNs
                if let outage = other.first(where: { $0.startNs <= take && $0.endNs > take }) { take = outage.endNs }
                let until = min(take, back)
                stretches.append(Stretch(from: at, until: until, path: .none))
                if until > at, at < endNs {
                    counts[index].darkSpans += 1
                    counts[index].darkNs += min(until, endNs) - at
                    counts[index].longestDarkNs = max(counts[index].longestDarkNs, min(until, endNs) - at)
                }
                at = until
                guard at < back, at < endNs else { break }
                counts[index].fallbacks += 1
                let lost = other.first { $0.endNs > at }?.startNs ?? .max
                stretches.append(Stretch(from: at, until: min(lost, back), path: .fallback))
                at = min(lost, back)
                upNs = at
                guard at < endNs else { break }
            }
            guard at < endNs else { break }
            counts[index].reconnects += 1
            at = back
        }
        return stretches.map { Stretch(from: $0.from, until: min($0.until, endNs), path: $0.path) }
    }

    private mutating func comingBack(
        _ link: Link, gone: UInt64, dark: [DarkSpan], _ random: CounterRandom, _ number: UInt64, _ index: Int
    ) -> UInt64 {
        var (at, attempt) = (gone, 0 as UInt64)
        var wait = min(Double(max(1, link.reconnect.first.rawValue)), Double(link.reconnect.most.rawValue))
        while at < endNs {
            let jitter = link.reconnect.jitter
            let draw = random.sibling(.attemptWait).unit(number << 32 | attempt)
            at += max(1, UInt64(wait * (1 - jitter + jitter * draw)))
            wait = min(wait * link.reconnect.factor, Double(link.reconnect.most.rawValue))
            attempt += 1
            let isLost = random.sibling(.attemptLoss).unit(number << 32 | attempt) < link.loss
            let isDark = dark.contains { $0.startNs <= at && at < $0.endNs }
            if !isLost, !isDark { return at }
            if at < endNs { counts[index].failedAttempts += 1 }
        }
        return .max
    }
}
