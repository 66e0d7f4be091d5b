internal import KafkaWire

/// Where one batch lies in a block of a log.
struct BatchEntry {
    let baseOffset: Int64
    let lastOffset: Int64
    /// The index of its first byte in the block.
    let position: Int
    let size: Int
    let maxTimestamp: Int64
}

/// About a megabyte of a log: whole batches, one behind the other.
///
/// The unit that a log keeps in memory or on disk.
final class LogBlock {
    /// Empty while the block is only on disk.
    var bytes: [UInt8] = []
    private(set) var batches: [BatchEntry] = []
    private(set) var size = 0
    /// Where the block lies in its segment's file; nil while it is in memory.
    var filePosition: Int?
    var file: SegmentFile?
    /// The store that counts its bytes; nil while the block still grows, and when it is on disk.
    var countedIn: LogStore?
    /// The store that counts reads from disk.
    var reads: LogStore?
    /// The store that its memory goes back to.
    private var lender: LogStore?

    /// Bytes after which a new block begins.
    static let full = 1 << 20
    /// Bytes that a block has memory for once there is more than a little in it.
    static let room = full + full / 4

    deinit {
        countedIn?.left(size)
        giveMemoryBack()
    }

    /// Bytes of the block, from memory or from disk.
    func read(from position: Int, count: Int) throws -> WireBytes {
        guard let filePosition, let file else { return bytes[position..<position + count] }
        reads?.wasRead()
        return try file.read(at: filePosition + position, count: count)[...]
    }

    var lastOffset: Int64 { batches.last?.lastOffset ?? -1 }
    var baseOffset: Int64 { batches.first?.baseOffset ?? -1 }

    /// - Parameter store: lends it memory; nil where there is none.
    func append(_ batch: WireBytes, as entry: BatchEntry, from store: LogStore?) {
        // Room for all of a block once there is more than a little in it: growing copies, and takes fresh memory each time.
        if size > Self.full / 64, bytes.capacity < Self.full { takeRoom(from: store) }
        bytes.append(contentsOf: batch)
        batches.append(entry)
        size += batch.count
    }

    private func takeRoom(from store: LogStore?) {
        guard let store else { return bytes.reserveCapacity(Self.room) }
        var roomy = store.lend()
        roomy.append(contentsOf: bytes)
        bytes = roomy
        lender = store
    }

    /// Its bytes are not needed in memory any more.
    func giveMemoryBack() {
        let memory = bytes
        bytes = []
        lender?.takeBack(memory)
        lender = nil
    }

    /// The index of the first batch that ends at or behind an offset; nil where there is none.
    func firstBatch(endingAtOrBehind offset: Int64) -> Int? {
        let index = batches.partitioningIndex { $0.lastOffset >= offset }
        return index < batches.count ? index : nil
    }

    /// Takes away every batch from an index on.
    func truncate(toBatches count: Int) {
        guard count < batches.count else { return }
        let shorter = batches[count].position
        countedIn?.left(size - shorter)
        size = shorter
        batches.removeSubrange(count...)
        if !bytes.isEmpty { bytes.removeSubrange(size...) }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index from which on a condition holds that does not cease to; the end where it never does.
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
