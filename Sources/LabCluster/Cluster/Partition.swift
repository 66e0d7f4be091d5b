internal import KafkaWire

/// One partition: its log, who leads it, and who has what of it.
///
/// Followers have the leader's log by reference and a mark up to where they have it.
final class Partition {
    unowned let topic: Topic
    let index: Int32
    var replicas: [Int32]
    var inSync: [Int32]
    /// -1 where no node leads it.
    var leader: Int32
    var leaderEpoch: Int32 = 0
    /// Counts changes of replicas, leader and in-sync replicas.
    var partitionEpoch: Int32 = 0
    private(set) var log: PartitionLog
    private(set) var highWatermark: Int64 = 0
    /// What the leader's storage has for certain.
    private var committed: Int64 = 0
    /// How far followers have the log.
    var replicated: [Int32: Int64] = [:]
    /// Replicas that a reassignment adds and takes away.
    var adding: [Int32] = []
    var removing: [Int32] = []
    private(set) var isDeleted = false
    /// A batch that a defect holds back.
    var held: HeldBatch?

    private var fetches: [ObjectIdentifier: FetchWait] = [:]
    private var acknowledgements: [(offset: Int64, action: (BrokerCode) -> Void)] = []

    init(of topic: Topic, index: Int32, replicas: [Int32], live: Set<Int32>, store: LogStore) {
        self.topic = topic
        log = PartitionLog(store)
        self.index = index
        self.replicas = replicas
        inSync = replicas.filter(live.contains)
        leader = inSync.first ?? -1
        log.begin(epoch: leaderEpoch)
    }

    /// For messages: `positions-3`.
    var name: String { "\(topic.name)-\(index)" }

    var offlineReplicas: [Int32] { replicas.filter { !inSync.contains($0) } }

    /// The offset before which every transaction has ended, and every record is replicated.
    ///
    /// Where the first records of one that is open were deleted, the beginning of the batch that the log starts in.
    var lastStableOffset: Int64 {
        let open = log.producers.firstOpenTransaction ?? .max
        let ended = log.producers.firstEndedTransaction(markedFrom: highWatermark) ?? .max
        let first = min(open, ended)
        return min(highWatermark, first < log.startOffset ? max(first, log.firstBatchOffset) : first)
    }

    /// The end of what a reader sees: 0 reads all that is replicated, 1 only what is committed.
    func end(isolation: Int8) -> Int64 { isolation == 1 ? lastStableOffset : highWatermark }

    /// What is wrong with the epoch that a client believes in; -1 asks nothing.
    func fault(inEpoch epoch: Int32) -> BrokerCode? {
        guard epoch >= 0, epoch != leaderEpoch else { return nil }
        return epoch < leaderEpoch ? .fencedLeaderEpoch : .unknownLeaderEpoch
    }

    /// Gives the partition another leader (-1 for none), with the next epoch.
    func lead(_ node: Int32, in cluster: ClusterState) {
        leader = node
        leaderEpoch += 1
        partitionEpoch += 1
        replicated[node] = nil
        if node >= 0 { log.begin(epoch: leaderEpoch) }
        let waiting = acknowledgements
        acknowledgements = []
        for wait in waiting { wait.action(.notLeaderOrFollower) }
        catchUp(in: cluster)
        wake(in: cluster)
    }
}

// Replication.
extension Partition {
    /// Followers fetch what the leader has: at once, or after the delay that the settings say.
    func replicate(in cluster: ClusterState) {
        let settings = cluster.settings
        let delay = max(settings.commitDelay, inSync.count > 1 ? settings.replicationDelay : .zero)
        guard delay > .zero else { return catchUp(in: cluster) }
        if settings.commitDelay == .zero { committed = log.endOffset }
        let (end, epoch) = (log.endOffset, leaderEpoch)
        cluster.after(delay) { [weak self] in
            guard let self, self.leaderEpoch == epoch else { return }
            self.committed = max(self.committed, min(end, self.log.endOffset))
            for follower in self.inSync where follower != self.leader {
                self.replicated[follower] = max(self.replicated[follower] ?? 0, min(end, self.log.endOffset))
            }
            self.advanceHighWatermark(in: cluster)
        }
    }

    /// Every follower that is in sync has all that the leader has.
    func catchUp(in cluster: ClusterState) {
        committed = log.endOffset
        for follower in inSync where follower != leader { replicated[follower] = log.endOffset }
        advanceHighWatermark(in: cluster)
    }

    /// What all in-sync replicas have can be read.
    func advanceHighWatermark(in cluster: ClusterState) {
        guard leader >= 0 else { return }
        let everywhere = inSync.reduce(committed) { $1 == leader ? $0 : min($0, replicated[$1] ?? 0) }
        guard everywhere > highWatermark else { return }
        highWatermark = everywhere
        log.producers.replicated(to: everywhere)
        wake(in: cluster)
        while let first = acknowledgements.firstIndex(where: { $0.offset <= highWatermark }) {
            acknowledgements.remove(at: first).action(.none)
        }
    }

    /// After a leader that others were behind is gone.
    func truncate(to offset: Int64) {
        log.truncate(to: offset)
        committed = min(committed, log.endOffset)
        highWatermark = min(highWatermark, log.endOffset)
        replicated = replicated.mapValues { min($0, log.endOffset) }
    }

    /// All that the partition had is lost: its only disk was replaced.
    func lose(_ store: LogStore) {
        log = PartitionLog(store)
        log.begin(epoch: leaderEpoch)
        highWatermark = 0
        committed = 0
        replicated = [:]
    }

    /// Does something when all in-sync replicas have all before an offset, or when it is known that they will not.
    func whenReplicated(to offset: Int64, _ action: @escaping (BrokerCode) -> Void) {
        if offset <= highWatermark { return action(.none) }
        acknowledgements.append((offset, action))
    }

    /// The partition is gone with its topic.
    func end(in cluster: ClusterState) {
        isDeleted = true
        let waiting = acknowledgements
        acknowledgements = []
        for wait in waiting { wait.action(.unknownTopicOrPartition) }
        wake(in: cluster)
    }
}

// Readers that wait.
extension Partition {
    func add(_ wait: FetchWait) { fetches[ObjectIdentifier(wait)] = wait }

    func remove(_ wait: FetchWait) { fetches[ObjectIdentifier(wait)] = nil }

    /// Has readers that wait look again: there is more to read, or something changed.
    func wake(in cluster: ClusterState) {
        guard !fetches.isEmpty, !forgets(.wakingReaders, in: cluster) else { return }
        cluster.fetches.wake(fetches.values, in: cluster)
    }
}
