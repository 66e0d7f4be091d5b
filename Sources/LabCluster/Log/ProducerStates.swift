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

    static let window = 5

    /// What is to be done with a batch of an idempotent producer.
    func verdict(on header: BatchHeader) -> Verdict {
        guard let known = producers[header.producerID] else { return .new }
        guard header.producerEpoch == known.epoch else {
            if header.producerEpoch < known.epoch { return .refused(.invalidProducerEpoch) }
            return header.baseSequence == 0 ? .new : .refused(.outOfOrderSequenceNumber)
        }
        let again = known.batches.first {
            $0.firstSequence == header.baseSequence && $0.lastSequence == header.lastSequence
        }
        if let again { return .duplicate(again) }
        guard let last = known.batches.last else {
            // After a marker of the same epoch nothing is known of its numbers.
            return .new
        }
        let next = BatchHeader.sequence(last.lastSequence, plus: 1)
        return header.baseSequence == next ? .new : .refused(.outOfOrderSequenceNumber)
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
        if header.isTransactional, producer.transactionStart == nil { producer.transactionStart = baseOffset }
        producer.lastTimestamp = timestamp
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

    private mutating func keep(_ producer: Producer?, _ id: Int64) {
        producers[id] = producer
        if open[id] != producer?.transactionStart { open[id] = producer?.transactionStart }
    }

    /// The first offset of the earliest transaction that is open; nil where none is.
    var firstOpenTransaction: Int64? { open.values.min() }

    /// Forgets what lies at or behind an offset.
    mutating func truncate(to offset: Int64) {
        for (id, var producer) in producers {
            producer.batches.removeAll { $0.lastOffset >= offset }
            if let start = producer.transactionStart, start >= offset { producer.transactionStart = nil }
            keep(producer.batches.isEmpty && producer.transactionStart == nil ? nil : producer, id)
        }
    }

    /// Forgets producers that were not heard of since a time and have no transaction open.
    mutating func expire(before time: Int64) {
        producers = producers.filter { $0.value.transactionStart != nil || $0.value.lastTimestamp >= time }
    }
}
