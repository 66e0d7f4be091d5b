internal import KafkaWire

/// What became of a batch that was sent.
struct AppendOutcome {
    let baseOffset: Int64
    /// The offset behind its last record; what acks=all waits for.
    let endOffset: Int64
    /// -1 where records keep the producer's time.
    let appendTime: Int64
}

extension Partition {
    /// Takes a producer's batch, or says why not.
    ///
    /// A batch that is there already has the outcome that it had.
    func append(_ records: WireBytes?, version: Int16, in cluster: ClusterState) throws(BatchRefusal) -> AppendOutcome {
        let now = cluster.now
        let rules = rules(for: .writing, in: cluster)
        let validation = BatchValidation(
            settings: rules, version: version, now: now, partition: name,
            checksums: !forgets(.checksum, in: cluster))
        let sent = try validation.header(of: records)
        let appendTime = rules.hasLogAppendTime ? now : nil
        if sent.hasProducer, !forgets(.sequences, in: cluster) {
            switch log.producers.verdict(on: sent) {
            case .new: break
            case .refused(.invalidProducerEpoch) where forgets(.producerEpochs, in: cluster): break
            case .refused(let code):
                throw BatchRefusal(
                    code,
                    "producer \(sent.producerID), epoch \(sent.producerEpoch), sequence number \(sent.baseSequence)")
            case .duplicate(let batch):
                return AppendOutcome(
                    baseOffset: batch.baseOffset, endOffset: batch.lastOffset + 1,
                    appendTime: appendTime == nil ? -1 : batch.timestamp)
            }
        }
        if cluster.store.failure != nil {
            cluster.store.makeRoom()
            if let failure = cluster.store.failure { throw BatchRefusal(.kafkaStorageError, failure.description) }
        }
        let (bytes, header) = try validation.records(records ?? [], sent)
        let base = store(bytes, header, appendTime, in: cluster)
        if header.hasProducer { log.producers.book(header, at: base, timestamp: appendTime ?? now) }
        replicate(in: cluster)
        return AppendOutcome(baseOffset: base, endOffset: log.endOffset, appendTime: appendTime ?? -1)
    }

    /// Puts a batch that is right into the log, or does with it what a defect makes of it; its first offset.
    private func store(
        _ bytes: WireBytes, _ header: BatchHeader, _ appendTime: Int64?, in cluster: ClusterState
    ) -> Int64 {
        let put = { [self] (bytes: WireBytes) in
            log.append(
                bytes, header, leaderEpoch: leaderEpoch, appendTime: appendTime, rollAt: topic.settings.segments,
                now: cluster.now)
        }
        guard !cluster.defects.isQuiet else { return put(bytes) }
        let late = held.take()
        defer { if let late { storeHeld(late, in: cluster) } }
        switch cluster.defects.fate(of: header, in: self, of: cluster) {
        case .stored: return put(bytes)
        case .lost: return log.endOffset
        case .storedTwice:
            let base = put(bytes)
            _ = put(bytes)
            return base
        case .storedLate:
            held = HeldBatch(bytes: bytes, header: header)
            cluster.after(.milliseconds(200)) { [self] in
                guard let late = held.take() else { return }
                storeHeld(late, in: cluster)
                replicate(in: cluster)
            }
            return log.endOffset
        case .altered: return put(bytes.withByteChanged(repairing: true))
        case .damaged: return put(bytes.withByteChanged(repairing: false))
        }
    }

    private func storeHeld(_ late: HeldBatch, in cluster: ClusterState) {
        _ = log.append(
            late.bytes, late.header, leaderEpoch: leaderEpoch, rollAt: topic.settings.segments, now: cluster.now)
    }

    /// Appends a batch that the cluster itself writes, such as a transaction's marker or what a coordinator keeps.
    @discardableResult
    func append(own batch: RecordBatch, in cluster: ClusterState) throws -> Int64 {
        let bytes = try batch.encoded()[...]
        guard let header = BatchHeader(bytes) else { throw BatchRefusal(.corruptMessage, "an empty batch") }
        let base = log.append(
            bytes, header, leaderEpoch: leaderEpoch, rollAt: topic.settings.segments, now: cluster.now)
        replicate(in: cluster)
        return base
    }
}

/// A batch that was acknowledged and is stored behind the next one.
struct HeldBatch {
    let bytes: WireBytes
    let header: BatchHeader
}

extension WireBytes {
    /// A batch with another byte near its end, where the last record's value is; with `repairing` its checksum is right.
    fileprivate func withByteChanged(repairing: Bool) -> WireBytes {
        var changed = [UInt8](self)
        guard changed.count > BatchHeader.length + 8 else { return self }
        changed[changed.count - 4] ^= 0x55
        if repairing {
            let sum = RecordBatchHeader.checksum(of: changed[21...])
            changed.put(sum, at: 17)
        }
        return changed[...]
    }
}
