/// What the sending loop remembers of each event until its delivery report: fixed capacity, a free list, no allocation.
struct InFlightTable: ~Copyable {
    struct Entry {
        var lane: UInt32 = 0
        var ordinal: UInt32 = 0
        var intendedNs: UInt64 = 0
        var sentNs: UInt64 = 0
        /// Which of the loop's producers it counts for, and which of its clients has it; both 0 where there is one.
        var seat: UInt16 = 0
        /// Raw, because a set's own questions are calls into another module.
        var marks: UInt8 = 0
        var client: UInt32 = 0
    }

    let capacity: Int
    private let entries: UnsafeMutablePointer<Entry>
    private let free: UnsafeMutablePointer<UInt32>
    private var freeCount: Int

    init(capacity: Int) {
        self.capacity = capacity
        entries = .allocate(capacity: capacity)
        entries.initialize(repeating: Entry(), count: capacity)
        free = .allocate(capacity: capacity)
        // The lowest slots are handed out first, so that a short queue stays in the cache.
        for slot in 0..<capacity { free[slot] = UInt32(capacity - 1 - slot) }
        freeCount = capacity
    }

    deinit {
        entries.deallocate()
        free.deallocate()
    }

    @inline(__always)
    var count: Int { capacity &- freeCount }

    /// A slot for one event; nil when all are taken.
    @inline(__always)
    mutating func insert(_ entry: Entry) -> UInt32? {
        guard freeCount > 0 else { return nil }
        freeCount &-= 1
        let slot = free[freeCount]
        entries[Int(slot)] = entry
        return slot
    }

    @inline(__always)
    subscript(slot: UInt32) -> Entry { entries[Int(slot)] }

    /// The event was handed over later than first noted.
    mutating func restamp(_ slot: UInt32, sentNs: UInt64) {
        entries[Int(slot)].sentNs = sentNs
    }

    /// Every event that waits for its report, in no order that means anything.
    func forEach(_ body: (Entry) -> Void) {
        var isFree = [Bool](repeating: false, count: capacity)
        for place in 0..<freeCount { isFree[Int(free[place])] = true }
        for slot in 0..<capacity where !isFree[slot] { body(entries[slot]) }
    }

    @inline(__always)
    mutating func remove(_ slot: UInt32) -> Entry {
        free[freeCount] = slot
        freeCount &+= 1
        return entries[Int(slot)]
    }
}
