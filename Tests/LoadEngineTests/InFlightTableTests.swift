import Testing

@testable import LoadEngine

@Suite struct InFlightTableTests {
    @Test func anEntryComesBackUnderItsSlot() throws {
        var table = InFlightTable(capacity: 2)
        let slots = [
            table.insert(InFlightTable.Entry(lane: 1, ordinal: 2, intendedNs: 3, sentNs: 4)),
            table.insert(InFlightTable.Entry(lane: 5)),
        ]
        let (first, second) = (try #require(slots[0]), try #require(slots[1]))
        let refused = table.insert(InFlightTable.Entry())
        #expect(refused == nil)
        table.restamp(first, sentNs: 9)
        let entry = table.remove(first)
        #expect((entry.lane, entry.ordinal, entry.intendedNs, entry.sentNs) == (1, 2, 3, 9))
        let left = table.count
        #expect(left == 1)
        let other = table.remove(second)
        #expect(other.lane == 5)
    }

    @Test func onlyWaitingEntriesAreVisited() throws {
        var table = InFlightTable(capacity: 4)
        var slots: [UInt32] = []
        for lane in 0..<4 as Range<UInt32> {
            let slot = table.insert(InFlightTable.Entry(lane: lane))
            slots.append(try #require(slot))
        }
        _ = table.remove(slots[1])
        _ = table.remove(slots[3])
        var lanes: Set<UInt32> = []
        table.forEach { lanes.insert($0.lane) }
        #expect(lanes == [0, 2])
    }
}
