internal import Evidence
internal import KafkaWire

// What readers see of an aborted transaction.
extension Check {
    static let abortChecks = [abortInvisible, abortVisibleUncommitted, abortedListOrder]

    private static let abortInvisible = Check(
        "txn.abort-invisible", .core, .transactions, "What was aborted never reaches a reader of committed data",
        why: "An application that aborts takes back what it wrote: where it is read all the same, the result is wrong.",
        expected:
            "Of 500 aborted transactions, ended at once or after 75 and 150 ms, nothing is read; the records between are",
        since: "0.11 (KIP-98)",
        known:
            "KoP shows it when 75 ms pass before the abort (kop 1283); Tansu (compat/franz-go/FINDINGS.md) and Redpanda (10097) did, too; librdkafka's mock always does",
        needs: Need.transactions, limit: .seconds(240)
    ) { probe in
        let log = try await probe.log()
        let leader = Destination.broker(try await probe.leader(of: log.partition, in: log.topic))
        let pauses: [Duration] = [.zero, .milliseconds(75), .milliseconds(150)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    var producer = try await ProbeProducer.transactional(probe)
                    for round in 0..<100 {
                        try await producer.begin(in: [log])
                        try await producer.write(["aborted \(number)-\(round)"], to: log, at: leader)
                        // Mostly at once, as the pauses would else be all the time that it takes.
                        if round % 10 == 0 { try await Task.sleep(for: pauses[round / 10 % 3]) }
                        try await producer.abort()
                    }
                    try await producer.begin(in: [log])
                    try await producer.write(["committed \(number)"], to: log, at: leader)
                    try await producer.commit()
                }
            }
            try await group.waitForAll()
        }
        guard let end = try await log.stableEnd() else {
            return .fail("With no transaction open the last stable offset does not come to the log's end")
        }
        let values = try await log.committedValues(to: end)
        let leaked = values.count { $0.hasPrefix("aborted") }
        if leaked > 0 { return .fail("\(leaked) of 500 aborted records are read as committed", ["leaks": "yes"]) }
        return values.sorted() == (0..<5).map { "committed \($0)" }
            ? .pass("None of 500 aborted records, and all of the committed ones", ["leaks": "no"])
            : .fail("Of 5 committed records \(values.count) are read", ["leaks": "no"])
    }

    private static let abortVisibleUncommitted = Check(
        "txn.abort-visible-uncommitted", .extended, .transactions,
        "A reader of all data gets aborted records, and no list of aborted transactions",
        why:
            "Mirrors, backups and audits read all that is in the log; with the list, clients would drop records from it.",
        expected: "With isolation 0 the aborted records are there, and the list is null or empty",
        since: "0.11 (KIP-98)",
        known: "Redpanda hid the records (6630) and later sent the list to such readers, too (PR 18852)",
        needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe)
        try await producer.begin(in: [log])
        try await producer.write(["a", "b"], to: log)
        try await producer.abort()
        guard let end = try await log.stableEnd() else {
            return .fail("With no transaction open the last stable offset does not come to the log's end")
        }
        let values = try await log.allValues(to: end)
        let listed = try await log.fetch(at: log.base).abortedTransactions ?? []
        let facts = ["aborted records": values.isEmpty ? "hidden" : "there", "list": listed.isEmpty ? "empty" : "sent"]
        guard values == ["a", "b"] else {
            return .degraded("Readers of all data get \(values.count) of 2 aborted records", facts)
        }
        return listed.isEmpty
            ? .pass("The aborted records are there, and no list comes with them", facts)
            : .fail("A list of aborted transactions comes with data that is read without isolation", facts)
    }

    private static let abortedListOrder = Check(
        "txn.aborted-list-order", .extended, .transactions,
        "A committed fetch names each aborted transaction of its range by producer and first offset",
        why: "Clients drop records by this list: an entry that is missing or too many shows or hides the wrong ones.",
        expected: "Exactly the aborted transactions of interleaved producers, for each producer by first offset",
        since: "0.11 (KIP-98)", known: "Redpanda's list is not sorted, which franz-go works around",
        remedy: "Use clients that sort the list themselves", needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        var first = try await ProbeProducer.transactional(probe)
        var second = try await ProbeProducer.transactional(probe)
        var third = try await ProbeProducer.transactional(probe)
        var expected: [[Int64]] = []
        try await first.begin(in: [log])
        expected.append([first.id, try await first.write(["first, aborted"], to: log)])
        try await second.begin(in: [log])
        expected.append([second.id, try await second.write(["second, aborted"], to: log)])
        try await third.begin(in: [log])
        try await third.write(["third, committed"], to: log)
        try await second.abort()
        try await first.write(["first, aborted, too"], to: log)
        try await third.commit()
        try await second.begin(in: [log])
        expected.append([second.id, try await second.write(["second, aborted again"], to: log)])
        try await first.abort()
        try await second.abort()
        try await first.begin(in: [log])
        let committed = try await first.write(["first, committed"], to: log)
        try await first.commit()
        guard let end = try await log.stableEnd() else {
            return .fail("With no transaction open the last stable offset does not come to the log's end")
        }
        let whole = try await log.fetch(at: log.base, isolation: 1)
        try probe.expectNone(whole.errorCode, "a fetch of committed data")
        let listed = (whole.abortedTransactions ?? []).map { [$0.producerID, $0.firstOffset] }
        guard Set(listed) == Set(expected), listed.count == expected.count else {
            return .fail(
                "The list has \(listed.count) entries of 3 aborted transactions, or another first offset",
                ["complete": "no"])
        }
        let later = try await log.fetch(at: committed, isolation: 1).abortedTransactions ?? []
        guard later.isEmpty else {
            return .fail(
                "A fetch after the last aborted transaction still names \(later.count)", ["complete": "too many"])
        }
        let values = try await log.committedValues(to: end)
        guard values == ["third, committed", "first, committed"] else {
            return .fail("By the list \(values.count) records are read as committed, where 2 were committed")
        }
        let sorted = [first.id, second.id].allSatisfy { id in
            let offsets = listed.filter { $0[0] == id }.map { $0[1] }
            return offsets == offsets.sorted()
        }
        return sorted
            ? .pass("Three aborted transactions, by producer and first offset", ["complete": "yes", "sorted": "yes"])
            : .degraded("All are there, but not sorted by first offset", ["complete": "yes", "sorted": "no"])
    }
}
