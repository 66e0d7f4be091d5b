internal import Workloads

/// Events that are due while their connection is not there: a queue for each connection, in order, bounded.
///
/// One pool for all, that grows by doubling and never shrinks; the queues are lists in it.
struct WaitingEvents {
    struct Event: Equatable {
        var intendedNs: UInt64 = 0
        var eventNs: UInt64 = 0
        var device: UInt32 = 0
        var sequence: UInt32 = 0
        var lane: UInt32 = 0
        var key: UInt32 = 0
        var payload: UInt32 = 0
        var marks: EventMarks = []
        /// Whether it waits for its connection, and not for room in an open one.
        var awaitsConnection = false

        init() {}

        init(_ chunk: borrowing PlanChunk, _ index: Int) {
            intendedNs = chunk.intendedNs[index]
            eventNs = chunk.eventNs[index]
            device = chunk.device[index]
            sequence = chunk.sequence[index]
            lane = chunk.lane[index]
            key = chunk.key[index]
            payload = chunk.payload[index]
            marks = chunk.marks[index]
        }
    }

    private struct Queue {
        var head = none
        var tail = none
        var count = 0
    }

    private static let none: UInt32 = .max
    private let most: Int
    private var queues: [Queue]
    private var events: [Event] = []
    private var following: [UInt32] = []
    private var free = none
    private(set) var count = 0

    /// `most`: events that one connection's queue holds.
    init(connections: Int, most: Int) {
        self.most = most
        queues = Array(repeating: Queue(), count: connections)
    }

    func isEmpty(_ connection: Int) -> Bool { queues[connection].count == 0 }

    /// Puts an event at the end of a connection's queue; false where that is full.
    mutating func append(_ event: Event, to connection: Int) -> Bool {
        guard queues[connection].count < most else { return false }
        let slot = take(event)
        if queues[connection].count == 0 {
            queues[connection].head = slot
        } else {
            following[Int(queues[connection].tail)] = slot
        }
        queues[connection].tail = slot
        queues[connection].count += 1
        count += 1
        return true
    }

    private mutating func take(_ event: Event) -> UInt32 {
        guard free != WaitingEvents.none else {
            events.append(event)
            following.append(WaitingEvents.none)
            return UInt32(events.count - 1)
        }
        let slot = free
        free = following[Int(slot)]
        events[Int(slot)] = event
        following[Int(slot)] = WaitingEvents.none
        return slot
    }

    func first(_ connection: Int) -> Event? {
        let queue = queues[connection]
        return queue.count == 0 ? nil : events[Int(queue.head)]
    }

    mutating func removeFirst(_ connection: Int) {
        let slot = queues[connection].head
        queues[connection].head = following[Int(slot)]
        queues[connection].count -= 1
        following[Int(slot)] = free
        free = slot
        count -= 1
    }
}
