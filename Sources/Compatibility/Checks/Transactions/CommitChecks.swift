internal import Evidence
internal import KafkaWire

extension Check.Need {
    /// What every transaction needs: a producer id, partitions added to it, an end.
    static let transactions: [Check.Need] = [
        .api(22, atLeast: 0), .api(24, atLeast: 0), .api(26, atLeast: 0),
    ]
}

// What readers see of a transaction while it is open, and when it is committed.
extension Check {
    static let commitChecks = [commitAtomic, stableOffsetBlocks, controlRecordsHidden]

    private static let commitAtomic = Check(
        "txn.commit-atomic", .core, .transactions,
        "Of a transaction over two topics nothing is seen before the commit, and all of it after",
        why: "This is what a transaction is for: a reader that sees a part of it acts on half a result.",
        expected:
            "No partition shows anything while it is open, none ever a part of it, and all everything after the commit",
        since: "0.11 (KIP-98)",
        known:
            "Ursa and Inkless' diskless topics have no transactions (AddPartitionsToTxn 17, transactional Produce 42)",
        remedy: "Keep topics that transactions write to on a cluster or a topic kind that has them",
        needs: Need.transactions + [.topicCreation]
    ) { probe in
        var logs: [ProbeLog] = []
        for suffix in ["one", "two"] {
            let topic = try await probe.topic(partitions: 3, suffix: suffix)
            for partition in topic.partitions {
                logs.append(try await ProbeLog(topic: topic.name, partition: partition, probe: probe))
            }
        }
        var producer = try await ProbeProducer.transactional(probe)
        try await producer.begin(in: logs)
        for half in ["first", "second"] {
            for log in logs { try await producer.write(["\(half) 1", "\(half) 2"], to: log) }
        }
        for log in logs {
            // The records are there for other readers: it is not that they are late.
            guard try await log.allValues(to: log.base + 4).count == 4 else {
                return .fail("Records of the open transaction are not in the log")
            }
            let read = try await log.readCommitted(at: log.base, maxWait: .zero)
            guard read.records.isEmpty, read.next == log.base else {
                return .fail("A reader of committed data sees records of an open transaction")
            }
        }
        try await producer.commit()
        for log in logs {
            let seen = try await probe.firstAnswer(within: .seconds(30)) {
                let count = try await log.readCommitted(at: log.base).records.count
                return count == 0 ? nil : count
            }
            guard let seen else { return .fail("Within 30 s of the commit a partition shows nothing of it") }
            guard seen == 4 else { return .fail("A partition shows \(seen) of the transaction's 4 records") }
        }
        return .pass("Nothing in six partitions of two topics before the commit, and all of it after")
    }

    private static let stableOffsetBlocks = Check(
        "txn.lso-blocks", .core, .transactions,
        "An open transaction holds back what was written after it, until it ends",
        why: "Readers of committed data get records in the log's order: without it they would skip the transaction.",
        expected:
            "The last stable offset is where the transaction begins; a later plain record comes when it has ended",
        since: "0.11 (KIP-98)", needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        try await log.append([WireRecord(value: Array("before".utf8))])
        var producer = try await ProbeProducer.transactional(probe)
        try await producer.begin(in: [log])
        let first = try await producer.write(["inside"], to: log)
        try await log.append([WireRecord(value: Array("after".utf8))])
        let held = try await log.readCommitted(at: log.base, maxWait: .zero)
        let everything = try await log.allValues(to: first + 2)
        guard everything == ["before", "inside", "after"] else {
            return .fail("A reader of all data sees \(everything.count) of 3 records")
        }
        guard held.records.map(\.text) == ["before"] else {
            return .fail("While the transaction is open a reader of committed data sees what was written after it")
        }
        guard held.answer.lastStableOffset == first else {
            return .fail("The last stable offset is not where the open transaction begins")
        }
        try await producer.commit()
        guard let end = try await log.stableEnd() else {
            return .fail("Within 30 s of the commit the last stable offset did not come to the log's end")
        }
        let values = try await log.committedValues(to: end)
        return values == ["before", "inside", "after"]
            ? .pass("The record after the open transaction came when it was committed")
            : .fail("After the commit a reader of committed data sees \(values.count) of 3 records")
    }

    private static let controlRecordsHidden = Check(
        "txn.control-records-hidden", .core, .transactions,
        "The marks of commits and aborts take an offset, and readers get past them to the log's end",
        why: "A reader that gets a mark as a record breaks; one that cannot pass it at the end shows a lag for ever.",
        expected:
            "Each end is one control batch; readers of committed data come to the high watermark, also when all was aborted",
        since: "0.11 (KIP-98)",
        known:
            "AutoMQ mishandled committed reads of ranges with nothing in them (PR 3346); librdkafka's mock writes no marks",
        needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        let ends = [true, false, false, true, false]
        for (number, commits) in ends.enumerated() {
            try await producer.begin(in: [log])
            try await producer.write(["\(number)"], to: log)
            if commits { try await producer.commit() } else { try await producer.abort() }
        }
        guard let end = try await log.stableEnd() else {
            return .fail("With no transaction open the last stable offset does not come to the log's end")
        }
        guard end == log.base + Int64(2 * ends.count) else {
            return .fail(
                "Five transactions of one record take \(end - log.base) offsets, not 10",
                ["a mark takes an offset": "no"])
        }
        let batches = try await log.batches(from: log.base, to: end)
        let marks = try batches.compactMap { try $0.endTransactionMarker?.outcome }
        guard marks == ends.map({ $0 ? .commit : .abort }) else {
            return .fail("The log holds \(marks.count) marks of ends, not the five that were asked for in their order")
        }
        guard batches.filter(\.isControl).allSatisfy({ $0.isTransactional && $0.producerID == producer.id }) else {
            return .fail("A mark does not name the producer whose transaction it ends")
        }
        let tail = try await log.readCommitted(at: end - 2)
        guard tail.records.isEmpty, tail.next == end else {
            return .fail("At an aborted tail a reader of committed data does not come to the log's end")
        }
        let values = try await log.committedValues(to: end)
        return values == ["0", "3"]
            ? .pass(
                "A mark for each of five ends; readers come to the high watermark", ["a mark takes an offset": "yes"])
            : .fail("Readers of committed data get \(values.count) records where 2 were committed")
    }
}
