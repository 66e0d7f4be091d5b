/// What a group has committed, and what transactions that are still open would have it commit.
///
/// A transaction's offsets are put aside with `pend` and become the group's with `commitPending`, or are forgotten with
/// `dropPending`. Until then their partitions are unstable: who asks for stable offsets is to ask again (KIP-447).
final class GroupOffsets {
    private struct Written {
        let offset: CommittedOffset
        /// Its place in the order of all commits of the group.
        let order: Int
    }

    private var written: [OffsetPlace: Written] = [:]
    private var pending: [Int64: [OffsetPlace: Written]] = [:]
    private var lastOrder = 0

    /// Nothing committed and nothing put aside.
    var isEmpty: Bool { written.isEmpty && pending.isEmpty }

    /// The partitions that have a committed offset, by topic and number.
    var places: [OffsetPlace] { written.keys.sorted() }

    /// Producers whose transactions put offsets aside.
    var pendingProducers: Set<Int64> { Set(pending.keys) }

    subscript(_ place: OffsetPlace) -> CommittedOffset? { written[place]?.offset }

    func commit(_ offset: CommittedOffset, _ place: OffsetPlace) { written[place] = next(offset) }

    /// Puts an offset aside until the producer's transaction ends; a later one for the partition takes its place.
    func pend(producerID: Int64, _ offset: CommittedOffset, _ place: OffsetPlace) {
        pending[producerID, default: [:]][place] = next(offset)
    }

    /// Whether a transaction that is open has an offset for the partition.
    func isUnstable(_ place: OffsetPlace) -> Bool { pending.values.contains { $0[place] != nil } }

    /// Commits what a transaction has put aside.
    ///
    /// What was committed outside of the transaction since then stays: the order is that of the commits, as in Kafka's
    /// log of offsets.
    func commitPending(_ producerID: Int64) {
        for (place, offset) in pending.removeValue(forKey: producerID) ?? [:]
        where offset.order > written[place]?.order ?? 0 {
            written[place] = offset
        }
    }

    /// Forgets what a transaction has put aside.
    func dropPending(_ producerID: Int64) { pending[producerID] = nil }

    /// Forgets a committed offset, and what transactions have for the partition.
    func delete(_ place: OffsetPlace) {
        written[place] = nil
        for producerID in pending.keys {
            pending[producerID]?[place] = nil
            if pending[producerID]?.isEmpty == true { pending[producerID] = nil }
        }
    }

    func delete(topic: String) {
        let open = pending.values.flatMap(\.keys)
        for place in Set(written.keys).union(open) where place.topic == topic { delete(place) }
    }

    /// Forgets the offsets whose time is over; what a transaction has an offset for stays.
    ///
    /// - Parameter end: when an offset is to go, by its partition; nil for never.
    func expire(at now: Int64, end: (OffsetPlace, CommittedOffset) -> Int64?) {
        for (place, one) in written where !isUnstable(place) {
            if let time = one.offset.expiresAt ?? end(place, one.offset), time <= now { written[place] = nil }
        }
    }

    private func next(_ offset: CommittedOffset) -> Written {
        lastOrder += 1
        return Written(offset: offset, order: lastOrder)
    }
}
