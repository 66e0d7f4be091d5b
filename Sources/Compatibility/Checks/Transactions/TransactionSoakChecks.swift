internal import Evidence
internal import KafkaWire

// Many transactions at once.
extension Check {
    static let transactionSoakChecks = [interleaveSoak]

    private static let interleaveSoak = Check(
        "txn.interleave-soak", .core, .transactions,
        "Of many interleaved transactions exactly the committed ones are read, once and in order",
        why: "What holds for one transaction can break for many on one partition, where ranges overlap.",
        expected:
            "Eight producers with 200 transactions each, a third of them aborted: what is read is what was committed",
        since: "0.11 (KIP-98)", known: "Jepsen read aborted records in Redpanda 21.10", needs: Need.transactions,
        conduct: .slow, limit: .seconds(300)
    ) { probe in
        var logs: [ProbeLog] = []
        for _ in 0..<3 { logs.append(try await probe.log()) }
        let written = try await withThrowingTaskGroup(of: [[String]].self) { group in
            for number in 0..<8 {
                group.addTask { [logs] in try await committedBySoak(probe, producer: number, logs: logs) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (index, log) in logs.enumerated() {
            guard let end = try await log.stableEnd() else {
                return .fail("With no transaction open the last stable offset does not come to the log's end")
            }
            let read = try await log.committedValues(to: end, within: .seconds(60))
            let expected = written.flatMap { $0[index] }
            if Set(read).count < read.count { return .fail("A record is read twice") }
            let surplus = Set(read).subtracting(expected).count
            if surplus > 0 { return .fail("\(surplus) records are read that were aborted") }
            let missing = expected.count - read.count
            if missing > 0 { return .fail("\(missing) of \(expected.count) committed records are not read") }
            for producer in written where read.filter(Set(producer[index]).contains) != producer[index] {
                return .fail("The records of a producer are not read in the order in which it wrote them")
            }
        }
        return .pass("1,600 transactions of eight producers: read is what was committed, once and in order")
    }

    /// Runs 200 transactions of one producer over all partitions; what it committed in each of them.
    private static func committedBySoak(
        _ probe: Probe, producer number: Int, logs: [ProbeLog]
    ) async throws -> [[String]] {
        var producer = try await ProbeProducer.transactional(probe)
        var leaders: [Destination] = []
        for log in logs { leaders.append(.broker(try await probe.leader(of: log.partition, in: log.topic))) }
        var committed = [[String]](repeating: [], count: logs.count)
        for round in 0..<200 {
            // Two of the three partitions, another two each time; every producer aborts other rounds.
            let chosen = [(number + round) % logs.count, (number + round + 1) % logs.count]
            let commits = (number * 7 + round * 5) % 3 != 0
            try await producer.begin(in: chosen.map { logs[$0] })
            for index in chosen {
                let values = (0..<1 + (number + round) % 3).map { "\(number)-\(round)-\(index)-\($0)" }
                try await producer.write(values, to: logs[index], at: leaders[index])
                if commits { committed[index] += values }
            }
            if commits { try await producer.commit() } else { try await producer.abort() }
        }
        return committed
    }
}
