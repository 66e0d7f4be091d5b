package import KafkaWire

/// A partition that one check writes to and reads from.
package struct ProbeLog: Sendable {
    package let topic: String
    package let partition: Int32
    /// Where the log ended when the check was given it: 0 in a new topic.
    package let base: Int64
    let probe: Probe

    package init(topic: String, partition: Int32, probe: Probe) async throws {
        self.topic = topic
        self.partition = partition
        self.probe = probe
        // A leader that was only just elected may not know it yet.
        base = try await probe.eventually(within: .seconds(20), "the end of \(topic)/\(partition)") {
            let answer = try await ProbeLog.offset(-1, topic, partition, probe, isolation: 0)
            if answer.errorCode.isTransient || answer.errorCode == .unknownTopicOrPartition { return nil as Int64? }
            try probe.expectNone(answer.errorCode, "the end of \(topic)/\(partition)")
            return answer.offset
        }
    }

    /// The same partition, asked by another user.
    package func asked(by other: Probe) -> ProbeLog {
        ProbeLog(topic: topic, partition: partition, base: base, probe: other)
    }

    private init(topic: String, partition: Int32, base: Int64, probe: Probe) {
        self.topic = topic
        self.partition = partition
        self.base = base
        self.probe = probe
    }

    package var leader: Destination { .leader(topic: topic, partition: partition) }

    /// Writes a batch and returns what the leader said of the partition, whatever it was.
    @discardableResult
    package func produce(
        _ batch: RecordBatch, acks: Int16 = -1, transaction: String? = nil, version: Int16? = nil,
        at destination: Destination? = nil
    ) async throws -> ProduceResponse.TopicProduceResponse.PartitionProduceResponse {
        try await produce(
            bytes: try batch.encoded(), acks: acks, transaction: transaction, version: version,
            at: destination)
    }

    /// Writes any bytes as records.
    @discardableResult
    package func produce(
        bytes: [UInt8], acks: Int16 = -1, transaction: String? = nil, version: Int16? = nil,
        at destination: Destination? = nil
    ) async throws -> ProduceResponse.TopicProduceResponse.PartitionProduceResponse {
        let response = try await probe.send(
            ProduceRequest {
                $0.transactionalID = transaction
                $0.acks = acks
                $0.timeoutMs = 15_000
                $0.topicData = [
                    .init {
                        $0.name = topic
                        $0.partitionData = [
                            .init {
                                $0.index = partition
                                $0.records = bytes[...]
                            }
                        ]
                    }
                ]
            }, to: destination ?? leader, version: version)
        guard let answer = response.responses.first?.partitionResponses.first, answer.index == partition else {
            throw CheckOutcome.fail("Produce answered without an entry for the partition")
        }
        return answer
    }

    /// Writes records as one batch, and goes on only where that worked.
    ///
    /// Returns the first one's offset.
    @discardableResult
    package func append(_ records: [WireRecord], codec: CompressionCodec = .none) async throws -> Int64 {
        let answer = try await produce(RecordBatch(records, codec: codec))
        try probe.expectNone(answer.errorCode, "writing \(records.count) records to \(topic)/\(partition)")
        return answer.baseOffset
    }

    /// Writes `count` records of small values, `value-0` and on, as one batch.
    @discardableResult
    package func append(_ count: Int) async throws -> Int64 {
        try await append((0..<count).map { WireRecord(value: Array("value-\($0)".utf8)) })
    }

    /// One Fetch outside of any session; the answer of the partition, whatever its error code.
    package func fetch(
        at offset: Int64, maxWait: Duration = .milliseconds(500), minBytes: Int32 = 1, maxBytes: Int32 = 8 << 20,
        partitionMaxBytes: Int32 = 8 << 20, isolation: Int8 = 0, version: Int16? = nil
    ) async throws -> FetchResponse.TopicResponse.PartitionData {
        let response = try await probe.send(
            fetchRequest(
                at: offset, maxWait: maxWait, minBytes: minBytes, maxBytes: maxBytes,
                partitionMaxBytes: partitionMaxBytes, isolation: isolation), to: leader, version: version)
        try probe.expectNone(response.errorCode, "Fetch of \(topic)/\(partition)")
        guard let answer = response.responses.first?.partitions.first, answer.partitionIndex == partition else {
            throw CheckOutcome.fail("Fetch answered without an entry for the partition")
        }
        return answer
    }

    /// A Fetch of this partition outside of any session, by the topic's name.
    package func fetchRequest(
        at offset: Int64, maxWait: Duration = .milliseconds(500), minBytes: Int32 = 1, maxBytes: Int32 = 8 << 20,
        partitionMaxBytes: Int32 = 8 << 20, isolation: Int8 = 0
    ) -> FetchRequest {
        FetchRequest {
            $0.maxWaitMs = Int32(maxWait / .milliseconds(1))
            $0.minBytes = minBytes
            $0.maxBytes = maxBytes
            $0.isolationLevel = isolation
            $0.topics = [
                .init {
                    $0.topic = topic
                    $0.partitions = [
                        .init {
                            $0.partition = partition
                            $0.fetchOffset = offset
                            $0.partitionMaxBytes = partitionMaxBytes
                        }
                    ]
                }
            ]
        }
    }

    /// All batches from `offset` to `end`, fetch after fetch.
    ///
    /// Where nothing came for half of the limit, what was acknowledged is not there, and the check fails; where it only
    /// came slowly, it is inconclusive.
    package func batches(
        from offset: Int64, to end: Int64, isolation: Int8 = 0, within limit: Duration = .seconds(20)
    ) async throws -> [RecordBatch] {
        var position = offset
        var batches: [RecordBatch] = []
        var progress = ContinuousClock.now
        let stop = progress + limit
        while position < end {
            let now = ContinuousClock.now
            guard now < stop else {
                let words = "\(topic)/\(partition) can be read to offset \(position) of \(end)"
                throw now - progress > limit / 2
                    ? CheckOutcome.fail("\(words), and nothing more comes though it was acknowledged")
                    : .inconclusive("\(words) within \(limit)")
            }
            let answer = try await fetch(at: position, isolation: isolation)
            try probe.expectNone(answer.errorCode, "reading \(topic)/\(partition) at \(position)")
            let read = try RecordBatch.batches(in: answer.records ?? [], place: "\(topic)/\(partition)")
            batches += read
            if let last = read.last, last.nextOffset > position {
                position = last.nextOffset
                progress = .now
            }
        }
        return batches
    }

    /// All records of users from `offset` to `end`.
    package func records(from offset: Int64, to end: Int64, isolation: Int8 = 0) async throws -> [WireRecord] {
        try await batches(from: offset, to: end, isolation: isolation).filter { !$0.isControl }.flatMap(\.records)
            .filter { $0.offset >= offset }
    }

    /// What a reader of committed records is handed from `offset` to `end`: without those of aborted transactions.
    ///
    /// The answer's list of aborted transactions tells which to leave out, from their first offset to their marker.
    package func committedRecords(from offset: Int64, to end: Int64) async throws -> [WireRecord] {
        var position = offset
        var records: [WireRecord] = []
        var aborting: Set<Int64> = []
        while position < end {
            let answer = try await fetch(at: position, isolation: 1)
            try probe.expectNone(answer.errorCode, "reading committed records of \(topic)/\(partition)")
            var aborted = answer.abortedTransactions ?? []
            let batches = try RecordBatch.batches(in: answer.records ?? [], place: "\(topic)/\(partition)")
            for batch in batches {
                for transaction in aborted where transaction.firstOffset < batch.nextOffset {
                    aborting.insert(transaction.producerID)
                }
                aborted.removeAll { $0.firstOffset < batch.nextOffset }
                if batch.isControl {
                    if try batch.endTransactionMarker?.outcome == .abort { aborting.remove(batch.producerID) }
                } else if !(batch.isTransactional && aborting.contains(batch.producerID)) {
                    records += batch.records.filter { $0.offset >= offset }
                }
            }
            guard let last = batches.last else { break }
            position = max(position, last.nextOffset)
        }
        return records
    }

    /// ListOffsets for one timestamp: -1 the end, -2 the start.
    package func offset(
        _ timestamp: Int64, isolation: Int8 = 0, version: Int16? = nil
    ) async throws -> ListOffsetsResponse.TopicResponse.PartitionResponse {
        try await Self.offset(timestamp, topic, partition, probe, isolation: isolation, version: version)
    }

    /// The log's end: the high watermark, or with isolation 1 the last stable offset.
    package func end(isolation: Int8 = 0) async throws -> Int64 {
        let answer = try await offset(-1, isolation: isolation)
        try probe.expectNone(answer.errorCode, "the end of \(topic)/\(partition)")
        return answer.offset
    }

    private static func offset(
        _ timestamp: Int64, _ topic: String, _ partition: Int32, _ probe: Probe, isolation: Int8,
        version: Int16? = nil
    ) async throws -> ListOffsetsResponse.TopicResponse.PartitionResponse {
        let response = try await probe.send(
            ListOffsetsRequest {
                $0.replicaID = -1
                $0.isolationLevel = isolation
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = partition
                                $0.timestamp = timestamp
                            }
                        ]
                    }
                ]
            }, to: .leader(topic: topic, partition: partition), version: version)
        guard let answer = response.topics.first?.partitions.first, answer.partitionIndex == partition else {
            throw CheckOutcome.fail("ListOffsets answered without an entry for the partition")
        }
        return answer
    }
}
