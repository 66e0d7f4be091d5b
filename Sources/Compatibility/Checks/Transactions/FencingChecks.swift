internal import Evidence
internal import KafkaWire

// Transactions that nobody ends, and producers that come back too late.
extension Check {
    static let fencingChecks = [fenceOnInit, timeoutAbort, timeoutCeiling]

    private static let fences: Set<BrokerCode> = [.invalidProducerEpoch, .producerFenced]

    private static let fenceOnInit = Check(
        "txn.fence-on-init", .core, .transactions,
        "A second producer with the same transactional id fences the first, and aborts what it left open",
        why: "After a restart the old instance may still run: without the fence both commit, and results are doubled.",
        expected:
            "The first one's writes and commit get INVALID_PRODUCER_EPOCH (47) or PRODUCER_FENCED (90); its records are aborted",
        since: "0.11 (KIP-98)", known: "librdkafka's mock never fences", needs: Need.transactions
    ) { probe in
        let log = try await probe.log()
        var old = try await ProbeProducer.transactional(probe)
        try await old.begin(in: [log])
        try await old.write(["old"], to: log)
        var new = try await ProbeProducer.transactional(probe, id: old.transactionalID)
        let write = try await old.send(["late"], sequence: 1, to: log).errorCode
        let commit = try await old.end(commit: true).errorCode
        let facts = ["write of the fenced": "\(write)", "commit of the fenced": "\(commit)"]
        guard commit != .none else { return .fail("The fenced producer's commit is taken", facts) }
        guard write != .none else { return .fail("The fenced producer's write is stored", facts) }
        try await new.begin(in: [log])
        try await new.write(["new"], to: log)
        try await new.commit()
        guard let end = try await log.stableEnd() else {
            return .fail("The transaction that the fenced producer left open is not ended", facts)
        }
        let values = try await log.committedValues(to: end)
        guard values == ["new"] else {
            return .fail("Committed is \(values.count) records, where only the new producer committed one", facts)
        }
        return fences.contains(write) && fences.contains(commit)
            ? .pass("\(write) for its write, \(commit) for its commit; what it left open is aborted", facts)
            : .degraded("It is fenced, but with \(write) for its write and \(commit) for its commit", facts)
    }

    private static let timeoutAbort = Check(
        "txn.timeout-abort", .core, .transactions, "A transaction that nobody ends is aborted after its timeout",
        why: "A producer that died in a transaction holds back all readers of committed data until that happens.",
        expected: "With a timeout of 5 s readers go on within 20 s, and the producer is told that it is fenced",
        since: "0.11 (KIP-98)",
        known: "Redpanda never ended such transactions (8236); librdkafka's mock has no timeout",
        needs: Need.transactions, conduct: .slow, limit: .seconds(150)
    ) { probe in
        let log = try await probe.log()
        var producer = try await ProbeProducer.transactional(probe, timeout: .seconds(5))
        try await producer.begin(in: [log])
        try await producer.write(["left open"], to: log)
        let began = ContinuousClock.now
        guard let end = try await log.stableEnd(within: .seconds(100)) else {
            return .fail("After 100 s a transaction with a timeout of 5 s is still open", ["aborted": "no"])
        }
        let waited = ContinuousClock.now - began
        let write = try await producer.send(["late"], sequence: 1, to: log).errorCode
        let commit = try await producer.end(commit: true).errorCode
        var facts = ["aborted": "yes", "late write": "\(write)", "late commit": "\(commit)"]
        guard try await log.committedValues(to: end).isEmpty else {
            return .fail("The records of a transaction that timed out are read as committed", facts)
        }
        guard commit != .none, write != .none else {
            return .fail("After the timeout the producer's \(write == .none ? "write" : "commit") is taken", facts)
        }
        // Kafka looks every ten seconds for transactions that are over their time.
        let promptly = waited < .seconds(25)
        facts["within 25 s"] = promptly ? "yes" : "no"
        return promptly && fences.contains(write) && fences.contains(commit)
            ? .pass("Aborted within 25 s; then \(write) for a write and \(commit) for a commit", facts)
            : .degraded(
                "Aborted \(promptly ? "within" : "only after") 25 s; then \(write) for a write and \(commit) for a commit",
                facts)
    }

    private static let timeoutCeiling = Check(
        "txn.timeout-ceiling", .extended, .transactions,
        "A transaction timeout above the cluster's limit is refused, and so is none at all",
        why: "Without a limit one dead producer can hold back readers of committed data for weeks.",
        expected: "INVALID_TRANSACTION_TIMEOUT (50) above transaction.max.timeout.ms, 15 minutes where it is not set",
        since: "0.11 (KIP-98)",
        known: "Tansu takes any (compat/librdkafka/FINDINGS.md #5), and Redpanda did until 6a2ac42e44",
        needs: [.api(22, atLeast: 0)]
    ) { probe in
        let atDefault = try await answer(to: .seconds(900), probe)
        let above = try await answer(to: .milliseconds(900_001), probe)
        let endless = try await answer(to: .milliseconds(Int64(Int32.max)), probe)
        let zero = try await answer(to: .zero, probe)
        let facts = [
            "15 min": "\(atDefault)", "15 min and 1 ms": "\(above)", "24 days": "\(endless)", "0 ms": "\(zero)",
        ]
        if endless == .none { return .fail("A timeout of 24 days is taken", facts) }
        return endless == .invalidTransactionTimeout
            ? .pass("\(endless) for 24 days", facts)
            : .degraded("A timeout of 24 days is refused with \(endless)", facts)
    }

    /// What InitProducerId says to a timeout.
    private static func answer(to timeout: Duration, _ probe: Probe) async throws -> BrokerCode {
        try await ProbeProducer.identity(probe, transactionalID: probe.name("transaction"), timeout: timeout)
            .errorCode
    }
}
