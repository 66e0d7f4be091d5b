import ScenarioModel

/// A run of events kept on a device: every 2^`shift`-th from `first` on, `count` of them.
struct BufferedRun {
    /// Load time of event `cursor`, which is not behind `first`: where the replay of a Poisson stream goes on.
    var due: Double
    var cursor: UInt32
    var first: UInt32
    var count: UInt32
    /// The run behind it in the pool.
    var next: UInt32 = BufferedEvents.none
    var shift: UInt8 = 0

    /// Number of an event not kept yet that the run would go on with.
    var following: UInt64 { UInt64(first) + UInt64(count) << UInt64(shift) }
}

/// What a device keeps, in the order of its making, as few runs: never event by event.
struct BufferedEvents {
    static let none = UInt32.max

    /// The first run; empty when nothing is kept.
    fileprivate(set) var head = BufferedRun(due: 0, cursor: 0, first: 0, count: 0)
    /// The last run where it is not the first.
    fileprivate var tail = BufferedEvents.none
    fileprivate(set) var count: UInt32 = 0
    /// Events from this number on are live: made since the connection came back.
    fileprivate var liveFrom: UInt32 = 0
    /// Only every 2^`shift`-th event is kept (thin-out).
    fileprivate var shift: UInt8 = 0
    /// Full, and nothing new is kept until a part is free again (drop-newest).
    fileprivate var isClosed = false
    /// Something waits that was kept on the dark device.
    private(set) var isBacklogged = false

    var isEmpty: Bool { count == 0 }

    /// After a time without connection: all that waits is backlog, what is made from now on is live.
    mutating func reconnect(live first: UInt32) {
        isBacklogged = count > 0
        liveFrom = first
    }

    fileprivate mutating func removed(_ number: UInt32) {
        count -= number
        if count == 0 { isBacklogged = false }
    }
}

/// An event taken out of a buffer, with where its stream stands for the replay.
struct ReplayedEvent {
    var sequence: UInt32
    /// An earlier event's number and load time, or its own.
    var cursor: UInt32
    var due: Double
    var isBuffered: Bool
    /// The run it came from, where that is not the first of the buffer.
    var run = BufferedEvents.none
}

extension BufferedEvents {
    /// Keeps the event that was just made, or what the overflow policy prefers to it.
    ///
    /// - Returns: how many events were given up.
    mutating func keep(_ sequence: UInt32, due: Double, limits: EdgeLimits, pool: inout RunPool) -> Int64 {
        var dropped: Int64 = 0
        if count == 0 { shift = 0 }
        switch limits.overflow {
        case .dropOldest:
            if count >= limits.events {
                dropFirst(&pool)
                dropped = 1
            }
        case .dropNewest:
            if isClosed, count <= limits.events - limits.block { isClosed = false }
            if count >= limits.events { isClosed = true }
            if isClosed { return 1 }
        case .thinOut:
            while true {
                if sequence & ((1 << UInt32(shift)) &- 1) != 0 { return dropped + 1 }
                if count < limits.events { break }
                shift += 1
                dropped += thin(&pool)
            }
        }
        append(sequence, due: due, isLiveApart: limits.isLiveFirst, pool: &pool)
        return dropped
    }

    /// The next event that goes over the link: the oldest, or with live-first the oldest live one.
    mutating func takeNext(isLiveFirst: Bool, pool: inout RunPool) -> ReplayedEvent {
        if isLiveFirst, head.first < liveFrom, count > head.count, let event = takeLive(&pool) { return event }
        let event = ReplayedEvent(
            sequence: head.first, cursor: head.cursor, due: head.due,
            isBuffered: isBacklogged && !(isLiveFirst && head.first >= liveFrom))
        dropFirst(&pool)
        return event
    }

    /// The replay has got to `event.sequence` at load time `due`: the run it came from goes on from there.
    mutating func replayed(_ event: ReplayedEvent, due: Double, pool: inout RunPool) {
        if event.run != BufferedEvents.none {
            pool[event.run].cursor = event.sequence
            pool[event.run].due = due
        } else if head.count > 0, head.cursor == event.cursor, head.first > event.sequence {
            head.cursor = event.sequence
            head.due = due
        }
    }

    private mutating func takeLive(_ pool: inout RunPool) -> ReplayedEvent? {
        var before = BufferedEvents.none
        var index = head.next
        while index != BufferedEvents.none, pool[index].first < liveFrom { (before, index) = (index, pool[index].next) }
        guard index != BufferedEvents.none else { return nil }
        let run = pool[index]
        var event = ReplayedEvent(sequence: run.first, cursor: run.cursor, due: run.due, isBuffered: false)
        if run.count > 1 {
            event.run = index
            pool[index].first = run.first + (1 << UInt32(run.shift))
            pool[index].count = run.count - 1
        } else {
            unlink(index, after: before, &pool)
        }
        removed(1)
        return event
    }

    private mutating func append(_ sequence: UInt32, due: Double, isLiveApart: Bool, pool: inout RunPool) {
        let run = BufferedRun(due: due, cursor: sequence, first: sequence, count: 1, shift: shift)
        count += 1
        guard head.count > 0 else {
            head = run
            return
        }
        let last = tail == BufferedEvents.none ? head : pool[tail]
        let isSame = last.shift == shift && last.following == UInt64(sequence)
        if isSame, !(isLiveApart && last.first < liveFrom && sequence >= liveFrom) {
            if tail == BufferedEvents.none { head.count += 1 } else { pool[tail].count += 1 }
            return
        }
        let index = pool.add(run)
        if tail == BufferedEvents.none { head.next = index } else { pool[tail].next = index }
        tail = index
    }

    private mutating func dropFirst(_ pool: inout RunPool) {
        head.first &+= 1 << UInt32(head.shift)
        head.count -= 1
        if head.count == 0 { dropHead(&pool) }
        removed(1)
    }

    /// The next run becomes the first.
    private mutating func dropHead(_ pool: inout RunPool) {
        let next = head.next
        guard next != BufferedEvents.none else { return }
        head = pool[next]
        pool.remove(next)
        if tail == next { tail = BufferedEvents.none }
    }

    private mutating func unlink(_ index: UInt32, after before: UInt32, _ pool: inout RunPool) {
        let next = pool[index].next
        if before == BufferedEvents.none { head.next = next } else { pool[before].next = next }
        if tail == index { tail = before }
        pool.remove(index)
    }

    /// Gives up what is not a multiple of 2^`shift`.
    private mutating func thin(_ pool: inout RunPool) -> Int64 {
        let all = count
        var before = BufferedEvents.none
        var index = head.next
        while index != BufferedEvents.none {
            let next = pool[index].next
            var run = pool[index]
            if run.thin(to: shift) {
                pool[index] = run
                before = index
            } else {
                unlink(index, after: before, &pool)
            }
            index = next
        }
        if !head.thin(to: shift) { dropHead(&pool) }
        var left = head.count
        index = head.count > 0 ? head.next : BufferedEvents.none
        while index != BufferedEvents.none {
            left += pool[index].count
            index = pool[index].next
        }
        removed(all - left)
        return Int64(all - left)
    }
}

extension BufferedRun {
    /// Keeps the multiples of 2^`wanted`.
    ///
    /// - Returns: whether anything is left.
    fileprivate mutating func thin(to wanted: UInt8) -> Bool {
        guard wanted > shift else { return count > 0 }
        let grain = UInt64(1) << UInt64(wanted)
        let begin = (UInt64(first) + grain - 1) & ~(grain - 1)
        let end = following
        guard begin < end else {
            count = 0
            return false
        }
        count = UInt32((end - begin + grain - 1) >> UInt64(wanted))
        first = UInt32(begin)
        shift = wanted
        return true
    }
}
