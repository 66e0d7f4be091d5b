internal import Evidence
internal import KafkaWire

// Producer ids and their epochs.
extension Check {
    static let producerIdentityChecks = [initPID, staleEpoch, unknownPIDAnySequence]

    private static let initPID = Check(
        "idem.init-pid", .core, .idempotence, "Every broker hands out producer ids that no other producer has",
        why: "Clients write idempotently by default. Without an id they do not start; two with one id lose records.",
        expected: "InitProducerId without a transactional id gives a new id with epoch 0, on every broker",
        since: "0.11 (KIP-98)", known: "OCI Streaming has no InitProducerId",
        remedy: "Set enable.idempotence=false where the cluster has no producer ids",
        needs: [.api(22, atLeast: 0)]
    ) { probe in
        let brokers = try await probe.pool.metadata(MetadataRequest(topics: [], version: 4)).brokers.map(\.nodeID)
        var ids: [Int64] = []
        var epochs: Set<Int16> = []
        for _ in 0..<3 {
            for broker in brokers {
                let answer = try await ProbeProducer.identity(probe, transactionalID: nil, at: .broker(broker))
                try ProbeProducer.accept(answer.errorCode, "InitProducerId without a transactional id", probe)
                ids.append(answer.producerID)
                epochs.insert(answer.producerEpoch)
            }
        }
        guard Set(ids).count == ids.count else { return .fail("One producer id was handed out twice") }
        guard ids.allSatisfy({ $0 >= 0 }) else { return .fail("A producer id is negative") }
        return epochs == [0]
            ? .pass("Three ids from each broker, all different, with epoch 0", ["first epoch is 0": "yes"])
            : .degraded("The ids are all different, but not all begin with epoch 0", ["first epoch is 0": "no"])
    }

    private static let staleEpoch = Check(
        "idem.stale-epoch", .core, .idempotence,
        "After an epoch is bumped the old one is refused, and the new begins at 0",
        why: "A bump is how a producer recovers: what is still on its way under the old epoch must not come in later.",
        expected:
            "INVALID_PRODUCER_EPOCH (47) or PRODUCER_FENCED (90) for the old epoch, OUT_OF_ORDER_SEQUENCE_NUMBER (45) for a new one that does not begin at 0",
        since: "2.5 (KIP-360)", needs: [.api(22, atLeast: 3)]
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.idempotent(probe)
        try await producer.write(["a", "b"], to: log)
        producer.epoch += 1
        let notAtZero = try await producer.send(["skipped"], sequence: 2, to: log).errorCode
        let bumped = try await producer.send(["c"], sequence: 0, to: log).errorCode
        producer.epoch -= 1
        let stale = try await producer.send(["late"], sequence: 2, to: log).errorCode
        let named = try await ProbeProducer.transactional(probe)
        let next = try await ProbeProducer.identity(
            probe, transactionalID: named.transactionalID, current: (named.id, named.epoch))
        let again = try await ProbeProducer.identity(
            probe, transactionalID: named.transactionalID, current: (named.id, named.epoch + 7))
        let facts = [
            "old epoch": "\(stale)", "new epoch, sequence 0": "\(bumped)", "new epoch, sequence 2": "\(notAtZero)",
            "bump by InitProducerId": "\(next.errorCode)", "bump of an epoch that never was": "\(again.errorCode)",
        ]
        guard stale != .none else { return .fail("A write under the old epoch is stored", facts) }
        guard bumped == .none else { return .fail("A bumped epoch that begins at 0 is answered with \(bumped)", facts) }
        guard notAtZero != .none else { return .fail("A bumped epoch may begin at sequence 2", facts) }
        guard next.errorCode == .none, next.producerID == named.id, next.producerEpoch == named.epoch + 1 else {
            return .fail("InitProducerId with the current id and epoch does not bump the epoch by one", facts)
        }
        guard again.errorCode != .none else { return .fail("InitProducerId takes an epoch that never was", facts) }
        let known: Set<BrokerCode> = [.invalidProducerEpoch, .producerFenced]
        return known.contains(stale) && notAtZero == .outOfOrderSequenceNumber && known.contains(again.errorCode)
            ? .pass("\(stale) for the old epoch, \(notAtZero) for a new one that does not begin at 0", facts)
            : .degraded("\(stale) for the old epoch, \(notAtZero) for a new one that does not begin at 0", facts)
    }

    private static let unknownPIDAnySequence = Check(
        "idem.unknown-pid-any-seq", .extended, .idempotence,
        "A producer that the partition has forgotten may go on with any sequence",
        why: "After retention or deletion took all its records, a producer would else be stuck or have to start anew.",
        expected:
            "A first batch with a sequence above 0 is stored, and writing goes on after all records are deleted; under the second transaction protocol a transaction's first must be 0 (45)",
        since: "2.5 (KIP-360), 4.0 (KIP-890)",
        known: "Redpanda answered UNKNOWN_PRODUCER_ID until 2024-07 (bc3d761b87)",
        needs: [.api(22, atLeast: 0)]
    ) { probe in
        let log = try await probe.log()
        let stranger = try await ProbeProducer.idempotent(probe)
        let first = try await stranger.send(["x"], sequence: 42, to: log).errorCode
        var facts = ["first sequence 42": "\(first)"]
        var deleted: BrokerCode?
        if probe.offered(DeleteRecordsRequest.api) != nil {
            var producer = try await ProbeProducer.idempotent(probe)
            try await producer.write(["a", "b", "c"], to: log)
            if try await log.delete(before: -1).errorCode == .none {
                let answer = try await producer.send(["d"], sequence: 3, to: log).errorCode
                facts["after DeleteRecords"] = "\(answer)"
                deleted = answer
            }
        }
        let codes = [first, deleted ?? .none]
        if codes.allSatisfy({ $0 == .none }) {
            return .pass("A first batch with sequence 42 is stored, and what goes on after a deletion, too", facts)
        }
        let known: Set<BrokerCode> = [.none, .unknownProducerId]
        return codes.allSatisfy(known.contains)
            ? .degraded("\(BrokerCode.unknownProducerId): the producer must bump its epoch", facts)
            : .fail("Refused: \(codes.filter { $0 != .none }.map(\.description).joined(separator: ", "))", facts)
    }
}
