internal import Evidence
internal import KafkaWire

// The second transaction protocol (KIP-890): an epoch for each transaction, and errors that can be aborted.
extension Check {
    static let secondProtocolChecks = [epochBump, abortableError]

    private static let epochBump = Check(
        "txn.v2-epoch-bump", .new, .transactions,
        "Each transaction has an epoch of its own, and a late write of one is refused in the next",
        why: "A write that was delayed in the network would else become part of the producer's next transaction.",
        expected:
            "EndTxn v5 bumps the epoch; Produce v12 adds the partition itself, and under the old epoch gets INVALID_PRODUCER_EPOCH (47)",
        since: "4.0 (KIP-890)",
        known:
            "Jepsen showed that the first protocol lets late writes in; Confluent Cloud offered Produce v12 without transaction.version 2 (franz-go 1017)",
        remedy: "Set the feature transaction.version to 2",
        needs: Need.transactions + [.api(0, atLeast: 12), .api(26, atLeast: 5)]
    ) { probe in
        let level = probe.cluster.features["transaction.version"] ?? 0
        guard level >= 2 else {
            return .degraded(
                "transaction.version is \(level): a late write can join the next transaction",
                ["transaction.version": "\(level)"])
        }
        var facts = ["transaction.version": "\(level)"]
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        let implicit = try await producer.send(["first"], sequence: 0, to: log, version: 12).errorCode
        facts["write without AddPartitionsToTxn"] = "\(implicit)"
        guard implicit == .none else {
            return .fail("Produce v12 is answered with \(implicit), though transaction.version is \(level)", facts)
        }
        let ended = try await producer.end(commit: true, version: 5)
        try ProbeProducer.accept(ended.errorCode, "EndTxn v5", probe)
        facts["epoch after the commit"] = ended.producerEpoch == producer.epoch + 1 ? "one higher" : "another"
        guard ended.producerID == producer.id, ended.producerEpoch == producer.epoch + 1 else {
            return .fail("EndTxn v5 does not give the same producer id and the next epoch", facts)
        }
        let old = producer
        producer.epoch = ended.producerEpoch
        try await producer.write(["second"], to: log, version: 12)
        let late = try await old.send(["late"], sequence: 1, to: log, version: 12).errorCode
        facts["late write"] = "\(late)"
        let second = try await producer.end(commit: true, version: 5)
        try ProbeProducer.accept(second.errorCode, "EndTxn v5", probe)
        guard let end = try await log.stableEnd() else { return .fail("The second transaction does not end", facts) }
        let values = try await log.committedValues(to: end)
        guard values == ["first", "second"] else {
            return .fail("Committed is \(values.count) records, where two transactions wrote one each", facts)
        }
        return late == .invalidProducerEpoch || late == .producerFenced
            ? .pass("The epoch is bumped with each commit; \(late) for the late write", facts)
            : .degraded("The late write is refused with \(late)", facts)
    }

    private static let abortableError = Check(
        "txn.abortable-error", .new, .transactions, "What can be mended by an abort is told as such",
        why: "A producer that gets an old code has to be closed and made anew; with the new one it aborts and goes on.",
        expected:
            "TRANSACTION_ABORTABLE (120) for writes and offsets outside of a transaction in versions that know it",
        since: "3.8 (KIP-890)", needs: Need.transactions + [.api(0, atLeast: 11), .api(28, atLeast: 4)],
        // A Kafka broker verifies several writes at once, and then answers all of them as the oldest version among them
        // would have it: beside other checks the code is now one, now the other.
        conduct: .alone
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        let write = try await producer.send(["not added"], sequence: 0, to: log, version: 11).errorCode
        let group = TransactionalGroup(probe, log: log)
        let offset = try await group.commit(1, in: producer, version: 4)
        // It is still of use after that.
        let other = try await probe.log()
        try await producer.begin(in: [other])
        try await producer.write(["in a transaction"], to: other)
        try await producer.commit()
        let facts = ["write outside": "\(write)", "offset outside": "\(offset)"]
        guard write != .none else { return .fail("A write outside of a transaction is stored", facts) }
        return write == .transactionAbortable && offset == .transactionAbortable
            ? .pass("\(write) for a write and for an offset", facts)
            : .degraded("\(write) for a write, \(offset) for an offset", facts)
    }
}
