internal import KafkaWire

/// A partition of a fetch session, named as the version of its requests names it.
struct FetchKey: Hashable {
    let topic: String
    let topicID: WireID
    let partition: Int32
}

/// What a Fetch asks for, once its session has had its say.
struct FetchPlan {
    let asked: [(key: FetchKey, asked: FetchRequest.Topic.Partition)]
    /// nil for a fetch without a session.
    let session: FetchSession?
    /// Whether every partition is told, and not only what changed.
    let isFull: Bool
}

struct FetchSessionRefusal: Error {
    let code: BrokerCode
}

/// The fetch sessions of one node (KIP-227): what a client reads without naming it every time.
final class FetchSessions {
    private var sessions: [Int32: FetchSession] = [:]
    private var uses = 0

    /// As `max.incremental.fetch.session.cache.slots`.
    static let most = 1000

    func plan(_ call: LabCall<FetchRequest>) throws(FetchSessionRefusal) -> FetchPlan {
        let request = call.request
        let named = request.topics.flatMap { topic in
            topic.partitions.map {
                (key: FetchKey(topic: topic.topic, topicID: topic.topicID, partition: $0.partition), asked: $0)
            }
        }
        uses += 1
        guard request.sessionEpoch > 0 else {
            // 0 begins a session and -1 does without; either ends the one that is named.
            sessions[request.sessionID] = nil
            guard request.sessionEpoch == 0, call.version >= 7 else {
                return FetchPlan(asked: named, session: nil, isFull: true)
            }
            let session = begin(named, call.cluster)
            return FetchPlan(asked: named, session: session, isFull: true)
        }
        guard let session = sessions[request.sessionID] else {
            throw FetchSessionRefusal(code: .fetchSessionIdNotFound)
        }
        guard session.nextEpoch == request.sessionEpoch else {
            throw FetchSessionRefusal(code: .invalidFetchSessionEpoch)
        }
        session.nextEpoch = session.nextEpoch == .max ? 1 : session.nextEpoch + 1
        session.lastUse = uses
        session.update(named, forgotten: request.forgottenTopicsData)
        return FetchPlan(asked: session.inOrder, session: session, isFull: false)
    }

    private func begin(
        _ named: [(key: FetchKey, asked: FetchRequest.Topic.Partition)], _ cluster: ClusterState
    ) -> FetchSession? {
        guard !named.isEmpty else { return nil }
        if sessions.count >= Self.most, let oldest = sessions.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            sessions[oldest.key] = nil
        }
        var id: Int32 = 0
        while id == 0 || sessions[id] != nil { id = Int32(truncatingIfNeeded: cluster.random.next() & 0x7fff_ffff) }
        let session = FetchSession(id: id, use: uses)
        session.update(named, forgotten: [])
        sessions[id] = session
        return session
    }
}

/// What one client reads, and what it was last told of it.
final class FetchSession {
    let id: Int32
    var nextEpoch: Int32 = 1
    var lastUse: Int
    private var order: [FetchKey] = []
    private var asked: [FetchKey: FetchRequest.Topic.Partition] = [:]
    private var told: [FetchKey: (highWatermark: Int64, logStart: Int64)] = [:]

    init(id: Int32, use: Int) {
        self.id = id
        lastUse = use
    }

    var inOrder: [(key: FetchKey, asked: FetchRequest.Topic.Partition)] {
        order.compactMap { key in asked[key].map { (key, $0) } }
    }

    func update(
        _ named: [(key: FetchKey, asked: FetchRequest.Topic.Partition)], forgotten: [FetchRequest.ForgottenTopic]
    ) {
        for (key, partition) in named {
            if asked.updateValue(partition, forKey: key) == nil { order.append(key) }
        }
        guard !forgotten.isEmpty else { return }
        for topic in forgotten {
            for partition in topic.partitions {
                let key = FetchKey(topic: topic.topic, topicID: topic.topicID, partition: partition)
                asked[key] = nil
                told[key] = nil
            }
        }
        order.removeAll { asked[$0] == nil }
    }

    /// Whether the client is told of a partition: in a full answer always, else where something changed.
    func tells(_ data: FetchPlace.Answer, of key: FetchKey, isFull: Bool) -> Bool {
        let last = told[key]
        // After an error the next answer tells the partition again, whatever it is.
        told[key] = data.errorCode == .none ? (data.highWatermark, data.logStartOffset) : nil
        if isFull || data.errorCode != .none || data.records?.isEmpty == false || data.preferredReadReplica >= 0 {
            return true
        }
        return last.map { $0 != (data.highWatermark, data.logStartOffset) } ?? true
    }
}
