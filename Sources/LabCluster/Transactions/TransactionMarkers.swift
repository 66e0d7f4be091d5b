internal import KafkaWire

/// The end of a transaction, as it is written to each of its partitions.
struct TransactionMarker {
    let producer: ProducerIdentity
    let commits: Bool
    /// The leader epoch of the coordinator's partition; a marker of an older one is refused.
    let coordinatorEpoch: Int32

    /// The control batch that says it.
    func batch(at time: Int64) -> RecordBatch {
        // Version 0 and the kind; version 0 and the coordinator's epoch.
        let key: [UInt8] = [0, 0, 0, commits ? 1 : 0]
        var value: [UInt8] = [0, 0, 0, 0, 0, 0]
        value.put(coordinatorEpoch, at: 2)
        var batch = RecordBatch(
            [WireRecord(key: key, value: value, timestamp: time)], producerID: producer.id,
            producerEpoch: producer.epoch, isTransactional: true)
        batch.isControl = true
        return batch
    }
}

extension Partition {
    /// Ends a producer's transaction in this partition; the offset behind the marker.
    func append(_ marker: TransactionMarker, in cluster: ClusterState) throws(BatchRefusal) -> Int64 {
        if let known = log.producers.producers[marker.producer.id] {
            guard marker.producer.epoch >= known.epoch else {
                throw BatchRefusal(.invalidProducerEpoch, "the producer has the epoch \(known.epoch)")
            }
            guard marker.coordinatorEpoch >= known.coordinatorEpoch else {
                throw BatchRefusal(.transactionCoordinatorFenced, "another node is the coordinator")
            }
        }
        if inSync.count < topic.settings.minInSyncReplicas {
            throw BatchRefusal(.notEnoughReplicas, "\(inSync.count) replicas are in sync")
        }
        let now = cluster.now
        let offset: Int64
        do {
            offset = try append(own: marker.batch(at: now), in: cluster)
        } catch {
            throw BatchRefusal(.unknownServerError, "\(error)")
        }
        log.end(transactionOf: marker, at: offset, now: now)
        wake(in: cluster)
        return offset + 1
    }
}

extension PartitionLog {
    /// Books a marker that was appended.
    func end(transactionOf marker: TransactionMarker, at offset: Int64, now: Int64) {
        let first = producers.end(marker, at: offset, timestamp: now)
        guard let first, !marker.commits else { return }
        aborted.append(
            AbortedTransaction(
                producerID: marker.producer.id, firstOffset: first, lastOffset: offset,
                lastStableOffset: producers.firstOpenTransaction ?? offset + 1))
    }
}

extension Transactions {
    /// Writes the markers of a transaction that is settled, once the request at hand is served.
    func writeMarkers(of id: String, in cluster: ClusterState) {
        cluster.soon { [self, unowned cluster] in tryMarkers(of: id, in: cluster) }
    }

    /// How long after a marker could not be written it is tried again.
    private static let pause: Duration = .milliseconds(100)

    private func tryMarkers(of id: String, in cluster: ClusterState) {
        guard let transaction = self[id], transaction.state.isEnding else { return }
        guard let coordinator = cluster.coordinatorPartition(of: id, .transaction), coordinator.leader >= 0 else {
            return tryMarkersAgain(of: id, in: cluster)
        }
        let marker = TransactionMarker(
            producer: transaction.producer, commits: transaction.state == .prepareCommit,
            coordinatorEpoch: coordinator.leaderEpoch)
        var isLeft = false
        for place in transaction.partitions.sorted() where markersOnTheirWay[id]?.contains(place) != true {
            guard let partition = cluster.topics[place.topic]?.partition(place.partition) else {
                isDone(with: place, of: id, in: cluster)
                continue
            }
            guard partition.leader >= 0 else {
                isLeft = true
                continue
            }
            do throws(BatchRefusal) {
                let end = try partition.append(marker, in: cluster)
                markersOnTheirWay[id, default: []].insert(place)
                partition.whenReplicated(to: end) { [self, unowned cluster] code in
                    markersOnTheirWay[id]?.remove(place)
                    if code == .none {
                        cluster.transactionEnded(marker, at: place)
                        isDone(with: place, of: id, in: cluster)
                    } else {
                        tryMarkersAgain(of: id, in: cluster)
                    }
                }
            } catch {
                // Someone newer has the producer or the transaction: this marker is of no use there any more.
                if [.invalidProducerEpoch, .transactionCoordinatorFenced].contains(error.code) {
                    isDone(with: place, of: id, in: cluster)
                } else {
                    isLeft = true
                }
            }
        }
        if transaction.partitions.isEmpty { complete(id, in: cluster) }
        if isLeft { tryMarkersAgain(of: id, in: cluster) }
    }

    private func tryMarkersAgain(of id: String, in cluster: ClusterState) {
        cluster.after(Self.pause) { [self, unowned cluster] in tryMarkers(of: id, in: cluster) }
    }

    private func isDone(with place: OffsetPlace, of id: String, in cluster: ClusterState) {
        let now = cluster.now
        settle(id, in: cluster) { $0.isDone(with: place, now: now) }
    }

    private func complete(_ id: String, in cluster: ClusterState) {
        let now = cluster.now
        settle(id, in: cluster) { $0.completeIfDone(now: now) }
    }

    /// - Parameter change: whether the transaction is complete with it.
    private func settle(_ id: String, in cluster: ClusterState, _ change: (inout Transaction) -> Bool) {
        guard var transaction = self[id] else { return }
        let isComplete = change(&transaction)
        put(transaction)
        guard isComplete else { return }
        markersOnTheirWay[id] = nil
        log(transaction, in: cluster)
    }
}
