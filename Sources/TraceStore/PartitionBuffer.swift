internal import Traces

/// The events of one partition that wait for their block.
struct PartitionBuffer {
    private(set) var events: [TraceEvent] = []
    private(set) var written: Int64 = 0
    private(set) var raisedTimes: Int64 = 0
    private(set) var lastNs: UInt64 = 0
    private var blocks = 0

    mutating func append(_ event: TraceEvent) {
        var event = event
        if event.arrivalNs < lastNs {
            event.arrivalNs = lastNs
            raisedTimes += 1
        }
        lastNs = event.arrivalNs
        events.append(event)
    }

    /// The block of all waiting events, of which there is at least one; their storage is kept.
    mutating func takeBlock() -> BlockTable.NewBlock {
        let block = BlockTable.NewBlock(
            entry: BlockEntry(
                id: 0, topic: events[0].topic, partition: events[0].partition, number: blocks, events: events.count,
                firstNs: events[0].arrivalNs, lastNs: lastNs),
            bytes: TraceBlock.encode(events))
        blocks += 1
        written += Int64(events.count)
        events.removeAll(keepingCapacity: true)
        return block
    }
}
