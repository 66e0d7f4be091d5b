import KafkaWire

/// Who writes.
struct ModelProducer: Hashable, Sendable {
    var id: Int64
    var epoch: Int16
}

/// What a partition must hold and answer: its log as an array.
struct LogModel {
    struct Batch {
        var base: Int64 = 0
        /// Milliseconds since 1970, and values; what a marker has is the broker's.
        var records: [(time: Int64, value: [UInt8])] = []
        var size = 0
        /// nil without numbers.
        var producer: ModelProducer?
        var sequence: Int32 = -1
        var isTransactional = false
        /// The end of a transaction: whether it commits.
        var marker: Bool?

        var count: Int64 { marker == nil ? Int64(records.count) : 1 }
        var last: Int64 { base + count - 1 }
        var lastSequence: Int32 { sequence + Int32(count) - 1 }
    }

    /// What is known of a producer.
    struct Entry {
        var epoch: Int16
        /// Up to five batches of the epoch.
        var batches: [Batch] = []
        var transactionStart: Int64?
    }

    struct Aborted: Equatable {
        let producer: Int64
        let first: Int64
        let last: Int64
    }

    /// What segments hold; also what lies before the start in the first of them.
    private(set) var batches: [Batch] = []
    private(set) var start: Int64 = 0
    private(set) var highWatermark: Int64 = 0
    private(set) var entries: [Int64: Entry] = [:]
    private(set) var aborted: [Aborted] = []
    /// The lowest number with which a transaction was to begin here (KAFKA-15653).
    var begun: [Int64: (epoch: Int16, lowest: Int32)] = [:]

    private(set) var end: Int64 = 0

    /// Where readers of committed data end.
    ///
    /// Of an open transaction whose first records were deleted, at the batch that the log's start lies in.
    var stable: Int64 {
        guard let open = entries.values.compactMap(\.transactionStart).min() else { return highWatermark }
        let first = batches.first { $0.last >= start }?.base ?? start
        return min(highWatermark, open < start ? max(open, first) : open)
    }

    func end(committed: Bool) -> Int64 { committed ? stable : highWatermark }

    func hasOpenTransaction(of producer: ModelProducer) -> Bool {
        entries[producer.id].map { $0.epoch == producer.epoch && $0.transactionStart != nil } ?? false
    }

    enum Verdict {
        case appended
        case duplicate(at: Int64)
        case refused(BrokerCode)
    }

    /// What becomes of a batch, in the order in which Kafka looks: repeated, its epoch, its numbers, its transaction.
    func verdict(on batch: Batch) -> Verdict {
        guard let producer = batch.producer else { return .appended }
        let known = entries[producer.id]
        if let known, known.epoch == producer.epoch {
            let same = known.batches.first { $0.sequence == batch.sequence && $0.lastSequence == batch.lastSequence }
            if let same { return .duplicate(at: same.base) }
        }
        if let known, producer.epoch < known.epoch { return .refused(.invalidProducerEpoch) }
        if batch.isTransactional, let begun = begun[producer.id], begun.epoch == producer.epoch,
            batch.sequence > begun.lowest
        {
            return .refused(.outOfOrderSequenceNumber)
        }
        guard let known else { return .appended }
        let next = known.epoch == producer.epoch ? known.batches.last.map { $0.lastSequence + 1 } ?? 0 : 0
        guard batch.sequence == next else { return .refused(.outOfOrderSequenceNumber) }
        if known.transactionStart != nil, !batch.isTransactional { return .refused(.invalidTxnState) }
        return .appended
    }

    @discardableResult
    mutating func append(_ batch: Batch) -> Int64 {
        var batch = batch
        batch.base = end
        batches.append(batch)
        end = batch.last + 1
        book(batch)
        return batch.base
    }

    private mutating func book(_ batch: Batch) {
        guard let producer = batch.producer else { return }
        var entry = entries[producer.id] ?? Entry(epoch: producer.epoch)
        if entry.epoch != producer.epoch {
            entry.epoch = producer.epoch
            entry.batches = []
        }
        if let commits = batch.marker {
            if let first = entry.transactionStart, !commits {
                aborted.append(Aborted(producer: producer.id, first: first, last: batch.base))
            }
            entry.transactionStart = nil
        } else {
            entry.batches = (entry.batches + [batch]).suffix(5)
            if batch.isTransactional, entry.transactionStart == nil { entry.transactionStart = batch.base }
        }
        if batch.isTransactional { begun[producer.id] = nil }
        entries[producer.id] = entry
    }

    mutating func replicate(to offset: Int64? = nil) { highWatermark = offset ?? end }

    /// Segments are gone, and the log starts where the next one does.
    mutating func retain(from offset: Int64) {
        start = max(start, offset)
        batches.removeAll { $0.last < start }
    }

    mutating func deleteRecords(before offset: Int64) { start = max(start, offset) }

    /// What a new leader never had is gone, and what is known of producers is what the rest of the log says.
    mutating func truncate(to offset: Int64) {
        guard offset < end else { return replicate() }
        batches.removeAll { $0.base >= offset }
        end = offset
        (entries, aborted, begun) = ([:], [], [:])
        for batch in batches { book(batch) }
        replicate()
    }
}

// What readers get.
extension LogModel {
    /// Batches from an offset on, as far as the bytes go; the first comes in any case.
    func read(from offset: Int64, committed: Bool, mostBytes: Int) -> [Batch] {
        let end = end(committed: committed)
        var left = mostBytes
        var read: [Batch] = []
        for batch in batches where batch.last >= offset {
            guard batch.last < end, batch.size <= left || read.isEmpty else { break }
            left -= batch.size
            read.append(batch)
        }
        return read
    }

    /// The values that an application gets that reads committed data, from an offset up to another.
    func committedValues(from offset: Int64, before end: Int64) -> [[UInt8]] {
        batches.filter { $0.marker == nil && !isAborted($0) }.flatMap { batch in
            batch.records.enumerated().compactMap { index, record in
                (offset..<max(offset, end)).contains(batch.base + Int64(index)) ? record.value : nil
            }
        }
    }

    private func isAborted(_ batch: Batch) -> Bool {
        guard batch.isTransactional, let producer = batch.producer else { return false }
        return aborted.contains { $0.producer == producer.id && ($0.first..<$0.last).contains(batch.base) }
    }

    /// What a search by time finds: nil time for a marker's, which is the broker's.
    func first(atOrAfter time: Int64) -> (offset: Int64, time: Int64?)? {
        for batch in batches where batch.last >= start {
            if batch.marker != nil { return (batch.base, nil) }
            for (index, record) in batch.records.enumerated() {
                let offset = batch.base + Int64(index)
                if record.time >= time, offset >= start { return (offset, record.time) }
            }
        }
        return nil
    }
}
