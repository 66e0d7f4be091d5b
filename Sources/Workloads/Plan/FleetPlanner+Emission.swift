import ScenarioModel

extension FleetPlanner {
    /// Emits what a device has due and says when it is due again; `.max` when it has nothing more.
    @inline(__always)
    mutating func step(_ place: Int, _ device: inout Device, _ group: GroupPlan, dueNs: UInt64) -> UInt64 {
        if group.link != nil {
            let index = place + group.placement.firstState
            var state = linkStates[index]
            if !state.isLooking {
                emit(
                    DueEvent(
                        intendedNs: dueNs, eventNs: group.deviceClock(state.madeNs, random: device.random),
                        place: UInt32(place), sequence: state.sequence, payload: state.slot, marks: state.marks),
                    device, group)
            }
            let nextNs = seek(place, &device, &state, group, nowNs: dueNs)
            linkStates[index] = state
            return nextNs
        }
        let content = group.content(of: device, sequence: device.sequence, madeNs: dueNs) { region(place, $0) }
        var marks = content.marks
        edgeCounts[Int(device.group)].made += 1
        if group.mess.late > 0, isLate(device.sequence, device, group) { marks.insert(.late) }
        emit(
            DueEvent(
                intendedNs: dueNs, eventNs: group.deviceClock(dueNs, random: device.random), place: UInt32(place),
                sequence: device.sequence, payload: content.slot, marks: marks), device, group)
        device.advance(group.arrival)
        return clock.instant(ofLoad: device.due, course: device.course, nowNs: dueNs)
    }

    /// When the event that a device makes next is made; `.max` when it makes no more.
    @inline(__always)
    mutating func nextMadeNs(_ device: Device, nowNs: UInt64) -> UInt64 {
        clock.instant(ofLoad: device.due, course: device.course, nowNs: nowNs)
    }

    /// When an event of a load time was made.
    mutating func madeNs(_ device: Device, due: Double) -> UInt64 {
        clock.instant(ofLoad: due, course: device.course, nowNs: 0)
    }

    @inline(__always)
    func isLate(_ sequence: UInt32, _ device: Device, _ group: GroupPlan) -> Bool {
        device.random.sibling(.late).unit(UInt64(sequence)) < group.mess.late
    }

    /// Lets an event go to the producer; late and repeated ones wait for their turn.
    @inline(__always)
    private mutating func emit(_ event: DueEvent, _ device: Device, _ group: GroupPlan) {
        let index = Int(device.group)
        guard group.hasMess else {
            edgeCounts[index].note(event.marks)
            due.append(event)
            return
        }
        emitWithMess(event, device, group)
    }

    private mutating func emitWithMess(_ event: DueEvent, _ device: Device, _ group: GroupPlan) {
        let index = Int(device.group)
        var event = event
        if event.marks.contains(.late) {
            let share = device.random.sibling(.lateBy).unit(UInt64(event.sequence))
            event.intendedNs &+= 1 + UInt64(share * group.lateByNs)
            guard event.intendedNs < endNs else {
                edgeCounts[index].heldAtEnd += 1
                return
            }
            held.insert(event)
        } else {
            due.append(event)
        }
        edgeCounts[index].note(event.marks)
        guard group.mess.resends > 0,
            device.random.sibling(.resend).unit(UInt64(event.sequence)) < group.mess.resends
        else { return }
        var copy = event
        copy.intendedNs &+= group.resendAfterNs
        guard copy.intendedNs < endNs else { return }
        copy.marks = event.marks.intersection(.malformed).union(.resent)
        edgeCounts[index].sent += 1
        edgeCounts[index].resent += 1
        held.insert(copy)
    }
}

extension EdgeCount {
    /// Counts an event that goes to the producer, for the first time.
    @inline(__always)
    fileprivate mutating func note(_ marks: EventMarks) {
        sent += 1
        guard !marks.isEmpty else { return }
        if marks.contains(.malformed) { malformed += 1 }
        if marks.contains(.buffered) { buffered += 1 }
        if marks.contains(.late) { late += 1 }
    }
}
