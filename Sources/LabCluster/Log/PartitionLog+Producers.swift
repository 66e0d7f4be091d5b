internal import KafkaWire

extension PartitionLog {
    /// Books again what the log has of producers, from its beginning: as a replica knows them that has no more than that.
    func recall(_ ids: Set<Int64>) {
        guard !ids.isEmpty else { return }
        walk(from: segments[0].baseOffset) { block, first in
            do {
                for entry in block.batches[first...] {
                    let bytes = try block.read(from: entry.position, count: entry.size)
                    guard let header = BatchHeader(bytes), ids.contains(header.producerID) else { continue }
                    try recall(header, bytes)
                }
                return true
            } catch {
                // A disk's fault: reads of it are refused, and what it had of producers is not known.
                return true
            }
        }
        producers.replicated(to: endOffset)
    }

    private func recall(_ header: BatchHeader, _ bytes: WireBytes) throws {
        guard header.isControl else {
            if header.baseSequence >= 0 {
                producers.book(header, at: header.baseOffset, timestamp: header.maxTimestamp)
            } else {
                // Offsets that a group commits in a transaction have no sequence numbers.
                producers.update(header.producerID, epoch: header.producerEpoch) {
                    if $0.transactionStart == nil { $0.transactionStart = header.baseOffset }
                    $0.lastOffset = header.baseOffset
                }
            }
            return
        }
        guard let end = try RecordBatch.batches(in: bytes, place: "log").first?.endTransactionMarker else { return }
        let marker = TransactionMarker(
            producer: ProducerIdentity(id: header.producerID, epoch: header.producerEpoch),
            commits: end.outcome == .commit, coordinatorEpoch: end.coordinatorEpoch)
        _ = producers.end(marker, at: header.baseOffset, timestamp: header.maxTimestamp)
    }
}
