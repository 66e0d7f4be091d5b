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
        // TransactionLogKey in version 0.
        var key = LogBytes()
        key.add(Int16(0))
        key.add(id)
        do {
            try partition.append(
                own: RecordBatch([WireRecord(key: key.bytes, value: value, timestamp: cluster.now)]), in: cluster)
        } catch {
            cluster.note("the log of transactions does not take \(id): \(error)")
        }
    }
}

extension Transaction {
    /// TransactionLogValue in version 1.
    var logValue: [UInt8] {
        var value = LogBytes()
        value.add(Int16(1))
        value.add(producer.id)
        value.add(producer.epoch)
        value.add(timeout)
        value.add(state.rawValue)
        add(partitionsTo: &value)
        value.add(lastUpdate)
        value.add(startTime)
        let tags = [
            previousProducerID >= 0 ? (0, LogBytes(previousProducerID)) : nil,
            nextProducerID >= 0 ? (1, LogBytes(nextProducerID)) : nil,
            isSecondProtocol ? (2, LogBytes(Int16(2))) : nil,
        ].compactMap(\.self)
        value.add(compact: tags.count)
        for (tag, field) in tags { value.add(tag: tag, field) }
        return value.bytes
    }

    private func add(partitionsTo value: inout LogBytes) {
        // Null where there is no transaction.
        guard state != .empty else { return value.add(compact: 0) }
        let topics = Dictionary(grouping: partitions, by: \.topic).sorted { $0.key < $1.key }
        value.add(compact: topics.count + 1)
        for (topic, places) in topics {
            value.add(compact: topic)
            value.add(compact: places.count + 1)
            for place in places.sorted() { value.add(place.partition) }
            value.add(compact: 0)
        }
    }
}
