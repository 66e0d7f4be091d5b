/// Where blocks of logs are: the newest in memory, and on disk what memory has no room for.
///
/// Nothing is on disk while all fits in memory.
final class LogStore {
    private let directory: LabDirectory
    /// Bytes of full blocks that stay in memory.
    private let most: Int
    private var inMemory = 0
    /// Full blocks in memory, oldest first.
    private var queue: [Entry] = []
    private var first = 0
    /// Why nothing more is taken; nil where all is well.
    private(set) var failure: StorageError?
    /// Reads that had to go to disk, and their bytes.
    private(set) var diskReads = 0

    private struct Entry {
        weak var block: LogBlock?
        weak var segment: LogSegment?
    }

    init(_ directory: LabDirectory, memory: Int) {
        self.directory = directory
        most = memory
    }

    /// A block is full: from now on it may go to disk.
    func filled(_ block: LogBlock, of segment: LogSegment) {
        inMemory += block.size
        block.countedIn = self
        queue.append(Entry(block: block, segment: segment))
        makeRoom()
    }

    /// Bytes of a full block are in memory no more.
    func left(_ bytes: Int) { inMemory -= bytes }

    /// Moves the oldest blocks to disk until the rest has room; tried again after a failure.
    func makeRoom() {
        while inMemory > most, first < queue.count {
            let entry = queue[first]
            if let block = entry.block, let segment = entry.segment, block.filePosition == nil {
                do {
                    try write(block, of: segment)
                    failure = nil
                } catch let error as StorageError {
                    failure = error
                    return
                } catch {
                    failure = StorageError("\(error)", directory.path)
                    return
                }
            }
            first += 1
        }
        if inMemory <= most { failure = nil }
        if first > 1024, first * 2 > queue.count {
            queue.removeFirst(first)
            first = 0
        }
    }

    private func write(_ block: LogBlock, of segment: LogSegment) throws {
        let file = try segment.file ?? SegmentFile(path: try directory.newFile())
        segment.file = file
        block.filePosition = try file.append(block.bytes)
        block.file = file
        block.reads = self
        block.bytes = []
        block.countedIn = nil
        inMemory -= block.size
    }

    /// For the count of reads from disk.
    func wasRead() { diskReads += 1 }
}
