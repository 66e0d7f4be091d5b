import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// Transactions in a cluster that runs, asked where its state lives.
struct TransactionsTests {
    private func with(nodes: Int = 1, _ body: (LabCluster) async throws -> Void) async throws {
        var settings = LabSettings()
        settings.nodes = nodes
        settings.replicationFactor = 1
        settings.seed = 1
        try await withLab(settings) { cluster in
            try await cluster.onLoop { state in
                _ = state.topics.create("t", assignments: (0..<2).map { [Int32($0 % nodes) + 1] }, in: state)
            }
            try await body(cluster)
        }
    }

    @Test func aWriteIsTakenOnlyInATransaction() async throws {
        try await with { cluster in
            let found = try await cluster.onLoop { state -> [BrokerCode?] in
                let partition = try #require(state.topics["t"]?.partition(0))
                let producer = try state.transactions.initiate("a", timeout: 1_000, current: nil, in: state)
                let old = ProducerIdentity(id: producer.id, epoch: producer.epoch - 1)
                func fault(_ producer: ProducerIdentity, _ version: Int16, id: String = "a") -> BrokerCode? {
                    state.transactions.fault(
                        inWriteTo: partition, of: producer, id, TransactionalWrite(produceVersion: version), in: state)
                }
                var found = [fault(producer, 10), fault(producer, 11), fault(producer, 11, id: "b")]
                found += [fault(old, 12), fault(producer, 12), fault(producer, 10)]
                _ = try state.transactions.end("a", commit: true, by: producer, secondProtocol: false, in: state)
                return found + [fault(producer, 11), fault(producer, 12)]
            }
            #expect(
                found == [
                    .invalidTxnState, .transactionAbortable, .invalidProducerIdMapping, .invalidProducerEpoch, nil, nil,
                    .notEnoughReplicas, .concurrentTransactions,
                ])
        }
    }

    @Test func markersWaitForAPartitionWithoutALeader() async throws {
        try await with(nodes: 2) { cluster in
            let id = try await cluster.onLoop { state -> String in
                let ids = (0..<100).map { "transaction-\($0)" }
                let id = try #require(ids.first { state.coordinator(of: $0, .transaction)?.id == 1 })
                let producer = try state.transactions.initiate(id, timeout: 1_000, current: nil, in: state)
                let places: Set = [OffsetPlace("t", 0), OffsetPlace("t", 1)]
                try state.transactions.add(places, to: id, by: producer, secondProtocol: false, in: state)
                return id
            }
            try await cluster.stopNode(2)
            try await cluster.onLoop { state in
                let producer = try #require(state.transactions[id]).producer
                _ = try state.transactions.end(id, commit: true, by: producer, secondProtocol: false, in: state)
            }
            let left: Set = [OffsetPlace("t", 1)]
            #expect(
                try await eventually(within: .seconds(30)) {
                    try await cluster.onLoop { $0.transactions[id]?.partitions } == left
                })
            #expect(try await cluster.onLoop { $0.transactions[id]?.state } == .prepareCommit)
            try await cluster.startNode(2)
            #expect(
                try await eventually(within: .seconds(30)) {
                    try await cluster.onLoop { $0.transactions[id]?.state } == .completeCommit
                })
        }
    }

    @Test func whatIsOverItsTimeIsAbortedAndItsProducerFenced() async throws {
        try await with { cluster in
            let producer = try await cluster.onLoop { state in
                let producer = try state.transactions.initiate("a", timeout: 1, current: nil, in: state)
                try state.transactions.add(
                    [OffsetPlace("t", 0)], to: "a", by: producer, secondProtocol: false, in: state)
                return producer
            }
            #expect(
                try await eventually(within: .seconds(30)) {
                    try await cluster.onLoop { state in
                        state.transactions.look(at: state.now, in: state)
                        return state.transactions["a"]?.state == .completeAbort
                    }
                })
            let code = try await cluster.onLoop { state -> BrokerCode? in
                do throws(TransactionRefusal) {
                    _ = try state.transactions.end("a", commit: true, by: producer, secondProtocol: false, in: state)
                    return nil
                } catch {
                    return error.code
                }
            }
            #expect(code == .producerFenced)
        }
    }

    @Test func offsetsCountWithTheCommitAndGoWithTheAbort() async throws {
        try await with { cluster in
            for commits in [true, false] {
                let group = "group-\(commits)"
                let place = OffsetPlace("t", 0)
                let producer = try await cluster.onLoop { state in
                    let producer = try state.transactions.initiate(group, timeout: 1_000, current: nil, in: state)
                    let partition = try #require(state.coordinatorPartition(of: group, .group))
                    try state.transactions.add(
                        [OffsetPlace("__consumer_offsets", partition.index)], to: group, by: producer,
                        secondProtocol: false, in: state)
                    let offset = CommittedOffset(offset: 5, committedAt: 0)
                    state.groups.offsets(of: group).pend(producerID: producer.id, offset, place)
                    return producer
                }
                #expect(try await cluster.onLoop { $0.groups.offsets(of: group).isUnstable(place) })
                try await cluster.onLoop { state in
                    _ = try state.transactions.end(
                        group, commit: commits, by: producer, secondProtocol: false, in: state)
                }
                #expect(
                    try await eventually(within: .seconds(30)) {
                        try await cluster.onLoop { !$0.groups.offsets(of: group).isUnstable(place) }
                    })
                let offset = try await cluster.onLoop { $0.groups.offsets(of: group)[place]?.offset }
                #expect(offset == (commits ? 5 : nil))
            }
        }
    }
}
