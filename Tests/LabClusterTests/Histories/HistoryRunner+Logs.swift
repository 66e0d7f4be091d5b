import KafkaWire

@testable import LabCluster

// Writing.
extension HistoryRunner {
    func produce(_ production: Production) async throws {
        guard let (producer, sequence) = try await numbers(of: production) else { return }
        var isTransactional = if case .transactional = production.sender { true } else { false }
        if case .outside = production.form { isTransactional = false }
        serial += 1
        let old = production.isOld && subject.scope.movesTime ? ModelTime.old : 0
        var batch = LogModel.Batch()
        batch.records = production.records.enumerated().map { index, record in
            let name = Array("\(serial).\(index) ".utf8)
            return (origin + record.time - old, name + [UInt8](repeating: 0x61 + UInt8(index), count: record.size))
        }
        if case .again(let back) = production.form, let first = sent(back, by: producer, in: production.partition) {
            // What is sent again is the same.
            batch.records = first.records
            isTransactional = first.isTransactional
        } else if production.form == .longer, let last = sent(0, by: producer, in: production.partition) {
            batch.records = last.records + batch.records.prefix(1)
        }
        batch.producer = producer
        batch.sequence = sequence
        batch.isTransactional = isTransactional
        let bytes = try RecordBatch(
            batch.records.map { WireRecord(value: $0.value, timestamp: $0.time) },
            codec: CompressionCodec(rawValue: production.codec) ?? .none, producerID: producer?.id ?? -1,
            producerEpoch: producer?.epoch ?? -1, baseSequence: sequence, isTransactional: isTransactional
        ).encoded()
        batch.size = bytes.count
        try await send(batch, bytes, as: production)
    }

    private func send(_ batch: LogModel.Batch, _ bytes: [UInt8], as production: Production) async throws {
        let partition = production.partition
        var refusal: BrokerCode?
        var (id, version): (String?, Int16) = (nil, 12)
        if case .transactional(let number) = production.sender {
            id = transactions[number].id
            version = transactions[number].isSecondProtocol ? 12 : 11
            if batch.isTransactional, let producer = batch.producer {
                refusal = verify(producer, batch.sequence, number, partition)
            }
        }
        let request = ProduceRequest { [topic] in
            $0.transactionalID = id
            $0.acks = production.awaitsAll ? -1 : 1
            $0.timeoutMs = 30_000
            $0.topicData = [
                .init {
                    $0.name = topic
                    $0.partitionData = [
                        .init {
                            $0.index = Int32(partition)
                            $0.records = bytes[...]
                        }
                    ]
                }
            ]
        }
        let connection = try await leader(of: partition)
        let response: ProduceResponse
        if production.awaitsAll, subject.scope.lags {
            let pending = PendingAnswer { [version] in try await connection.send(request, version: version) }
            repeat { try await catchUp(partition) } while !pending.isThere
            response = try await pending.value
        } else {
            response = try await connection.send(request, version: version)
        }
        let answer = response.responses.first?.partitionResponses.first
        let start = logs[partition].start
        let verdict = refusal.map { .refused($0) } ?? logs[partition].verdict(on: batch)
        switch verdict {
        case .refused(let code): try expect("error of a write to \(partition)", answer?.errorCode, code)
        case .duplicate(let offset):
            try expect("error of a repeated write to \(partition)", answer?.errorCode, BrokerCode.none)
            try expect("offset of a repeated write to \(partition)", answer?.baseOffset, offset)
        case .appended:
            let offset = logs[partition].append(batch)
            try expect("error of a write to \(partition)", answer?.errorCode, BrokerCode.none)
            try expect("offset of a write to \(partition)", answer?.baseOffset, offset)
            try expect("start that a write to \(partition) tells", answer?.logStartOffset, start)
        }
        let isAlone = subject.scope.lags && nodesUp.count == 1
        if !subject.scope.lags || production.awaitsAll || isAlone { logs[partition].replicate() }
    }

    /// Whether the leader finds a first write's transaction wanting.
    private func verify(
        _ producer: ModelProducer, _ sequence: Int32, _ number: Int, _ partition: Int
    ) -> BrokerCode? {
        guard !logs[partition].hasOpenTransaction(of: producer) else { return nil }
        let known = logs[partition].begun[producer.id]
        if known.map({ $0.epoch <= producer.epoch }) ?? true {
            let lowest = known.map { $0.epoch == producer.epoch ? min($0.lowest, sequence) : sequence }
            logs[partition].begun[producer.id] = (producer.epoch, lowest ?? sequence)
        }
        return transactions[number].fault(inWriteTo: partition, by: producer)
    }

    private func sent(_ back: Int, by producer: ModelProducer?, in partition: Int) -> LogModel.Batch? {
        guard let producer else { return nil }
        let mine = logs[partition].batches.filter { $0.producer == producer && $0.marker == nil }
        return back < mine.count ? mine[mine.count - 1 - back] : nil
    }

    /// Producer and sequence number of a batch; nil where there is nothing that could be sent so.
    private func numbers(of production: Production) async throws -> (ModelProducer?, Int32)? {
        var producer: ModelProducer
        switch production.sender {
        case .plain: return (nil, -1)
        case .idempotent(let number): producer = try await idempotentProducer(number)
        case .transactional(let number):
            if transactions[number].state == .unknown { try await initiate(number) }
            producer = transactions[number].producer
        }
        let log = logs[production.partition]
        let next =
            log.entries[producer.id].map {
                $0.epoch == producer.epoch ? $0.batches.last.map { $0.lastSequence + 1 } ?? 0 : 0
            } ?? 0
        switch production.form {
        case .next: return (producer, next)
        case .outside(let gap): return (producer, gap ? next + 3 : next)
        case .again(let back):
            guard let first = sent(back, by: producer, in: production.partition) else { return (producer, next) }
            return (producer, first.sequence)
        case .longer:
            guard let last = sent(0, by: producer, in: production.partition) else { return (producer, next) }
            return (producer, last.sequence)
        case .gap: return (producer, next + 3)
        case .nextEpoch(let atZero):
            producer.epoch += 1
            let isTaken: Bool
            if case .refused = log.verdict(on: .init(producer: producer, sequence: atZero ? 0 : 5)) {
                isTaken = false
            } else {
                isTaken = true
            }
            if isTaken, case .idempotent(let number) = production.sender { idempotent[number] = producer }
            return (producer, atZero ? 0 : 5)
        case .oldEpoch:
            guard producer.epoch > 0 else { return (producer, next) }
            producer.epoch -= 1
            return (producer, next)
        }
    }

    private func idempotentProducer(_ number: Int) async throws -> ModelProducer {
        if let known = idempotent[number] { return known }
        let connection = try await subject.connection(to: subject.anyNode)
        let response = try await connection.send(InitProducerIdRequest { $0.transactionalID = nil })
        try expect("error of InitProducerId", response.errorCode, .none)
        try expect("epoch of a new producer", response.producerEpoch, 0)
        let isKnown =
            idempotent.values.contains { $0.id == response.producerID }
            || transactions.contains { $0.producer.id == response.producerID }
        try expect("whether another producer has the id \(response.producerID)", isKnown, false)
        let producer = ModelProducer(id: response.producerID, epoch: response.producerEpoch)
        idempotent[number] = producer
        return producer
    }
}

// Reading.
extension HistoryRunner {
    func fetch(_ reading: Reading) async throws {
        let log = logs[reading.partition]
        let first = log.start - 1
        let offset = max(0, first + Int64(reading.share) * (log.end + 2 - first) / 1000)
        try await fetch(
            reading.partition, from: offset, committed: reading.committed, mostBytes: reading.mostBytes,
            mostBytesOfPartition: reading.mostBytesOfPartition, version: reading.version)
    }

    func fetch(
        _ partition: Int, from offset: Int64, committed: Bool, mostBytes: Int32 = 1 << 24,
        mostBytesOfPartition: Int32 = 1 << 24, version: Int16 = 12
    ) async throws {
        let connection = try await leader(of: partition)
        let response = try await connection.send(
            FetchRequest {
                $0.isolationLevel = committed ? 1 : 0
                $0.maxBytes = mostBytes
                $0.topics = [
                    .init {
                        $0.topic = topic
                        $0.topicID = topicID
                        $0.partitions = [
                            .init {
                                $0.partition = Int32(partition)
                                $0.fetchOffset = offset
                                $0.partitionMaxBytes = mostBytesOfPartition
                            }
                        ]
                    }
                ]
            }, version: version)
        let place = "fetch of \(partition) from \(offset)\(committed ? ", committed" : "")"
        guard let data = response.responses.first?.partitions.first else { throw HistoryFault("\(place): no answer") }
        let log = logs[partition]
        guard (log.start...log.end).contains(offset) else {
            return try expect("\(place): error", data.errorCode, .offsetOutOfRange)
        }
        try expect("\(place): error", data.errorCode, .none)
        try expect("\(place): high watermark", data.highWatermark, log.highWatermark)
        try expect("\(place): last stable offset", data.lastStableOffset, log.stable)
        try expect("\(place): start", data.logStartOffset, log.start)
        let batches = try RecordBatch.batches(in: data.records ?? [], place: place)
        let wanted = log.read(
            from: offset, committed: committed, mostBytes: Int(min(mostBytes, mostBytesOfPartition)))
        try compare(batches, with: wanted, place)
        try compare(data, batches, from: offset, committed: committed, log, place)
    }

    private func compare(_ found: [RecordBatch], with wanted: [LogModel.Batch], _ place: String) throws {
        try expect("\(place): first offsets", found.map(\.baseOffset), wanted.map(\.base))
        for (batch, right) in zip(found, wanted) {
            let place = "\(place): batch \(right.base)"
            try expect("\(place), producer", batch.producerID, right.producer?.id ?? -1)
            try expect("\(place), epoch", batch.producerEpoch, right.producer?.epoch ?? -1)
            try expect("\(place), transactional", batch.isTransactional, right.isTransactional)
            try expect("\(place), control", batch.isControl, right.marker != nil)
            if let commits = right.marker {
                try expect("\(place), marker", try batch.endTransactionMarker?.outcome == .commit, commits)
                continue
            }
            try expect("\(place), sequence", batch.baseSequence, right.sequence)
            try expect("\(place), values", batch.records.map(\.value), right.records.map(\.value))
            try expect("\(place), times", batch.records.map(\.timestamp), right.records.map(\.time))
        }
    }

    /// What a consumer makes of it, which knows no more than what was told.
    private func compare(
        _ data: FetchResponse.TopicResponse.PartitionData, _ batches: [RecordBatch], from offset: Int64,
        committed: Bool, _ log: LogModel, _ place: String
    ) throws {
        guard committed else {
            return try expect("\(place): list of what was aborted", data.abortedTransactions, nil)
        }
        let told = data.abortedTransactions ?? []
        let end = batches.last.map(\.nextOffset) ?? offset
        var left = told.sorted { $0.firstOffset < $1.firstOffset }[...]
        var aborting: Set<Int64> = []
        var values: [[UInt8]] = []
        for batch in batches {
            while let first = left.first, first.firstOffset < batch.nextOffset {
                aborting.insert(first.producerID)
                left = left.dropFirst()
            }
            if batch.isControl {
                if try batch.endTransactionMarker?.outcome == .abort { aborting.remove(batch.producerID) }
            } else if !batch.isTransactional || !aborting.contains(batch.producerID) {
                values += batch.records.filter { $0.offset >= offset }.compactMap(\.value)
            }
        }
        try expect("\(place): committed values", values, log.committedValues(from: offset, before: end))
        // A broker may tell more than what was read needs, and nothing that is not so, in the order of the ends.
        let possible = log.aborted.filter { $0.last >= offset }
        let places = told.map { one in
            possible.firstIndex { $0.producer == one.producerID && $0.first == one.firstOffset } ?? -1
        }
        try expect("\(place): places of what was told as aborted", places, Set(places).sorted())
        try expect("\(place): told as aborted, and is not", places.contains(-1), false)
    }
}
