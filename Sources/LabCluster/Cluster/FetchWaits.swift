/// Readers that wait for more: those that something woke look again once the request at hand is served.
final class FetchWaits {
    private var due: [ObjectIdentifier: FetchWait] = [:]

    func wake(_ waits: some Sequence<FetchWait>, in cluster: ClusterState) {
        if due.isEmpty {
            cluster.soon { [self] in
                let due = due
                self.due = [:]
                for wait in due.values { wait.lookAgain() }
            }
        }
        for wait in waits { due[ObjectIdentifier(wait)] = wait }
    }
}

/// A reader that waits: it is answered when there is enough, when its time is over, or when something changed.
final class FetchWait {
    private let partitions: [Partition]
    private let attempt: (_ timeIsOver: Bool) -> Bool
    private var timer: LabTimer?
    private var isOver = false

    /// - Parameter attempt: answers if it can, or if the time is over, and says whether it did.
    init(for partitions: [Partition], attempt: @escaping (_ timeIsOver: Bool) -> Bool) {
        self.partitions = partitions
        self.attempt = attempt
    }

    func begin(within limit: Duration, in cluster: ClusterState) {
        for partition in partitions { partition.add(self) }
        timer = cluster.after(limit) { [self] in
            guard !isOver else { return }
            _ = attempt(true)
            end()
        }
    }

    func lookAgain() {
        if !isOver, attempt(false) { end() }
    }

    /// The client is gone, or has its answer.
    func end() {
        isOver = true
        timer?.cancel()
        for partition in partitions { partition.remove(self) }
    }
}
