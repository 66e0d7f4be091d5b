/// An event whose instant is known and whose turn has not come.
struct DueEvent {
    var intendedNs: UInt64
    /// By the device's clock.
    var eventNs: UInt64
    /// Index into the planner's devices; ascends with the device number.
    var place: UInt32
    var sequence: UInt32
    var payload: UInt32
    var marks: EventMarks

    /// By instant, then device, then sequence.
    @inline(__always)
    func comes(before other: DueEvent) -> Bool {
        if intendedNs != other.intendedNs { return intendedNs < other.intendedNs }
        return place == other.place ? sequence < other.sequence : place < other.place
    }
}

extension [DueEvent] {
    /// By insertion where there are few, as in most windows; a crowd is left to the library's sort.
    mutating func sortByTurn() {
        guard count <= 40 else { return sort { $0.comes(before: $1) } }
        var events = mutableSpan
        var index = 1
        while index < events.count {
            let event = events[index]
            var gap = index
            while gap > 0, event.comes(before: events[gap - 1]) {
                events[gap] = events[gap - 1]
                gap -= 1
            }
            events[gap] = event
            index += 1
        }
    }
}
