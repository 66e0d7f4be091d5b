internal import KafkaWire

extension LabService {
    /// Appends batches to partitions; with acks=all it answers when the in-sync replicas have them.
    static let produce = LabService(ProduceRequest.self, 3...12, advertised: 0...12) { call in
        Production(call).begin()
    }
}

/// One Produce request on its way.
private final class Production {
    private typealias Part = ProduceResponse.TopicProduceResponse.PartitionProduceResponse

    private let call: LabCall<ProduceRequest>
    private var response = ProduceResponse()
    /// Partitions that in-sync replicas do not have yet.
    private var open = 0
    private var isBegun = false

    init(_ call: LabCall<ProduceRequest>) {
        self.call = call
    }

    func begin() {
        let acks = call.request.acks
        let mayBegin = call.request.transactionalID.map { call.may(.write, transactionalID: $0) } ?? true
        for topic in call.request.topicData {
            let found = call.cluster.topics.find(topic.name, topic.topicID)
            var answer = ProduceResponse.TopicProduceResponse()
            answer.name = topic.name
            answer.topicID = topic.topicID
            let topicIndex = response.responses.count
            response.responses.append(answer)
            for (place, part) in topic.partitionData.enumerated() {
                let partition = found?.partition(part.index)
                let unknown = topic.topicID.isZero ? BrokerCode.unknownTopicOrPartition : .unknownTopicId
                response.responses[topicIndex].partitionResponses.append(Part { $0.index = part.index })
                let end: Int64
                do throws(BatchRefusal) {
                    guard mayBegin else {
                        throw BatchRefusal(
                            .transactionalIdAuthorizationFailed, "Transactional Id authorization failed.")
                    }
                    guard call.may(.write, topic: found?.name ?? topic.name) else {
                        throw BatchRefusal(.topicAuthorizationFailed, "Not authorized to write to the topic")
                    }
                    let outcome = try append(part.records, to: partition, unknown: unknown, acks: acks)
                    update(topicIndex, place) {
                        $0.baseOffset = outcome.baseOffset
                        $0.logAppendTimeMs = outcome.appendTime
                        $0.logStartOffset = partition?.log.startOffset ?? -1
                    }
                    end = outcome.endOffset
                } catch {
                    refuse(error, partition, topicIndex, place)
                    continue
                }
                guard acks == -1, let partition else { continue }
                open += 1
                partition.whenReplicated(to: end) { [self] code in
                    open -= 1
                    if code != .none { update(topicIndex, place) { $0.errorCode = code } }
                    waiting.remove([topicIndex, place])
                    if isBegun { answerIfDone() }
                }
                if end > partition.highWatermark { waiting.insert([topicIndex, place]) }
            }
        }
        // The records lie in the logs now; an answer that waits is not to hold them a second time.
        for topic in call.request.topicData.indices {
            for index in call.request.topicData[topic].partitionData.indices {
                call.request.topicData[topic].partitionData[index].records = nil
            }
        }
        isBegun = true
        answerIfDone()
        guard !call.isAnswered else { return }
        if call.cluster.settings.pipelinesWrites { call.letNextBegin() }
        timer = call.cluster.after(.milliseconds(Int(max(0, call.request.timeoutMs)))) { [self] in
            guard !call.isAnswered else { return }
            for place in waiting { update(place[0], place[1]) { $0.errorCode = .requestTimedOut } }
            open = 0
            answerIfDone()
        }
    }

    /// Places in the answer of the partitions that are waited for.
    private var waiting: Set<[Int]> = []
    private var timer: LabTimer?

    private func append(
        _ records: WireBytes?, to partition: Partition?, unknown: BrokerCode, acks: Int16
    ) throws(BatchRefusal) -> AppendOutcome {
        guard (-1...1).contains(acks) else {
            throw BatchRefusal(.invalidRequiredAcks, "acks is \(acks): -1, 0 and 1 are known")
        }
        guard let partition else { throw BatchRefusal(unknown, "This server does not host this topic-partition.") }
        guard partition.leader == call.node.id || partition.forgets(.leadership, in: call.cluster) else {
            throw BatchRefusal(.notLeaderOrFollower, "node \(call.node.id) does not lead the partition")
        }
        // More than there are replicas is never asked for.
        let least = min(partition.rules(for: .writing, in: call.cluster).minInSyncReplicas, partition.replicas.count)
        if acks == -1, partition.inSync.count < least {
            throw BatchRefusal(
                .notEnoughReplicas,
                "\(partition.inSync.count) replicas are in sync, and min.insync.replicas is \(least)"
            )
        }
        if partition.topic.isInternal, call.clientID != "__admin_client" {
            throw BatchRefusal(.invalidTopicException, "Cannot append to internal topic \(partition.topic.name)")
        }
        if let records, let header = BatchHeader(records), header.isTransactional {
            try verify(header, of: partition)
        }
        return try partition.append(records, version: call.version, in: call.cluster)
    }

    /// A transactional write is only taken in a transaction (KIP-890).
    private func verify(_ header: BatchHeader, of partition: Partition) throws(BatchRefusal) {
        guard let id = call.request.transactionalID else {
            throw BatchRefusal(
                .transactionalIdAuthorizationFailed, "a transactional batch, and no transactional id in the request")
        }
        guard header.hasProducer else { return }
        let fault = call.cluster.transactions.fault(
            inWriteTo: partition, of: ProducerIdentity(id: header.producerID, epoch: header.producerEpoch), id,
            TransactionalWrite(produceVersion: call.version), sequence: header.baseSequence, in: call.cluster)
        if let fault { throw BatchRefusal(fault, "the partition is in no transaction of \(id)") }
    }

    private func refuse(_ refusal: BatchRefusal, _ partition: Partition?, _ topic: Int, _ place: Int) {
        update(topic, place) {
            $0.errorCode = refusal.code
            $0.baseOffset = -1
            $0.errorMessage = refusal.message
            if [.invalidRecord, .invalidTimestamp].contains(refusal.code) {
                $0.recordErrors = refusal.records.map { index in
                    .init {
                        $0.batchIndex = index
                        $0.batchIndexErrorMessage = refusal.message
                    }
                }
            }
        }
        guard refusal.code == .notLeaderOrFollower, call.version >= 10, let partition, partition.leader >= 0 else {
            return
        }
        // KIP-951: who leads, and where.
        update(topic, place) {
            $0.currentLeader.leaderID = partition.leader
            $0.currentLeader.leaderEpoch = partition.leaderEpoch
        }
        guard !response.nodeEndpoints.contains(where: { $0.nodeID == partition.leader }),
            let leader = call.cluster.node(partition.leader)
        else { return }
        response.nodeEndpoints.append(
            .init {
                $0.nodeID = leader.id
                $0.host = call.cluster.settings.host
                $0.port = Int32(leader.ports[call.connection.listener] ?? 0)
                $0.rack = leader.rack
            })
    }

    private func update(_ topic: Int, _ place: Int, _ change: (inout Part) -> Void) {
        change(&response.responses[topic].partitionResponses[place])
    }

    private func answerIfDone() {
        guard open == 0 else { return }
        timer?.cancel()
        guard call.request.acks == 0 else { return call.answer(response) }
        // Who asks for no answer learns of an error only by the connection's end.
        let isRefused = response.responses.contains { $0.partitionResponses.contains { $0.errorCode != .none } }
        if isRefused { call.hangUp() } else { call.answerNothing() }
    }
}
