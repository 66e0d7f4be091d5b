internal import KafkaWire

extension Transactions {
    /// Writes where a transactional id stands to its partition of `__transaction_state`, as Kafka does.
    func log(_ transaction: Transaction, in cluster: ClusterState) {
        write(transaction.id, transaction.logValue, in: cluster)
    }

    /// A transactional id is forgotten.
    func forget(_ id: String, in cluster: ClusterState) { write(id, nil, in: cluster) }

    private func write(_ id: String, _ value: [UInt8]?, in cluster: ClusterState) {
        guard let partition = cluster.coordinatorPartition(of: id, .transaction), partition.leader >= 0 else { return }
        let name = Array(id.utf8)
        // Version 0, and the id with its length.
        var key = [UInt8](repeating: 0, count: 4) + name
        key.put(Int16(clamping: name.count), at: 2)
        do {
            try partition.append(
                own: RecordBatch([WireRecord(key: key, value: value, timestamp: cluster.now)]), in: cluster)
        } catch {
            cluster.note("the log of transactions does not take \(id): \(error)")
        }
    }
}

extension Transaction {
    /// TransactionLogValue in version 1.
    var logValue: [UInt8] {
        var bytes = LogBytes()
        bytes.add(Int16(1))
        bytes.add(producer.id)
        bytes.add(producer.epoch)
        bytes.add(timeout)
        bytes.add(state.rawValue)
        let topics = Dictionary(grouping: partitions, by: \.topic).sorted { $0.key < $1.key }
        bytes.add(compact: state == .empty ? 0 : topics.count + 1)
        if state != .empty {
            for (topic, places) in topics {
                bytes.add(compact: topic.utf8.count + 1)
                bytes.bytes += Array(topic.utf8)
                bytes.add(compact: places.count + 1)
                for place in places.sorted() { bytes.add(place.partition) }
                bytes.add(compact: 0)
            }
        }
        bytes.add(lastUpdate)
        bytes.add(startTime)
        var tags: [(Int, [UInt8])] = []
        if previousProducerID >= 0 { tags.append((0, LogBytes(previousProducerID).bytes)) }
        if nextProducerID >= 0 { tags.append((1, LogBytes(nextProducerID).bytes)) }
        if isSecondProtocol { tags.append((2, LogBytes(Int16(2)).bytes)) }
        bytes.add(compact: tags.count)
        for (tag, value) in tags {
            bytes.add(compact: tag)
            bytes.add(compact: value.count)
            bytes.bytes += value
        }
        return bytes.bytes
    }
}

/// Numbers one behind the other, as records of a coordinator's log have them.
private struct LogBytes {
    var bytes: [UInt8] = []

    init() {}

    init(_ value: some FixedWidthInteger) { add(value) }

    mutating func add<Value: FixedWidthInteger>(_ value: Value) {
        let place = bytes.count
        bytes += [UInt8](repeating: 0, count: Value.bitWidth / 8)
        bytes.put(value, at: place)
    }

    /// An unsigned number in groups of seven bits.
    mutating func add(compact value: Int) {
        var rest = UInt32(clamping: value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
