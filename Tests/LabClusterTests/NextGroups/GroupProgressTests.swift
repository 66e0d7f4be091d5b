import KafkaWire
import Testing

@testable import LabCluster

struct GroupProgressTests {
    private func share(_ indexes: Int32...) -> GroupShare {
        GroupShare(indexes.map { GroupPartition(WireID(high: 1, low: 1), $0) })
    }

    @Test func whatIsLostIsGivenUpBeforeTheEpochChanges() {
        var progress = GroupProgress()
        progress.epoch = 1
        progress.assigned = share(0, 1)
        let asked = progress.next(to: share(1, 2), epoch: 2, owned: nil) { _ in true }
        #expect(asked.state == .unrevoked && asked.epoch == 1)
        #expect(asked.assigned == share(1) && asked.revoking == share(0))
        #expect(asked.next(to: share(1, 2), epoch: 2, owned: nil) { _ in true } == asked)
        #expect(asked.next(to: share(1, 2), epoch: 2, owned: share(0, 1)) { _ in true } == asked)
        let done = asked.next(to: share(1, 2), epoch: 2, owned: share(1)) { _ in true }
        #expect(done.isDone(in: 2) && done.previousEpoch == 1)
        #expect(done.assigned == share(1, 2) && done.revoking.isEmpty)
    }

    @Test func whatOthersHoldComesLater() {
        let progress = GroupProgress()
        let first = progress.next(to: share(0, 1), epoch: 3, owned: []) { $0.index == 1 }
        #expect(first.state == .unreleased && first.epoch == 3 && first.assigned == share(1))
        let second = first.next(to: share(0, 1), epoch: 3, owned: share(1)) { _ in true }
        #expect(second.isDone(in: 3) && second.assigned == share(0, 1))
        #expect(second.next(to: share(0, 1), epoch: 3, owned: nil) { _ in true } == second)
    }
}
