internal import KafkaWire

/// What a partition knows of its idempotent producers: the last five batches of each (KIP-98, KAFKA-5494).
struct ProducerStates {
    struct Batch {
        let firstSequence: Int32
        let lastSequence: Int32
        let baseOffset: Int64
        let lastOffset: Int64
        let timestamp: Int64
    }

    struct Producer {
        var epoch: Int16
        /// The last five batches of the epoch, oldest first.
        var batches: [Batch] = []
        /// Of the last marker that the partition has for it; -1 for none.
        var coordinatorEpoch: Int32 = -1
        /// The first offset of the transaction that is open; nil for none.
        var transactionStart: Int64?
        /// Milliseconds since 1970.
        var lastTimestamp: Int64 = -1
        /// The last offset that the producer has here, markers included.
        var lastOffset: Int64 = -1
    }

    enum Verdict {
        case new
        /// The batch is there already.
        case duplicate(Batch)
        case refused(BrokerCode)
    }

    private(set) var producers: [Int64: Producer] = [:]
    /// First offsets of the transactions that are open, by their producers.
    private var open: [Int64: Int64] = [:]

    /// A transaction that has its marker here, until that is on all replicas.
    private struct Ended {
        let producerID: Int64
        let firstOffset: Int64
        let marker: Int64
    }

    private var ended: [Ended] = []
    /// With which sequence number producers wanted to begin a transaction here, the lowest of their epoch.
    private var begun: [Int64: (epoch: Int16, lowest: Int32)] = [:]

    static let window = 5

    /// What is to be done with a batch of an idempotent producer, in the order in which Kafka looks at it.
    func verdict(on header: BatchHeader) -> Verdict {
        let known = producers[header.producerID]
        let again = known?.batches.first {
            $0.firstSequence == header.baseSequence && $0.lastSequence == header.lastSequence
        }
        if let known, let again, known.epoch == header.producerEpoch { return .duplicate(again) }
        if let known, header.producerEpoch < known.epoch { return .refused(.invalidProducerEpoch) }
        // Of what was sent when the transaction was not yet known to be open, the first goes first.
        if header.isTransactional, let begun = begun[header.producerID], begun.epoch == header.producerEpoch,
            header.baseSequence > begun.lowest
        {
            return .refused(.outOfOrderSequenceNumber)
        }
        guard let known else { return .new }
        // An epoch begins at 0, also one that began with a marker.
        let last = known.epoch == header.producerEpoch ? known.batches.last : nil
        let next = last.map { BatchHeader.sequence($0.lastSequence, plus: 1) } ?? 0
        guard header.baseSequence == next else { return .refused(.outOfOrderSequenceNumber) }
        return known.transactionStart != nil && !header.isTransactional ? .refused(.invalidTxnState) : .new
    }

    /// Books a batch that was appended.
    mutating func book(_ header: BatchHeader, at baseOffset: Int64, timestamp: Int64) {
        var producer = producers[header.producerID] ?? Producer(epoch: header.producerEpoch)
        if producer.epoch != header.producerEpoch {
            producer.epoch = header.producerEpoch
            producer.batches = []
        }
        producer.batches.append(
            Batch(
                firstSequence: header.baseSequence, lastSequence: header.lastSequence, baseOffset: baseOffset,
                lastOffset: baseOffset + Int64(header.lastOffsetDelta), timestamp: timestamp))
        if producer.batches.count > Self.window { producer.batches.removeFirst() }
        if header.isTransactional {
            if producer.transactionStart == nil { producer.transactionStart = baseOffset }
            begun[header.producerID] = nil
        }
        producer.lastTimestamp = timestamp
        producer.lastOffset = baseOffset + Int64(header.lastOffsetDelta)
        keep(producer, header.producerID)
    }

    /// Changes what is known of a producer, as a transaction's marker does; a producer that is not known is begun.
    mutating func update(_ producerID: Int64, epoch: Int16, _ change: (inout Producer) -> Void) {
        var producer = producers[producerID] ?? Producer(epoch: epoch)
        if producer.epoch < epoch {
            producer.epoch = epoch
            producer.batches = []
        }
        change(&producer)
        keep(producer, producerID)
    }

    /// A producer's transactional write is to be the first of its transaction here, as far as it is taken.
    mutating func asked(_ producer: ProducerIdentity, toBeginAt sequence: Int32) {
        if let known = begun[producer.id], known.epoch > producer.epoch { return }
        let lowest = begun[producer.id].map { $0.epoch == producer.epoch ? min($0.lowest, sequence) : sequence }
        begun[producer.id] = (producer.epoch, lowest ?? sequence)
    }

    /// Books a transaction's marker; where the transaction began here, nil where it has nothing here.
    mutating func end(_ marker: TransactionMarker, at offset: Int64, timestamp: Int64) -> Int64? {
        let first = producers[marker.producer.id]?.transactionStart
        update(marker.producer.id, epoch: marker.producer.epoch) { producer in
            producer.coordinatorEpoch = marker.coordinatorEpoch
            producer.lastTimestamp = timestamp
            producer.lastOffset = offset
            producer.transactionStart = nil
        }
        begun[marker.producer.id] = nil
        if let first { ended.append(Ended(producerID: marker.producer.id, firstOffset: first, marker: offset)) }
        return first
    }

    /// The first offset of a transaction whose marker is not before an offset; nil where there is none.
    func firstEndedTransaction(markedFrom offset: Int64) -> Int64? {
        ended.lazy.filter { $0.marker >= offset }.map(\.firstOffset).min()
    }

    /// All replicas have what is before an offset.
    mutating func replicated(to offset: Int64) {
        if !ended.isEmpty { ended.removeAll { $0.marker < offset } }
    }

    private mutating func keep(_ producer: Producer?, _ id: Int64) {
        producers[id] = producer
        if open[id] != producer?.transactionStart { open[id] = producer?.transactionStart }
    }

    /// The first offset of the earliest transaction that is open; nil where none is.
    var firstOpenTransaction: Int64? { open.values.min() }

    /// Forgets what lies at or behind an offset, and everything of the producers that had something there.
    ///
    /// - Returns: those producers; what the rest of the log says of them is the caller's to book again.
    mutating func truncate(to offset: Int64) -> Set<Int64> {
        begun = [:]
        let gone = producers.filter { _, producer in
            producer.lastOffset >= offset || producer.transactionStart.map { $0 >= offset } ?? false
        }
        ended.removeAll { $0.marker >= offset || gone[$0.producerID] != nil }
        for id in gone.keys { keep(nil, id) }
        return Set(gone.keys)
    }

    /// Forgets producers that were not heard of since a time and have no transaction open.
    mutating func expire(before time: Int64) {
        producers = producers.filter { $0.value.transactionStart != nil || $0.value.lastTimestamp >= time }
    }
}
