internal import KafkaWire

/// The log of one partition: batches as they were sent, with their offsets.
final class PartitionLog {
    private(set) var segments: [LogSegment] = [LogSegment(baseOffset: 0)]
    /// nil keeps all in memory.
    private let store: LogStore?
    /// The first offset that can be read.
    private(set) var startOffset: Int64 = 0
    /// The offset of the next record.
    private(set) var endOffset: Int64 = 0
    /// Leader epochs with the first offset of each, in their order.
    private(set) var epochs: [(epoch: Int32, start: Int64)] = []
    var producers = ProducerStates()
    /// Transactions that were aborted, in the order of their markers.
    var aborted: [AbortedTransaction] = []

    /// What the cleaner did so far.
    var cleaning = CleaningState()

    init(_ store: LogStore? = nil) {
        self.store = store
    }

    /// Bytes of all segments.
    var size: Int { segments.reduce(0) { $0 + $1.size } }
    var active: LogSegment { segments[segments.count - 1] }

    /// Appends a batch that was found right, at the end.
    ///
    /// Of the bytes only the base offset and the leader's epoch change, and with `appendTime` also the timestamp, its
    /// kind and the checksum.
    /// - Returns: the offset of its first record.
    @discardableResult
    func append(
        _ batch: WireBytes, _ header: BatchHeader, leaderEpoch: Int32, appendTime: Int64? = nil,
        rollAt limits: SegmentLimits = SegmentLimits(), now: Int64 = 0
    ) -> Int64 {
        let timestamp = appendTime ?? header.maxTimestamp
        // Records without a time are as old as their append.
        let time = timestamp < 0 ? now : timestamp
        roll(forBatchOf: batch.count, at: time, limits)
        begin(epoch: leaderEpoch)
        let segment = active
        let block = segment.tail(store)
        let first = block.bytes.count
        let entry = BatchEntry(
            baseOffset: endOffset, lastOffset: endOffset + Int64(header.lastOffsetDelta), position: first,
            size: batch.count, maxTimestamp: timestamp)
        block.append(batch, as: entry, from: store)
        block.bytes.put(entry.baseOffset, at: first)
        block.bytes.put(leaderEpoch, at: first + 12)
        if let appendTime {
            block.bytes.put(header.attributes | 1 << 3, at: first + 21)
            block.bytes.put(appendTime, at: first + 35)
            let sum = RecordBatchHeader.checksum(of: block.bytes[(first + 21)...])
            block.bytes.put(sum, at: first + 17)
        }
        segment.grew(by: batch.count, maxTimestamp: time)
        endOffset = entry.lastOffset + 1
        return entry.baseOffset
    }

    /// A leader's epoch begins at the end of the log.
    func begin(epoch: Int32) {
        if epochs.last.map({ $0.epoch < epoch }) ?? true { epochs.append((epoch, endOffset)) }
    }

    /// Begins a new segment where the active one is full or too old for another batch.
    private func roll(forBatchOf bytes: Int, at time: Int64, _ limits: SegmentLimits) {
        let segment = active
        guard !segment.isEmpty else { return }
        let isOld = segment.firstTimestamp.map { time - $0 > limits.milliseconds } ?? false
        guard segment.size + bytes > limits.bytes || isOld else { return }
        roll()
    }

    /// Begins a new segment.
    func roll() {
        guard !active.isEmpty else { return }
        active.seal(store)
        segments.append(LogSegment(baseOffset: endOffset))
    }

    /// The log begins at an offset from now on; segments that lie before it as a whole go.
    func advanceStart(to offset: Int64) {
        guard offset >= startOffset else { return }
        startOffset = min(offset, endOffset)
        while segments.count > 1, segments[1].baseOffset <= startOffset { segments.removeFirst() }
        aborted.removeAll { $0.lastOffset < startOffset }
    }

    /// What is at or behind an offset is gone, as when a leader died before its followers had it.
    func truncate(to offset: Int64) {
        guard offset < endOffset else { return }
        while segments.count > 1, active.baseOffset >= offset { segments.removeLast() }
        active.truncate(to: offset)
        endOffset = max(offset, startOffset)
        epochs.removeAll { $0.start >= endOffset && $0.start > 0 }
        aborted.removeAll { $0.lastOffset >= endOffset }
        recall(producers.truncate(to: endOffset))
        cleaning.cleanedTo = min(cleaning.cleanedTo, endOffset)
    }

    /// Gives the log other segments in place of some at its beginning, as the cleaner makes them.
    func replace(first count: Int, with cleaned: [LogSegment]) {
        for segment in cleaned { segment.seal(store) }
        segments.replaceSubrange(..<count, with: cleaned)
    }
}

/// When a new segment begins.
struct SegmentLimits {
    var bytes = 1 << 30
    var milliseconds: Int64 = 7 * 86_400_000
}

/// A transaction that was aborted, for readers that skip it.
struct AbortedTransaction {
    let producerID: Int64
    let firstOffset: Int64
    /// The offset of its marker.
    let lastOffset: Int64
    /// Where the last stable offset was when it ended.
    let lastStableOffset: Int64
}
