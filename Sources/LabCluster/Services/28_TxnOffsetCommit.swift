internal import KafkaWire

extension LabService {
    /// Puts offsets of a group aside until the transaction ends that they are in.
    static let txnOffsetCommit = LabService(answering: TxnOffsetCommitRequest.self, 0...5) { call in
        let commit = TransactionalCommit(call)
        let refusal = commit.fault
        var response = TxnOffsetCommitResponse()
        response.topics = call.request.topics.map { topic in
            let refusal = call.may(.read, topic: topic.name) ? refusal : .topicAuthorizationFailed
            return .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { partition in
                    .init {
                        $0.partitionIndex = partition.partitionIndex
                        $0.errorCode = refusal ?? commit.take(partition, of: topic.name)
                    }
                }
            }
        }
        return response
    }
}

/// The offsets of one request.
private struct TransactionalCommit {
    private let call: LabCall<TxnOffsetCommitRequest>
    private let cluster: ClusterState
    private let producer: ProducerIdentity
    /// Where the group's offsets are kept.
    private let partition: Partition?

    init(_ call: LabCall<TxnOffsetCommitRequest>) {
        self.call = call
        cluster = call.cluster
        producer = ProducerIdentity(id: call.request.producerID, epoch: call.request.producerEpoch)
        partition = cluster.coordinatorPartition(of: call.request.groupID, .group)
    }

    /// Why none of the offsets is taken.
    var fault: BrokerCode? {
        let request = call.request
        guard !request.groupID.isEmpty else { return .invalidGroupId }
        guard let partition, partition.leader == call.node.id else { return .notCoordinator }
        guard cluster.hasOffsets(toTake: request) else { return nil }
        let outside = cluster.transactions.fault(
            inWriteTo: partition, of: producer, request.transactionalID,
            TransactionalWrite(offsetCommitVersion: call.version), in: cluster)
        // What a client of these versions asks again after.
        if let outside { return outside == .notEnoughReplicas ? .coordinatorNotAvailable : outside }
        if let known = partition.log.producers.producers[producer.id], known.epoch > producer.epoch {
            return .invalidProducerEpoch
        }
        let committer = OffsetCommitter(
            memberID: request.memberID, instanceID: request.groupInstanceID, generation: request.generationID,
            isTransactional: true, version: call.version)
        return cluster.groups.fault(in: committer, of: request.groupID)
    }

    func take(_ asked: TxnOffsetCommitRequest.Topic.Partition, of topic: String) -> BrokerCode {
        guard let partition, cluster.topics[topic]?.partition(asked.partitionIndex) != nil else {
            return .unknownTopicOrPartition
        }
        let metadata = asked.committedMetadata ?? ""
        guard metadata.utf8.count <= cluster.groups.largestMetadata else { return .offsetMetadataTooLarge }
        let now = cluster.now
        var offset = CommittedOffset(offset: asked.committedOffset, committedAt: now)
        offset.leaderEpoch = asked.committedLeaderEpoch
        offset.metadata = metadata
        let place = OffsetPlace(topic, asked.partitionIndex)
        let batch = RecordBatch(
            [offset.record(of: call.request.groupID, place)], producerID: producer.id, producerEpoch: producer.epoch,
            isTransactional: true)
        do {
            let written = try partition.append(own: batch, in: cluster)
            partition.log.producers.update(producer.id, epoch: producer.epoch) {
                if $0.transactionStart == nil { $0.transactionStart = written }
                $0.lastTimestamp = now
                $0.lastOffset = written
            }
        } catch {
            return .unknownServerError
        }
        cluster.groups.offsets(of: call.request.groupID).pend(producerID: producer.id, offset, place)
        return .none
    }
}

extension ClusterState {
    /// Whether any partition that a commit names is there; what is not there begins no transaction.
    fileprivate func hasOffsets(toTake request: TxnOffsetCommitRequest) -> Bool {
        request.topics.contains { topic in
            topic.partitions.contains { topics[topic.name]?.partition($0.partitionIndex) != nil }
        }
    }
}
