import Testing

@testable import LabCluster

struct GroupOffsetsTests {
    private let offsets = GroupOffsets()
    private let place = OffsetPlace("positions", 0)

    private func offset(_ offset: Int64, at time: Int64 = 0) -> CommittedOffset {
        CommittedOffset(offset: offset, committedAt: time)
    }

    @Test func offsetsOfATransactionAreSeenWhenItIsCommitted() {
        offsets.commit(offset(1), place)
        offsets.pend(producerID: 7, offset(5), place)
        #expect(offsets.isUnstable(place))
        #expect(offsets[place]?.offset == 1)
        offsets.commitPending(7)
        #expect(offsets[place]?.offset == 5)
        #expect(!offsets.isUnstable(place))
    }

    @Test func offsetsOfAnAbortedTransactionAreGone() {
        offsets.pend(producerID: 7, offset(5), place)
        offsets.dropPending(7)
        #expect(offsets[place] == nil)
        #expect(offsets.isEmpty)
    }

    @Test func aCommitAfterTheTransactionsOwnStays() {
        offsets.pend(producerID: 7, offset(5), place)
        offsets.commit(offset(9), place)
        offsets.commitPending(7)
        #expect(offsets[place]?.offset == 9)
    }

    @Test func transactionsDoNotKnowOfEachOther() {
        let other = OffsetPlace("positions", 1)
        offsets.pend(producerID: 7, offset(5), place)
        offsets.pend(producerID: 8, offset(6), other)
        offsets.commitPending(8)
        #expect(offsets.places == [other])
        #expect(offsets.isUnstable(place) && !offsets.isUnstable(other))
        #expect(offsets.pendingProducers == [7])
    }

    @Test func offsetsGoWhenTheirTimeIsOver() {
        let other = OffsetPlace("positions", 1)
        var short = offset(1, at: 100)
        short.expiresAt = 200
        offsets.commit(short, place)
        offsets.commit(offset(2, at: 100), other)
        offsets.expire(at: 199) { _, _ in nil }
        #expect(offsets.places == [place, other])
        offsets.expire(at: 200) { _, _ in nil }
        #expect(offsets.places == [other])
        offsets.expire(at: 1100) { _, offset in offset.committedAt + 1000 }
        #expect(offsets.isEmpty)
    }

    @Test func whatATransactionWaitsForDoesNotExpire() {
        offsets.commit(offset(1), place)
        offsets.pend(producerID: 7, offset(5), place)
        offsets.expire(at: 1000) { _, _ in 0 }
        #expect(offsets[place]?.offset == 1)
    }

    @Test func deletedOffsetsDoNotComeBackWithATransaction() {
        offsets.commit(offset(1), place)
        offsets.pend(producerID: 7, offset(5), place)
        offsets.delete(topic: "positions")
        offsets.commitPending(7)
        #expect(offsets.isEmpty)
    }
}
