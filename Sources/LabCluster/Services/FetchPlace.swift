internal import KafkaWire

/// One partition that a Fetch asks for, and from where.
struct FetchPlace {
    typealias Answer = FetchResponse.TopicResponse.PartitionData

    let topicName: String
    let topicID: WireID
    let asked: FetchRequest.Topic.Partition
    let partition: Partition?
    /// A replica in the reader's rack, where another one than this should be read; -1 for none.
    private let nearest: Int32
    private let isolation: Int8
    private let nodeID: Int32
    private let mayBeFollower: Bool
    private let isAllowed: Bool

    init(_ key: FetchKey, _ asked: FetchRequest.Topic.Partition, call: LabCall<FetchRequest>) {
        topicName = key.topic
        topicID = key.topicID
        self.asked = asked
        partition =
            topicID.isZero && call.version >= 13
            ? nil : call.cluster.topics.find(topicName, topicID)?.partition(asked.partition)
        nearest = partition.map { Self.nearest(to: call, of: $0) } ?? -1
        isolation = call.request.isolationLevel
        nodeID = call.node.id
        isAllowed = call.may(.read, topic: partition?.topic.name ?? topicName)
        // KIP-392: from version 11 on a consumer may read from any replica.
        mayBeFollower = call.version >= 11
    }

    private static func nearest(to call: LabCall<FetchRequest>, of partition: Partition) -> Int32 {
        let rack = call.request.rackID
        guard call.version >= 11, !rack.isEmpty, call.cluster.settings.readsFromNearest,
            partition.leader == call.node.id,
            call.node.rack != rack
        else { return -1 }
        return partition.inSync.first { call.cluster.node($0).map { $0.isUp && $0.rack == rack } ?? false } ?? -1
    }

    var key: FetchKey { FetchKey(topic: topicName, topicID: topicID, partition: asked.partition) }

    var topicResponse: FetchResponse.TopicResponse {
        FetchResponse.TopicResponse {
            $0.topic = topicName
            $0.topicID = topicID
        }
    }

    func isOf(_ response: FetchResponse.TopicResponse) -> Bool {
        response.topic == topicName && response.topicID == topicID
    }

    /// Why nothing can be read there; nil where something can, now or later.
    var fault: BrokerCode? {
        guard isAllowed else { return .topicAuthorizationFailed }
        guard let partition, !partition.isDeleted else {
            return topicID.isZero ? .unknownTopicOrPartition : .unknownTopicId
        }
        guard partition.leader == nodeID || mayBeFollower && partition.inSync.contains(nodeID) else {
            return .notLeaderOrFollower
        }
        if let fault = partition.fault(inEpoch: asked.currentLeaderEpoch) { return fault }
        guard (partition.log.startOffset...partition.log.endOffset).contains(asked.fetchOffset) else {
            return divergence == nil ? .offsetOutOfRange : nil
        }
        return nil
    }

    /// The end of the epoch that the reader was last in, where its offset lies behind it.
    private var divergence: (epoch: Int32, offset: Int64)? {
        guard asked.lastFetchedEpoch >= 0, let partition else { return nil }
        let end = partition.log.end(ofEpoch: asked.lastFetchedEpoch) ?? (-1, -1)
        return end.epoch < asked.lastFetchedEpoch || end.offset < asked.fetchOffset ? end : nil
    }

    func available(enough: Int) -> Int {
        guard fault == nil, let partition else { return 0 }
        if divergence != nil || nearest >= 0 { return enough }
        return partition.log.available(
            from: asked.fetchOffset, upTo: partition.end(isolation: isolation), enough: enough)
    }

    func read(mostBytes: Int, atLeastOne: Bool) -> Answer {
        var answer = Answer()
        answer.partitionIndex = asked.partition
        answer.records = []
        answer.highWatermark = -1
        answer.abortedTransactions = isolation == 1 ? [] : nil
        if let fault {
            answer.errorCode = fault
            if let partition, [.notLeaderOrFollower, .fencedLeaderEpoch].contains(fault) {
                answer.currentLeader.leaderID = partition.leader
                answer.currentLeader.leaderEpoch = partition.leaderEpoch
            }
            return answer
        }
        guard let partition else { return answer }
        answer.highWatermark = partition.highWatermark
        answer.lastStableOffset = partition.lastStableOffset
        answer.logStartOffset = partition.log.startOffset
        if let divergence {
            answer.divergingEpoch.epoch = divergence.epoch
            answer.divergingEpoch.endOffset = divergence.offset
            return answer
        }
        answer.preferredReadReplica = nearest
        if nearest >= 0 { return answer }
        let most = min(mostBytes, Int(max(0, asked.partitionMaxBytes)))
        let end = partition.end(isolation: isolation)
        let records: WireBytes
        do {
            records = try partition.log.read(
                from: asked.fetchOffset, upTo: end, mostBytes: most, atLeastOne: atLeastOne)
        } catch {
            answer.errorCode = .kafkaStorageError
            return answer
        }
        answer.records = records
        if isolation == 1, !records.isEmpty { answer.abortedTransactions = aborted(in: records, of: partition) }
        return answer
    }

    /// Aborted transactions that have records between the offset and the end of what was read.
    private func aborted(in records: WireBytes, of partition: Partition) -> [Answer.AbortedTransaction] {
        var end = asked.fetchOffset
        var rest = records
        while let header = BatchHeader(rest), header.size <= rest.count {
            end = header.baseOffset + Int64(header.lastOffsetDelta) + 1
            rest = rest.dropFirst(header.size)
        }
        return partition.log.aborted.filter { $0.lastOffset >= asked.fetchOffset && $0.firstOffset < end }.map { one in
            .init {
                $0.producerID = one.producerID
                $0.firstOffset = one.firstOffset
            }
        }
    }
}
