package import Traces

/// Walks all events of a trace by arrival time; events of one instant by topic, then partition, then offset.
///
/// Holds the bytes of one block of each partition and decodes them event by event.
package struct TraceCursor: Sendable {
    /// One partition: where it is, and what comes next of it.
    private struct Lane {
        /// Blocks that were not opened yet, by their place in `TraceFile.blocks`.
        var blocks: Range<Int>
        /// The block being read; nil where the next one was not opened yet.
        var reader: TraceBlockReader?
        /// The event to come; nil where its block was not opened yet.
        var head: TraceEvent?
        /// When the next event is due.
        var dueNs: UInt64
    }

    private let file: TraceFile
    private var lanes: [Lane] = []
    /// A binary heap of lanes that have events, the earliest first; ties by lane, which is by topic and partition.
    private var heap: [Int] = []
    /// Events handed out so far.
    package private(set) var eventsRead: Int64 = 0

    init(_ file: TraceFile) {
        self.file = file
        var start = 0
        for index in file.blocks.indices where file.blocks[index].number == 0 {
            var end = index + 1
            while end < file.blocks.count, file.blocks[end].number != 0 { end += 1 }
            lanes.append(Lane(blocks: index..<end, dueNs: file.blocks[index].firstNs))
            start = end
        }
        precondition(start == file.blocks.count, "\(file.blocks.count - start) blocks belong to no partition")
        heap = lanes.indices.sorted { comes($0, before: $1) }
    }

    /// Puts the next events, at most `limit`, into the array in place of what is in it.
    ///
    /// - Returns: whether there were any; if not, the trace is at its end.
    package mutating func nextEvents(into events: inout [TraceEvent], limit: Int) throws(TraceError) -> Bool {
        precondition(limit > 0, "a cursor asked for no events would never end")
        events.removeAll(keepingCapacity: true)
        while events.count < limit, let lane = heap.first {
            if lanes[lane].head == nil { try openBlock(of: lane) }
            guard let event = lanes[lane].head else { preconditionFailure("lane \(lane) has no event") }
            events.append(event)
            try advance(lane)
        }
        eventsRead += Int64(events.count)
        return !events.isEmpty
    }

    /// Opens the lane's next block and reads its first event.
    private mutating func openBlock(of lane: Int) throws(TraceError) {
        let entry = file.blocks[lanes[lane].blocks.lowerBound]
        let bytes = try file.bytes(of: entry)
        do throws(TraceBlockDamage) {
            var reader = try TraceBlockReader(bytes)
            let head = try reader.next()
            guard reader.topic == entry.topic, reader.partition == entry.partition, reader.count == entry.events,
                reader.firstArrivalNs == entry.firstNs
            else { throw .elsewhere }
            lanes[lane].reader = reader
            try check(head)
            lanes[lane].head = head
        } catch {
            throw damaged(entry, error)
        }
    }

    /// Goes on to the lane's next event, or its next block, and puts the lane where it now belongs.
    private mutating func advance(_ lane: Int) throws(TraceError) {
        let entry = file.blocks[lanes[lane].blocks.lowerBound]
        do throws(TraceBlockDamage) {
            let lastNs = lanes[lane].dueNs
            // Apart from the check: a call on self that holds it meanwhile would copy all lanes for every event.
            let head = try lanes[lane].reader?.next()
            try check(head)
            lanes[lane].head = head
            if let head {
                lanes[lane].dueNs = head.arrivalNs
            } else {
                guard lastNs == entry.lastNs else { throw .elsewhere }
                lanes[lane].reader = nil
                lanes[lane].blocks.removeFirst()
                if let next = lanes[lane].blocks.first {
                    lanes[lane].dueNs = file.blocks[next].firstNs
                } else {
                    heap[0] = heap[heap.count - 1]
                    heap.removeLast()
                }
            }
        } catch {
            throw damaged(entry, error)
        }
        sink()
    }

    private func check(_ event: TraceEvent?) throws(TraceBlockDamage) {
        if let event, event.hasKey, Int(event.key) >= file.keyCount { throw .unknownKey }
    }

    private func damaged(_ entry: BlockEntry, _ damage: TraceBlockDamage) -> TraceError {
        TraceError(
            .damagedBlock, "\(file.place(of: entry)) is damaged: \(damage)", path: file.path,
            remedy: TraceError.copyAgain)
    }

    private func comes(_ left: Int, before right: Int) -> Bool {
        lanes[left].dueNs == lanes[right].dueNs ? left < right : lanes[left].dueNs < lanes[right].dueNs
    }

    /// Restores the heap's order after its first element changed.
    private mutating func sink() {
        var place = 0
        while true {
            var child = 2 * place + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, comes(heap[child + 1], before: heap[child]) { child += 1 }
            guard comes(heap[child], before: heap[place]) else { return }
            heap.swapAt(child, place)
            place = child
        }
    }
}
