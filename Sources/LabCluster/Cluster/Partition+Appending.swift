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
        let validation = BatchValidation(settings: topic.settings, version: version, now: now, partition: name)
        let sent = try validation.header(of: records)
        let appendTime = topic.settings.hasLogAppendTime ? now : nil
        if sent.hasProducer {
            switch log.producers.verdict(on: sent) {
            case .new: break
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
        let base = log.append(
            bytes, header, leaderEpoch: leaderEpoch, appendTime: appendTime, rollAt: topic.settings.segments, now: now)
        if header.hasProducer { log.producers.book(header, at: base, timestamp: appendTime ?? now) }
        replicate(in: cluster)
        return AppendOutcome(baseOffset: base, endOffset: log.endOffset, appendTime: appendTime ?? -1)
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
