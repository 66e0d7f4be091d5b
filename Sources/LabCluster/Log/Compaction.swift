internal import KafkaWire

/// What the cleaner of a log did so far.
struct CleaningState {
    /// Everything before this offset was cleaned.
    var cleanedTo: Int64 = 0
    /// When the deletions of a batch may go themselves, by its base offset: milliseconds since 1970.
    var horizons: [Int64: Int64] = [:]
}

extension PartitionLog {
    /// Keeps the last record of every key among those that may be cleaned, if enough of them are new.
    ///
    /// Offsets stay as they are. Deletions stay for `delete.retention.ms` after they were first cleaned. Records of
    /// aborted transactions go. The active segment is never cleaned.
    /// - Parameter stable: the last stable offset: nothing at or behind it is touched.
    func compact(_ settings: TopicSettings, now: Int64, stable: Int64) throws {
        guard settings.isCompacted else { return }
        let count = segments.dropLast().prefix { segment in
            segment.lastOffset < stable
                && (settings.minCompactionLag == 0 || segment.maxTimestamp <= now - settings.minCompactionLag)
        }.count
        guard count > 0 else { return }
        let cleanable = segments.prefix(count)
        let dirty = cleanable.filter { $0.lastOffset >= cleaning.cleanedTo }
        let dirtyBytes = dirty.reduce(0) { $0 + $1.size }
        let bytes = cleanable.reduce(0) { $0 + $1.size }
        let isLate = dirty.contains { now - ($0.firstTimestamp ?? now) > settings.maxCompactionLag }
        let mayForget = cleaning.horizons.values.contains { $0 <= now }
        let isDue = dirtyBytes > 0 && Double(dirtyBytes) >= settings.minCleanableRatio * Double(bytes)
        guard isDue || isLate || mayForget else { return }
        let end = segments[count].baseOffset
        let cleaned = try LogCleaner(self, settings, now: now, before: end).clean()
        cleaning.cleanedTo = end
        cleaning.horizons = cleaned.horizons
        replace(first: count, with: cleaned.segments)
    }
}

/// One pass of a cleaner over the beginning of a log.
private struct LogCleaner {
    private let log: PartitionLog
    private let settings: TopicSettings
    private let now: Int64
    private let end: Int64

    init(_ log: PartitionLog, _ settings: TopicSettings, now: Int64, before end: Int64) {
        self.log = log
        self.settings = settings
        self.now = now
        self.end = end
    }

    func clean() throws -> (segments: [LogSegment], horizons: [Int64: Int64]) {
        var last: [[UInt8]: Int64] = [:]
        try forEachBatch { _, batch in
            guard !batch.isControl else { return }
            for record in batch.records where !isAborted(record, of: batch) {
                if let key = record.key { last[key] = record.offset }
            }
        }
        var segments = [LogSegment(baseOffset: log.segments[0].baseOffset)]
        var horizons: [Int64: Int64] = [:]
        // The retention may be as long as a number can be.
        let (sum, overflows) = now.addingReportingOverflow(settings.deleteRetention)
        let forgetting = overflows ? Int64.max : sum
        // What is also deleted for its age keeps its segments: a merged one would be as young as its youngest record.
        let bounds = settings.isDeleted ? log.segments.map(\.baseOffset) : []
        try forEachBatch { bytes, batch in
            if let last = segments.last, !last.isEmpty,
                bounds.contains(where: { last.baseOffset < $0 && $0 <= batch.baseOffset })
            {
                segments.append(LogSegment(baseOffset: batch.baseOffset))
            }
            var kept = batch
            let horizon = log.cleaning.horizons[batch.baseOffset]
            var hasDeletion = false
            if !batch.isControl {
                kept.records = batch.records.filter { record in
                    guard let key = record.key, last[key] == record.offset, !isAborted(record, of: batch) else {
                        return false
                    }
                    guard record.value == nil else { return true }
                    hasDeletion = true
                    return horizon.map { $0 > now } ?? true
                }
            }
            guard !kept.records.isEmpty else { return }
            if hasDeletion { horizons[batch.baseOffset] = horizon ?? forgetting }
            let isWhole = kept.records.count == batch.records.count
            try append(isWhole ? bytes : try kept.encoded()[...], to: &segments)
        }
        return (segments, horizons)
    }

    private func append(_ bytes: WireBytes, to segments: inout [LogSegment]) throws {
        guard let header = BatchHeader(bytes), let last = segments.last else { return }
        var segment = last
        if !segment.isEmpty, segment.size + bytes.count > settings.segments.bytes {
            segment = LogSegment(baseOffset: header.baseOffset)
            segments.append(segment)
        }
        let block = segment.tail(nil)
        block.append(
            bytes,
            as: BatchEntry(
                baseOffset: header.baseOffset, lastOffset: header.baseOffset + Int64(header.lastOffsetDelta),
                position: block.bytes.count, size: bytes.count, maxTimestamp: header.maxTimestamp), from: nil)
        // Records without a time are as old as the log's first.
        let time = header.maxTimestamp < 0 ? log.segments[0].firstTimestamp ?? now : header.maxTimestamp
        segment.grew(by: bytes.count, maxTimestamp: time)
    }

    private func isAborted(_ record: WireRecord, of batch: RecordBatch) -> Bool {
        guard batch.isTransactional, !batch.isControl else { return false }
        return log.aborted.contains {
            $0.producerID == batch.producerID && $0.firstOffset <= record.offset && record.offset < $0.lastOffset
        }
    }

    private func forEachBatch(_ visit: (WireBytes, RecordBatch) throws -> Void) throws {
        var failure: (any Error)?
        log.walk(from: log.segments[0].baseOffset) { block, first in
            for entry in block.batches[first...] {
                guard entry.baseOffset < end else { return false }
                do {
                    let bytes = try log.bytes(of: entry, in: block)
                    for batch in try RecordBatch.batches(in: bytes, place: "log") { try visit(bytes, batch) }
                } catch {
                    failure = error
                    return false
                }
            }
            return true
        }
        if let failure { throw failure }
    }
}
