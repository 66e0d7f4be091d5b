internal import KafkaWire
internal import Synchronization

/// What one run may use of a cluster: its names, its topics, and how fast it may create partitions.
///
/// Everything that a run makes is called `seatrial-<run>-...`, so that it can be found and removed.
final class RunSpace: Sendable {
    let run: String
    /// Topics of the user's that probes may write to; nil: the run makes its own.
    let givenTopics: [String]?
    private let budget: PartitionBudget
    private let made = Mutex<Set<String>>([])
    private let busyGroups = Mutex<Set<String>>([])
    private let lastNumber = Atomic<Int>(0)

    init(run: String, givenTopics: [String]?, partitionsPerMinute: Int?) {
        self.run = run
        self.givenTopics = givenTopics
        budget = PartitionBudget(perMinute: partitionsPerMinute)
    }

    /// A name that nothing else of the run has: `seatrial-k3f9-txn-abort-invisible-17-group`.
    func name(_ check: String, _ what: String) -> String {
        let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
        return RunNames.name(run: run, check: check, number: number, what)
    }

    /// Topics that were made and not yet deleted.
    var topicsToDelete: [String] { made.withLock { $0.sorted() } }

    /// Waits until so many partitions may be made.
    func awaitPartitions(_ count: Int) async throws(CancellationError) { try await budget.take(count) }

    func noteMade(_ topic: String) { _ = made.withLock { $0.insert(topic) } }
    func noteDeleted(_ topic: String) { _ = made.withLock { $0.remove(topic) } }

    /// Groups that could not be deleted yet: a member that is gone without a word is in them until its session ends.
    var groupsToDelete: [String] { busyGroups.withLock { $0.sorted() } }

    func noteBusy(group: String) { _ = busyGroups.withLock { $0.insert(group) } }
    func noteDeleted(group: String) { _ = busyGroups.withLock { $0.remove(group) } }
}

/// Lets so many partitions be made in any minute; managed services count them.
actor PartitionBudget {
    private let perMinute: Int?
    private var taken: [(at: ContinuousClock.Instant, count: Int)] = []

    init(perMinute: Int?) {
        self.perMinute = perMinute
    }

    /// More than a minute's worth at once is let through when the minute is empty: it could never be otherwise.
    func take(_ count: Int) async throws(CancellationError) {
        guard let perMinute else { return }
        while true {
            let minuteAgo = ContinuousClock.now - .seconds(60)
            taken.removeAll { $0.at < minuteAgo }
            guard let oldest = taken.first, taken.reduce(count, { $0 + $1.count }) > perMinute else { break }
            do {
                try await Task.sleep(until: oldest.at + .seconds(60))
            } catch {
                throw CancellationError()
            }
        }
        taken.append((.now, count))
    }
}
