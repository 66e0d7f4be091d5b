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
    /// Memory of blocks that are gone, for the next ones: what the system gives anew it has to clear first, and where it is
    /// itself a guest, to ask its host for.
    private var spare: [[UInt8]] = []
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

    /// Memory for a whole block, empty.
    func lend() -> [UInt8] {
        var memory = spare.popLast() ?? []
        // Where an answer still has a part of it, it stays with that answer, and this becomes another one.
        memory.removeAll(keepingCapacity: true)
        memory.reserveCapacity(LogBlock.room)
        return memory
    }

    /// Keeps the memory of a block for the next one, as long as that is little beside what blocks may have.
    func takeBack(_ memory: [UInt8]) {
        guard (spare.count + 1) * LogBlock.room <= most / 8 else { return }
        spare.append(memory)
    }

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
        block.countedIn = nil
        inMemory -= block.size
        block.giveMemoryBack()
    }

    /// For the count of reads from disk.
    func wasRead() { diskReads += 1 }
}
