internal import KafkaWire

/// What groups take from the cluster around them: time, timers and new ids.
///
/// Tests put a clock of their own in its place.
struct GroupClock {
    /// Milliseconds since 1970.
    let now: () -> Int64
    /// Has something done later; what it gives back takes it back.
    let after: (Duration, @escaping () -> Void) -> () -> Void
    /// 22 letters and digits that nobody had before.
    let newID: () -> String

    init(
        now: @escaping () -> Int64, after: @escaping (Duration, @escaping () -> Void) -> () -> Void,
        newID: @escaping () -> String
    ) {
        self.now = now
        self.after = after
        self.newID = newID
    }

    init(_ cluster: ClusterState) {
        now = { [unowned cluster] in cluster.now }
        after = { [unowned cluster] delay, action in
            let timer = cluster.after(delay, action)
            return { timer.cancel() }
        }
        newID = { [unowned cluster] in cluster.random.topicID().description }
    }
}

/// One thing that will be done later, at most: a new one takes the place of the old one.
final class GroupTimer {
    private var undo: (() -> Void)?

    var isSet: Bool { undo != nil }

    func set(_ delay: Duration, _ clock: GroupClock, _ action: @escaping () -> Void) {
        cancel()
        undo = clock.after(delay) { [weak self] in
            self?.undo = nil
            action()
        }
    }

    func cancel() {
        undo?()
        undo = nil
    }
}
