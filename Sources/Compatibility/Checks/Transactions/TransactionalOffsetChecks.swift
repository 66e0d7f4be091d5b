internal import Evidence
internal import KafkaWire

// Offsets that are committed with a transaction.
extension Check {
    static let transactionalOffsetChecks = [offsetsAtomic, requireStable]

    private static let offsetNeeds = Need.transactions + [.api(25, atLeast: 0), .api(28, atLeast: 0)]

    private static let offsetsAtomic = Check(
        "txn.offsets-atomic", .core, .transactions,
        "Offsets that are sent in a transaction count from the commit on, and not at all after an abort",
        why: "Reading, working and writing exactly once rests on it: lost offsets repeat work, early ones skip it.",
        expected:
            "The old offset while it is open and after an abort, the new one after the commit; ILLEGAL_GENERATION (22) or UNKNOWN_MEMBER_ID (25) from a member that is out",
        since: "0.11 (KIP-98), 2.5 (KIP-447)",
        known:
            "Redpanda mixed them up at replay (PR 31483); librdkafka's mock takes and drops them; on Inkless' diskless topics they do work",
        needs: offsetNeeds + [.api(28, atLeast: 3)], limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = TransactionalGroup(probe, log: log)
        let producer = try await ProbeProducer.transactional(probe)
        guard try await group.transact(10, by: producer, ending: true) == -1 else {
            return .fail("An offset is there before its transaction is committed")
        }
        let first: Int64? = try await probe.firstAnswer(within: .seconds(30)) {
            let offset = try await group.committed().offset
            return offset == -1 ? nil : offset
        }
        guard first == 10 else { return .fail("Within 30 s of the commit its offset is not there") }
        guard try await group.transact(20, by: producer, ending: false) == 10 else {
            return .fail("While a transaction is open its offset takes the place of the one before")
        }
        // The fence: a later transaction of the same producer begins only when the abort is done.
        guard try await group.transact(30, by: producer, ending: true) == 10 else {
            return .fail("The offset of an aborted transaction is there after the abort")
        }
        let last: Int64? = try await probe.firstAnswer(within: .seconds(30)) {
            let offset = try await group.committed().offset
            return offset == 10 ? nil : offset
        }
        guard last == 30 else { return .fail("After the third transaction its offset is not there") }
        let members = TransactionalGroup(probe, log: log)
        let member = try await members.member()
        try await members.join(transactionOf: producer)
        let current = try await members.commit(1, in: producer, as: member)
        let stale = try await members.commit(
            2, in: producer, as: .init(id: member.id, generation: member.generation - 1))
        let stranger = try await members.commit(3, in: producer, as: .init(id: "nobody", generation: member.generation))
        try await producer.abort()
        let facts = [
            "current member": "\(current)", "stale generation": "\(stale)", "unknown member": "\(stranger)",
        ]
        guard current == .none else { return .fail("A member's own offset is refused: \(current)", facts) }
        guard stale != .none, stranger != .none else {
            return .fail("A member that is out may still commit offsets in a transaction", facts)
        }
        return stale == .illegalGeneration && stranger == .unknownMemberId
            ? .pass("They come with the commit and go with the abort; \(stale) for a stale generation", facts)
            : .degraded("They come with the commit; \(stale) for a stale generation, \(stranger) for a stranger", facts)
    }

    private static let requireStable = Check(
        "txn.require-stable", .extended, .transactions,
        "A reader that asks for stable offsets is told while a transaction may still change them",
        why: "Without it a new owner of a partition begins at the old offset, and what was done is done again.",
        expected: "UNSTABLE_OFFSET_COMMIT (88) while offsets are pending, the offset after the end",
        since: "2.5 (KIP-447)",
        known: "In Redpanda a group stayed in this state for ever (6423)",
        needs: offsetNeeds + [.api(9, atLeast: 7)], limit: .seconds(90)
    ) { probe in
        let log = try await probe.log()
        let group = TransactionalGroup(probe, log: log)
        let producer = try await ProbeProducer.transactional(probe)
        var pending: [BrokerCode] = []
        for commits in [true, false] {
            try await group.join(transactionOf: producer)
            try ProbeProducer.accept(
                try await group.commit(commits ? 5 : 6, in: producer), "TxnOffsetCommit", probe)
            pending.append(try await group.committed(stable: true).code)
            if commits { try await producer.commit() } else { try await producer.abort() }
            let after: Int64? = try await probe.firstAnswer(within: .seconds(30)) {
                let found = try await group.committed(stable: true)
                return found.code == .none && found.offset >= 0 ? found.offset : nil
            }
            guard let after else {
                return .fail(
                    "30 s after the \(commits ? "commit" : "abort") there is still no stable offset",
                    ["pending": "\(pending[0])"])
            }
            guard after == 5 else {
                return .fail(
                    "After the \(commits ? "commit" : "abort") the stable offset is another than the committed one")
            }
        }
        let facts = ["pending": pending.map(\.description).joined(separator: ", ")]
        return pending.allSatisfy { $0 == .unstableOffsetCommit }
            ? .pass("\(pending[0]) while it is pending, the offset after commit and abort", facts)
            : .fail("While offsets are pending the answer is \(facts["pending"] ?? "")", facts)
    }
}
