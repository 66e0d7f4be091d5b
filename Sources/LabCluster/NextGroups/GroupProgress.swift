/// How far a member has come on its way to the partitions that it is to have.
///
/// As Kafka's `CurrentAssignmentBuilder`: a member first gives up what it is to lose, and says so; only then it goes to
/// the group's epoch and gets what no other member holds any more.
struct GroupProgress: Equatable {
    enum State {
        /// It has all that it can have in its epoch.
        case stable
        /// It is to give partitions up, and has not said that it did.
        case unrevoked
        /// Others still hold partitions that it is to have.
        case unreleased
    }

    var state = State.stable
    var epoch: Int32 = 0
    var previousEpoch: Int32 = 0
    var assigned: GroupShare = []
    /// What it is to give up.
    var revoking: GroupShare = []

    /// The next step; the same where there is none.
    ///
    /// - Parameters:
    ///   - owned: what the member says that it owns; nil where it does not say.
    ///   - isFree: whether no member holds a partition.
    func next(
        to target: GroupShare, epoch targetEpoch: Int32, owned: GroupShare?, isFree: (GroupPartition) -> Bool
    ) -> GroupProgress {
        func holds(_ partitions: GroupShare) -> Bool { owned.map { !$0.isDisjoint(with: partitions) } ?? true }
        if state == .stable, epoch == targetEpoch { return self }
        if state == .unrevoked, holds(revoking) { return self }
        let kept = assigned.intersection(target)
        let lost = assigned.subtracting(target)
        var next = self
        next.previousEpoch = epoch
        next.assigned = kept
        next.revoking = []
        if !lost.isEmpty, holds(lost) {
            next.state = .unrevoked
            next.revoking = lost
            return next
        }
        let wanted = target.subtracting(kept)
        let free = wanted.filter(isFree)
        next.epoch = targetEpoch
        next.assigned = kept.union(free)
        next.state = free.count == wanted.count ? .stable : .unreleased
        return next
    }

    /// Whether it has all that it is to have in an epoch.
    func isDone(in epoch: Int32) -> Bool { state == .stable && self.epoch == epoch }
}
