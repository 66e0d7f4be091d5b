/// A part of a log that is deleted as a whole.
final class LogSegment {
    let baseOffset: Int64
    private(set) var blocks: [LogBlock] = []
    /// Where blocks go that memory has no room for; nil while it has.
    var file: SegmentFile?
    private(set) var size = 0
    private(set) var maxTimestamp: Int64 = -1
    /// The timestamp of its first batch, milliseconds since 1970; its age counts from there.
    private(set) var firstTimestamp: Int64?

    init(baseOffset: Int64) {
        self.baseOffset = baseOffset
    }

    var lastOffset: Int64 { blocks.last?.lastOffset ?? baseOffset - 1 }
    var isEmpty: Bool { size == 0 }

    /// The block that the next batch goes to.
    func tail(_ store: LogStore?) -> LogBlock {
        if let last = blocks.last {
            if last.size < LogBlock.full, last.countedIn == nil, last.filePosition == nil { return last }
            if last.countedIn == nil, last.filePosition == nil { store?.filled(last, of: self) }
        }
        let block = LogBlock()
        blocks.append(block)
        return block
    }

    /// Nothing more comes.
    func seal(_ store: LogStore?) {
        if let last = blocks.last, last.countedIn == nil, last.filePosition == nil { store?.filled(last, of: self) }
    }

    func grew(by bytes: Int, maxTimestamp timestamp: Int64) {
        size += bytes
        maxTimestamp = max(maxTimestamp, timestamp)
        if firstTimestamp == nil { firstTimestamp = timestamp }
    }

    /// Takes away what begins at or behind an offset; batches are never cut.
    func truncate(to offset: Int64) {
        while let last = blocks.last, last.lastOffset >= offset {
            let keep = last.batches.partitioningIndex { $0.baseOffset >= offset }
            if keep == 0 {
                blocks.removeLast()
            } else {
                last.truncate(toBatches: keep)
                break
            }
        }
        size = blocks.reduce(0) { $0 + $1.size }
        maxTimestamp = blocks.flatMap(\.batches).map(\.maxTimestamp).max() ?? -1
    }
}
