/// What a sample asks for.
struct SampleOrder: Sendable {
    var topic: String
    var start: SampleStart
    /// Of each partition.
    var maxBytes: Int
}

/// The part of a sample that one leader has.
struct LeaderShare: Sendable {
    private(set) var partitions: [SampledPartition] = []
    /// Led by another broker meanwhile, or not ready: to be asked for again.
    private(set) var moved: Set<Int32> = []
    /// Why they are.
    private(set) var reason: WireError?

    private let order: SampleOrder
    private let connection: BrokerConnection
    private let deadline: Deadline

    /// Bytes asked for at once, of a partition and of all.
    private static let bytesPerPartition: Int32 = 1 << 20
    private static let bytesPerFetch: Int32 = 16 << 20
    /// How long a leader may wait for the first byte.
    private static let maxWait = Duration.milliseconds(250)
    /// Answers without anything new after which no more is expected: the end of a compacted log, for one.
    private static let idleRounds = 3

    init(_ order: SampleOrder, _ connection: BrokerConnection, _ deadline: Deadline) {
        self.order = order
        self.connection = connection
        self.deadline = deadline
    }

    /// Reads until every partition is done or has moved, or the time is up.
    /// - Parameter continuing: partitions that another leader began with.
    mutating func run(_ ids: [Int32], continuing sampled: [Int32: SampledPartition]) async throws(WireError) {
        do {
            try await begin(ids.filter { sampled[$0] == nil })
            partitions += ids.compactMap { sampled[$0] }
            var idle = 0
            while !deadline.isOver, idle < Self.idleRounds, partitions.contains(where: isOpen) {
                idle = try await fetch() ? 0 : idle + 1
            }
        } catch {
            // The last answer may be cut off by the end of the time: what came before it counts.
            guard error.kind == .timedOut, deadline.isOver, !partitions.isEmpty else { throw error }
        }
    }

    private func isOpen(_ partition: SampledPartition) -> Bool { !partition.isDone && !moved.contains(partition.id) }

    private mutating func begin(_ ids: [Int32]) async throws(WireError) {
        guard !ids.isEmpty else { return }
        let earliest = try await offsets(.earliest, ids)
        let latest = try await offsets(.latest, ids)
        for id in ids {
            guard let first = earliest[id], let end = latest[id] else { continue }
            let position = order.start.offset(in: id, earliest: first, latest: end)
            partitions.append(SampledPartition(id: id, position: position, end: end, maxBytes: order.maxBytes))
        }
    }

    /// Offsets by partition, without those that moved.
    private mutating func offsets(
        _ position: LogPosition, _ ids: [Int32]
    ) async throws(WireError) -> [Int32: Int64] {
        // From version 4 on librdkafka's mock (2.0.2) writes eight bytes where the leader epoch has four.
        let response = try await connection.send(
            ListOffsetsRequest(topic: order.topic, partitions: ids, position: position), within: limit, version: 3)
        var offsets: [Int32: Int64] = [:]
        for topic in response.topics {
            for answer in topic.partitions {
                try expect(topic.name, answer.partitionIndex, among: ids)
                if try isServed(answer.partitionIndex, answer.errorCode) {
                    offsets[answer.partitionIndex] = answer.offset
                }
            }
        }
        guard offsets.count + moved.intersection(ids).count >= ids.count else {
            throw .malformed(at: place, "the ListOffsets response leaves out partitions of '\(order.topic)'")
        }
        return offsets
    }

    /// One round over the open partitions; says whether any of them went on.
    private mutating func fetch() async throws(WireError) -> Bool {
        let open = partitions.filter(isOpen)
        let wait = deadline.earlier(of: Self.maxWait)
        let response = try await connection.send(
            FetchRequest(
                topic: order.topic, partitions: open.map { $0.request(atMost: Self.bytesPerPartition) },
                maxBytes: Self.bytesPerFetch, maxWait: wait),
            within: limit, version: FetchRequest.lastByName)
        guard response.errorCode == .none else {
            throw .refused(response.errorCode, at: place, "Fetch of '\(order.topic)'")
        }
        var lost: [Int32] = []
        var goesOn = false
        for (topic, answer) in response.responses.flatMap({ topic in topic.partitions.map { (topic.topic, $0) } }) {
            let id = answer.partitionIndex
            try expect(topic, id, among: open.map(\.id))
            if answer.errorCode == .offsetOutOfRange {
                lost.append(id)
                continue
            }
            guard try isServed(id, answer.errorCode), let index = partitions.firstIndex(where: { $0.id == id })
            else { continue }
            let entries = try LogEntries(answer.records ?? [], place: "\(place), partition \(id) of '\(order.topic)'")
            if partitions[index].take(entries, topic: order.topic) { goesOn = true }
        }
        if !lost.isEmpty { try await skipLost(lost) }
        return goesOn
    }

    /// Retention deleted what was to be read next: goes on with what is left.
    private mutating func skipLost(_ ids: [Int32]) async throws(WireError) {
        let earliest = try await offsets(.earliest, ids)
        for index in partitions.indices {
            if let first = earliest[partitions[index].id] { partitions[index].skip(to: first) }
        }
    }

    private var place: String { "\(connection.broker)" }

    private var limit: Duration { deadline.earlier(of: connection.requestLimit) }

    /// Whether the leader serves the partition; false, and noted, where another one does or it is not ready.
    private mutating func isServed(_ id: Int32, _ code: BrokerCode) throws(WireError) -> Bool {
        if code == .none { return true }
        let error = WireError.refused(code, at: place, "partition \(id) of topic '\(order.topic)'")
        guard code.isTransient else { throw error }
        moved.insert(id)
        reason = error
        return false
    }

    private func expect(_ topic: String, _ id: Int32, among ids: [Int32]) throws(WireError) {
        guard topic == order.topic, ids.contains(id) else {
            throw .malformed(at: place, "the response has partition \(id) of '\(topic)', which was not asked for")
        }
    }
}
