internal import KafkaWire

/// A group whose offsets a transaction commits (KIP-98, KIP-447); it is deleted after the check.
struct TransactionalGroup: Sendable {
    /// What a member of a group names itself by; without one, the group is only a place for offsets.
    struct Member: Sendable {
        var id = ""
        var generation: Int32 = -1
    }

    let name: String
    let log: ProbeLog
    private let probe: Probe

    init(_ probe: Probe, log: ProbeLog) {
        self.probe = probe
        self.log = log
        name = probe.group()
    }

    /// AddOffsetsToTxn, and goes on only where that worked.
    func join(transactionOf producer: ProbeProducer) async throws {
        let id = producer.transactionalID ?? ""
        let answer = try await ProbeProducer.whileBusy(probe, "AddOffsetsToTxn", \.errorCode) {
            try await probe.send(
                AddOffsetsToTxnRequest {
                    $0.transactionalID = id
                    $0.producerID = producer.id
                    $0.producerEpoch = producer.epoch
                    $0.groupID = name
                }, to: .transaction(id))
        }
        try ProbeProducer.accept(answer.errorCode, "AddOffsetsToTxn", probe)
    }

    /// TxnOffsetCommit of one offset; the answer's code, whatever it is.
    func commit(
        _ offset: Int64, in producer: ProbeProducer, as member: Member = Member(), version: Int16? = nil
    ) async throws -> BrokerCode {
        try await ProbeProducer.whileBusy(probe, "TxnOffsetCommit", \.self) {
            let answer = try await probe.send(
                TxnOffsetCommitRequest {
                    $0.transactionalID = producer.transactionalID ?? ""
                    $0.groupID = name
                    $0.producerID = producer.id
                    $0.producerEpoch = producer.epoch
                    $0.memberID = member.id
                    $0.generationID = member.generation
                    $0.topics = [
                        .init {
                            $0.name = log.topic
                            $0.partitions = [
                                .init {
                                    $0.partitionIndex = log.partition
                                    $0.committedOffset = offset
                                }
                            ]
                        }
                    ]
                }, to: .group(name), version: version)
            guard let code = answer.topics.first?.partitions.first?.errorCode else {
                throw CheckOutcome.fail("TxnOffsetCommit answered without an entry for the partition")
            }
            return code
        }
    }

    /// A whole transaction of one offset; the offset that readers get while it is open.
    func transact(_ offset: Int64, by producer: ProbeProducer, ending commits: Bool) async throws -> Int64 {
        try await join(transactionOf: producer)
        try ProbeProducer.accept(try await commit(offset, in: producer), "TxnOffsetCommit", probe)
        let open = try await committed().offset
        if commits { try await producer.commit() } else { try await producer.abort() }
        return open
    }

    /// The committed offset, -1 for none, and the code that came with it.
    func committed(stable: Bool = false) async throws -> (offset: Int64, code: BrokerCode) {
        let version = stable ? 7 : min(try probe.version(of: OffsetFetchRequest.api), 7)
        let answer = try await ProbeProducer.whileBusy(probe, "OffsetFetch", \.errorCode) {
            try await probe.send(
                OffsetFetchRequest {
                    $0.groupID = name
                    $0.requireStable = stable
                    $0.topics = [
                        .init {
                            $0.name = log.topic
                            $0.partitionIndexes = [log.partition]
                        }
                    ]
                }, to: .group(name), version: version)
        }
        try probe.expectNone(answer.errorCode, "OffsetFetch")
        guard let found = answer.topics.first?.partitions.first else {
            throw CheckOutcome.fail("OffsetFetch answered without an entry for the partition")
        }
        return (found.committedOffset, found.errorCode)
    }

    /// Makes one member of the group and leads it; it leaves after the check.
    func member() async throws -> Member {
        var member = Member()
        let joined: JoinGroupResponse = try await probe.eventually(within: .seconds(40), "a place in a group") {
            let answer = try await probe.send(
                JoinGroupRequest {
                    $0.groupID = name
                    $0.sessionTimeoutMs = 30_000
                    $0.rebalanceTimeoutMs = 30_000
                    $0.memberID = member.id
                    $0.protocolType = "seatrial"
                    $0.protocols = [.init { $0.name = "one" }]
                }, to: .group(name), within: .seconds(35))
            if !answer.memberID.isEmpty { member.id = answer.memberID }
            return answer.errorCode == .none ? answer : nil
        }
        member.generation = joined.generationID
        let (id, generation) = (member.id, member.generation)
        probe.afterwards {
            let version = min(try probe.version(of: LeaveGroupRequest.api), 2)
            _ = try await probe.send(
                LeaveGroupRequest {
                    $0.groupID = name
                    $0.memberID = id
                }, to: .group(name), version: version)
        }
        let synced = try await probe.send(
            SyncGroupRequest {
                $0.groupID = name
                $0.generationID = generation
                $0.memberID = id
                $0.protocolType = "seatrial"
                $0.protocolName = "one"
                $0.assignments = [.init { $0.memberID = id }]
            }, to: .group(name))
        try probe.expectNone(synced.errorCode, "SyncGroup")
        return member
    }
}
