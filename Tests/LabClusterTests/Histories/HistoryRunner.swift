import KafkaWire
import TestSupport

@testable import LabCluster

/// Does the steps of one history on a cluster, and compares each answer with what the model says.
actor HistoryRunner {
    let subject: HistorySubject
    let topic: String
    let group: String
    /// When the time of the history's records begins: an hour ago.
    let origin: Int64
    var topicID = WireID.zero
    var leaders: [Int: Int32] = [:]
    var coordinators: [String: Int32] = [:]
    var serial = 0

    var logs = [LogModel](repeating: LogModel(), count: HistoryGenerator.partitions)
    var idempotent: [Int: ModelProducer] = [:]
    var transactions: [TransactionModel]
    var members = GroupModel()
    var memberIDs: [Int: String] = [:]
    var joins: [Int: PendingAnswer<JoinGroupResponse>] = [:]
    var syncs: [Int: PendingAnswer<SyncGroupResponse>] = [:]
    /// Where members are connected.
    var lanes: [Int: Int32] = [:]
    var nodesUp: Set<Int32>

    private init(_ name: String, on subject: HistorySubject) {
        self.subject = subject
        topic = name
        group = "\(name)-group"
        origin = ModelTime.now - 3_600_000
        nodesUp = subject.scope.nodes > 0 ? Set(1...subject.scope.nodes) : []
        transactions = (0..<HistoryGenerator.transactional).map { number in
            TransactionModel(
                id: "\(name)-\(number)", isSecondProtocol: number % 2 == 1, timeout: number % 2 == 1 ? 60_000 : 600_000)
        }
    }

    /// What went wrong, and at which step; nil where everything was as it should be.
    static func fault(
        in history: [HistoryOperation], named name: String, on subject: HistorySubject
    ) async throws -> (step: Int, what: String)? {
        let runner = HistoryRunner(name, on: subject)
        try await runner.begin()
        var step = 0
        var what: String?
        do {
            for operation in history {
                try await runner.perform(operation)
                step += 1
            }
            try await runner.compareEverything()
            try await runner.leaveAll()
        } catch {
            what = "\(error)"
        }
        if what != nil { await runner.giveUp() }
        try await runner.end()
        return what.map { (step, $0) }
    }

    private func perform(_ operation: HistoryOperation) async throws {
        switch operation {
        case .produce(let production): try await produce(production)
        case .replicate: try await replicate()
        case .initiate(let producer): try await initiate(producer)
        case .add(let producer, let partition, let stale): try await add(partition, to: producer, stale: stale)
        case .addOffsets(let producer, let stale): try await addOffsets(to: producer, stale: stale)
        case .commitInTransaction(let producer, let partition, let offset, let stale):
            try await commit(offset, partition, in: producer, stale: stale)
        case .end(let producer, let commits, let stale): try await end(producer, commits: commits, stale: stale)
        case .minutePasses: try await minutePasses()
        case .fetch(let reading): try await fetch(reading)
        case .listOffsets(let partition, let question, let committed):
            try await list(question, of: partition, committed: committed)
        case .deleteRecords(let partition, let share): try await deleteRecords(of: partition, share: share)
        case .retain: try await retain()
        case .stop(let node): try await endNode(node, kills: false)
        case .kill(let node): try await endNode(node, kills: true)
        case .start(let node): try await startNode(node)
        case .join(let member, let goesOn): try await join(member, goesOn: goesOn)
        case .sync(let member, let stale): try await sync(member, stale: stale)
        case .heartbeat(let member, let stale): try await heartbeat(member, stale: stale)
        case .leave(let member): try await leave(member)
        case .commit(let member, let partition, let offset, let stale):
            try await commit(offset, partition, by: member, stale: stale)
        case .committed(let stable): try await committed(stable: stable)
        }
    }

    func expect<Value: Equatable>(_ what: String, _ found: Value, _ wanted: Value) throws {
        guard found != wanted else { return }
        throw HistoryFault("\(what): \(found), and \(wanted) is right")
    }
}

// Its beginning and its end.
extension HistoryRunner {
    private func begin() async throws {
        let connection = try await subject.connection(to: subject.anyNode)
        let response = try await connection.send(
            CreateTopicsRequest {
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.numPartitions = Int32(HistoryGenerator.partitions)
                        $0.replicationFactor = subject.replicas
                    }
                ]
            })
        let created = response.topics.first
        try expect("creation of \(topic)", created?.errorCode, BrokerCode.none)
        topicID = created?.topicID ?? .zero
        if subject.lab == nil { try await awaitReadiness() }
    }

    /// A node of Apache Kafka serves a new topic, and the log of a coordinator, some time after they are told.
    private func awaitReadiness() async throws {
        for partition in logs.indices {
            let connection = try await leader(of: partition)
            let isReady = try await eventually(within: .seconds(10), every: .milliseconds(5)) {
                try await self.ask(.latest, of: partition, committed: false, over: connection).errorCode == .none
            }
            try expect("whether partition \(partition) is ready", isReady, true)
        }
        let isReady = try await eventually(within: .seconds(30), every: .milliseconds(5)) {
            do {
                for transaction in await self.transactions { _ = try await self.coordinator(of: transaction.id, 1) }
                for number in await self.transactions.indices where await self.transactions[number].state == .unknown {
                    try await self.initiate(number)
                }
                try await self.committed(stable: false)
                return true
            } catch is HistoryFault {
                return false
            }
        }
        try expect("whether the coordinators are ready", isReady, true)
    }

    /// Every record, every mark and every committed offset.
    private func compareEverything() async throws {
        try await replicate()
        for partition in logs.indices {
            for committed in [false, true] {
                try await list(.latest, of: partition, committed: committed)
                try await fetch(partition, from: logs[partition].start, committed: committed)
            }
            try await list(.earliest, of: partition, committed: false)
        }
        try await committed(stable: false)
    }

    /// Every member leaves, and who waits is answered.
    private func leaveAll() async throws {
        for member in memberIDs.keys.sorted() { try await leave(member) }
    }

    /// Waits for nothing any more; what the group still has stays.
    private func giveUp() async {
        for (member, node) in lanes { await subject.drop(node: node, lane: member + 1) }
        (joins, syncs, memberIDs, leaders, coordinators) = ([:], [:], [:], [:], [:])
    }

    /// Leaves the cluster as it was.
    private func end() async throws {
        for node in 0..<subject.scope.nodes where !nodesUp.contains(node + 1) { try await startNode(node + 1) }
        let connection = try await subject.connection(to: subject.anyNode)
        _ = try await connection.send(
            DeleteTopicsRequest {
                $0.topics = [.init { $0.name = topic }]
                $0.topicNames = [topic]
                $0.timeoutMs = 10_000
            })
    }
}

// Who is to be asked.
extension HistoryRunner {
    func leader(of partition: Int) async throws -> BrokerConnection {
        if leaders[partition] == nil {
            let connection = try await subject.connection(to: subject.anyNode)
            // A new topic may not be known everywhere at once.
            _ = try await eventually(within: .seconds(10), every: .milliseconds(5)) {
                let response = try await connection.send(
                    MetadataRequest { $0.topics = [.init { $0.name = self.topic }] })
                let partitions = response.topics.first?.partitions ?? []
                let found = Dictionary(uniqueKeysWithValues: partitions.map { (Int($0.partitionIndex), $0.leaderID) })
                await self.know(found)
                return found[partition].map { $0 >= 0 } ?? false
            }
        }
        return try await subject.connection(to: leaders[partition] ?? -1)
    }

    private func know(_ leaders: [Int: Int32]) { self.leaders = leaders }

    func coordinator(of key: String, _ kind: Int8 = 0) async throws -> Int32 {
        if let known = coordinators[key] { return known }
        let connection = try await subject.connection(to: subject.anyNode)
        let response = try await connection.send(
            FindCoordinatorRequest {
                $0.keyType = kind
                $0.coordinatorKeys = [key]
            })
        let found = response.coordinators.first
        try expect("coordinator of \(key)", found?.errorCode, BrokerCode.none)
        coordinators[key] = found?.nodeID
        return found?.nodeID ?? -1
    }

    func coordinatorConnection(of key: String, _ kind: Int8 = 0) async throws -> BrokerConnection {
        try await subject.connection(to: coordinator(of: key, kind))
    }
}
