internal import Evidence
internal import KafkaWire

// Reading, working and writing in one transaction, as Kafka Streams does it.
extension Check {
    static let exactlyOnceChecks = [exactlyOnceLoop]

    private static let exactlyOnceLoop = Check(
        "streams.eos-v2-loop", .core, .streams,
        "Work that reads, writes and commits its offsets in one transaction is done exactly once, though workers die",
        why: "It is what `processing.guarantee=exactly_once_v2` promises, and sums of money are added up on it.",
        expected:
            "200 records through 20 transactions with 9 crashes: each comes out once, in order, and no dead worker commits",
        since: "2.5 (KIP-447)",
        known: "Not possible on diskless topics (Ursa, Inkless), which have no transactions",
        needs: Need.transactions + [.api(25, atLeast: 0), .api(28, atLeast: 3), .api(9, atLeast: 7)],
        conduct: .slow, limit: .seconds(180)
    ) { probe in
        let (input, output) = (try await probe.log(), try await probe.log())
        let wanted = (0..<200).map { "work-\($0)" }
        let first = try await input.append(wanted.map { WireRecord(value: Array($0.utf8)) })
        let end = first + Int64(wanted.count)
        let group = TransactionalGroup(probe, log: input)
        let member = try await group.member()
        var worker = try await ProbeProducer.transactional(probe)
        var (position, round, crashes) = (first, 0, 0)
        while position < end {
            let records = try await input.records(from: position, to: position + 10)
            try await worker.begin(in: [output])
            try await worker.write(records.map { "done \($0.text)" }, to: output)
            let dies = round % 3 == 1
            round += 1
            // Every other worker that dies does so before its offsets are in the transaction.
            if !(dies && crashes.isMultiple(of: 2)) {
                try await group.join(transactionOf: worker)
                try ProbeProducer.accept(
                    try await group.commit(position + 10, in: worker, as: member), "TxnOffsetCommit", probe)
            }
            guard dies else {
                try await worker.commit()
                position += 10
                continue
            }
            crashes += 1
            let next = try await ProbeProducer.transactional(probe, id: worker.transactionalID)
            let late = try await worker.end(commit: true).errorCode
            guard late != .none else { return .fail("A worker that was replaced still commits") }
            worker = next
            let resumed: Int64? = try await probe.firstAnswer(within: .seconds(30)) {
                let found = try await group.committed(stable: true)
                return found.code == .none ? found.offset : nil
            }
            guard let resumed else { return .fail("30 s after a worker died there is no stable offset to go on from") }
            position = resumed == -1 ? first : resumed
        }
        guard let stable = try await output.stableEnd() else {
            return .fail("With no transaction open the last stable offset does not come to the log's end")
        }
        let results = try await output.committedValues(to: stable)
        let facts = ["crashes": "\(crashes)", "records in": "\(wanted.count)", "records out": "\(results.count)"]
        guard results.count <= wanted.count else {
            return .fail("\(results.count - wanted.count) records came out more than once", facts)
        }
        guard results.count == wanted.count else {
            return .fail("\(wanted.count - results.count) records did not come out", facts)
        }
        guard results == wanted.map({ "done \($0)" }) else {
            return .fail("As many records came out as went in, but not the same ones in their order", facts)
        }
        return .pass("\(wanted.count) records, each once and in order, with \(crashes) workers that died", facts)
    }
}
