package import KafkaWire

/// What one fetch gives to a reader of committed data.
package struct CommittedRead: Sendable {
    /// Records of users that were not aborted.
    package var records: [WireRecord]
    /// Where the reader goes on: past control records and past what was aborted.
    package var next: Int64
    package var answer: FetchResponse.TopicResponse.PartitionData
}

extension CommittedRead {
    /// Leaves out control records and what the list of aborted transactions names, as clients do (KIP-98).
    ///
    /// The list may be in any order.
    package init(
        _ batches: [RecordBatch], from offset: Int64, answer: FetchResponse.TopicResponse.PartitionData
    ) throws {
        var pending = (answer.abortedTransactions ?? []).sorted { $0.firstOffset < $1.firstOffset }[...]
        var aborted: Set<Int64> = []
        records = []
        next = offset
        for batch in batches {
            while let first = pending.first, first.firstOffset < batch.nextOffset {
                aborted.insert(first.producerID)
                pending.removeFirst()
            }
            if try batch.endTransactionMarker?.outcome == .abort { aborted.remove(batch.producerID) }
            if !batch.isControl, !(batch.isTransactional && aborted.contains(batch.producerID)) {
                records += batch.records.filter { $0.offset >= offset }
            }
            next = max(next, batch.nextOffset)
        }
        self.answer = answer
    }
}

extension ProbeLog {
    /// One fetch of committed data.
    package func readCommitted(at offset: Int64, maxWait: Duration = .milliseconds(500)) async throws -> CommittedRead {
        let answer = try await fetch(at: offset, maxWait: maxWait, isolation: 1)
        try probe.expectNone(answer.errorCode, "a fetch of committed data")
        let batches = try RecordBatch.batches(in: answer.records ?? [], place: "\(topic)/\(partition)")
        return try CommittedRead(batches, from: offset, answer: answer)
    }

    /// All committed values from where the log began to `end`, fetch after fetch.
    ///
    /// Where the reader does not come there within the limit, the check fails: what was ended must become stable.
    package func committedValues(to end: Int64, within limit: Duration = .seconds(30)) async throws -> [String] {
        var position = base
        var values: [String] = []
        let stop = ContinuousClock.now + limit
        while position < end {
            guard ContinuousClock.now < stop else {
                throw CheckOutcome.fail(
                    "Within \(limit) a reader of committed data does not come to the log's end, with no transaction open"
                )
            }
            let read = try await readCommitted(at: position)
            values += read.records.map(\.text)
            position = read.next
        }
        return values
    }

    /// All values from where the log began to `end`, aborted ones too.
    package func allValues(to end: Int64) async throws -> [String] {
        try await records(from: base, to: end).map(\.text)
    }

    /// Waits until no transaction holds back readers of committed data; the log's end then, nil where it stays so.
    package func stableEnd(within limit: Duration = .seconds(30)) async throws -> Int64? {
        try await probe.firstAnswer(within: limit) {
            let end = try await self.end()
            return try await self.end(isolation: 1) == end ? end : nil
        }
    }
}

extension WireRecord {
    /// The value as text; empty where there is none.
    package var text: String { String(decoding: value ?? [], as: UTF8.self) }
}
