internal import KafkaWire

extension PartitionLog {
    /// Bytes after which a read ends with its block, because the next one would have to be copied behind them.
    private static let enough = 64 << 10

    /// Whole batches from the one that holds an offset, all of them before `end`.
    ///
    /// What comes from one block is not copied; as a broker reads from one segment, what comes behind is for the next
    /// read, unless the block had little.
    ///
    /// - Parameters:
    ///   - atLeastOne: whether the first batch comes even if it is larger than `mostBytes`.
    func read(from offset: Int64, upTo end: Int64, mostBytes: Int, atLeastOne: Bool) throws -> WireBytes {
        var failure: (any Error)?
        var read: WireBytes = []
        walk(from: offset) { block, first in
            let left = mostBytes - read.count
            var next = first
            var taken = 0
            while next < block.batches.count {
                let batch = block.batches[next]
                let isAllowed = taken + batch.size <= left || atLeastOne && read.isEmpty && taken == 0
                guard batch.lastOffset < end, isAllowed else { break }
                taken += batch.size
                next += 1
            }
            guard taken > 0 else { return false }
            do {
                let part = try block.read(from: block.batches[first].position, count: taken)
                if read.isEmpty { read = part } else { read += part }
            } catch {
                failure = error
                return false
            }
            return next == block.batches.count && read.count < Self.enough
        }
        if let failure { throw failure }
        return read
    }

    /// Bytes that a read from an offset could bring, up to `enough` and perhaps a batch more.
    func available(from offset: Int64, upTo end: Int64, enough: Int) -> Int {
        guard offset < end else { return 0 }
        var sum = 0
        walk(from: offset) { block, first in
            for batch in block.batches[first...] {
                guard batch.lastOffset < end, sum < enough else { return false }
                sum += batch.size
            }
            return true
        }
        return sum
    }

    /// Visits blocks from the batch that holds an offset, with the index of the first batch that counts, until told
    /// to end.
    func walk(from offset: Int64, _ visit: (LogBlock, Int) -> Bool) {
        var segment = max(0, segments.partitioningIndex { $0.baseOffset > offset } - 1)
        while segment < segments.count {
            let blocks = segments[segment].blocks
            var index = blocks.partitioningIndex { $0.lastOffset >= offset }
            while index < blocks.count {
                if let first = blocks[index].firstBatch(endingAtOrBehind: offset) {
                    guard visit(blocks[index], first) else { return }
                }
                index += 1
            }
            segment += 1
        }
    }

    /// The first offset of the batch that the log's start lies in; the start itself where nothing is behind it.
    var firstBatchOffset: Int64 {
        var first = startOffset
        walk(from: startOffset) { block, index in
            first = block.batches[index].baseOffset
            return false
        }
        return first
    }

    /// The bytes of the batch at an index of a block.
    func bytes(of batch: BatchEntry, in block: LogBlock) throws -> WireBytes {
        try block.read(from: batch.position, count: batch.size)
    }
}

extension PartitionLog {
    /// A record's place and time.
    struct TimedOffset {
        let offset: Int64
        let timestamp: Int64
    }

    /// The first record before `end` whose timestamp is `time` or later, markers of transactions included; nil where
    /// there is none.
    func first(atOrAfter time: Int64, before end: Int64) throws -> TimedOffset? {
        var found: TimedOffset?
        var failure: (any Error)?
        walk(from: startOffset) { block, first in
            for batch in block.batches[first...] {
                guard batch.baseOffset < end else { return false }
                guard batch.maxTimestamp >= time else { continue }
                do {
                    found = try record(of: batch, in: block, atOrAfter: time, from: startOffset)
                } catch {
                    failure = error
                }
                if found != nil || failure != nil { return false }
            }
            return true
        }
        if let failure { throw failure }
        return found.flatMap { $0.offset < end ? $0 : nil }
    }

    /// The first of the records with the latest timestamp; nil in an empty log, and where it is not before `end`.
    ///
    /// As in Kafka it is that of the segments: deleted records count that still lie in one.
    func latest(before end: Int64) throws -> TimedOffset? {
        var best: (block: LogBlock, batch: BatchEntry)?
        for segment in segments {
            for block in segment.blocks {
                for batch in block.batches where best.map({ $0.batch.maxTimestamp < batch.maxTimestamp }) ?? true {
                    best = (block, batch)
                }
            }
        }
        guard let best else { return nil }
        let found = try record(of: best.batch, in: best.block, atOrAfter: best.batch.maxTimestamp, from: 0)
        return found.flatMap { $0.offset < end ? $0 : nil }
    }

    private func record(
        of batch: BatchEntry, in block: LogBlock, atOrAfter time: Int64, from first: Int64
    ) throws -> TimedOffset? {
        for decoded in try RecordBatch.batches(in: try bytes(of: batch, in: block), place: "log") {
            for record in decoded.records where record.timestamp >= time && record.offset >= first {
                return TimedOffset(offset: record.offset, timestamp: record.timestamp)
            }
        }
        return nil
    }

    /// Where an epoch ended: the epoch itself or the nearest before it, and the first offset behind it.
    ///
    /// nil where the epoch is yet to come. Before the first epoch of the log, its start.
    func end(ofEpoch epoch: Int32) -> (epoch: Int32, offset: Int64)? {
        guard let last = epochs.last, epoch <= last.epoch, epoch >= 0 else { return nil }
        guard let index = epochs.lastIndex(where: { $0.epoch <= epoch }) else { return (epoch, epochs[0].start) }
        let next = index + 1 < epochs.count ? epochs[index + 1].start : endOffset
        return (epochs[index].epoch, next)
    }
}
