import ScenarioModel
import Testing
import Workloads

@Suite struct StickyPartitionTests {
    @Test func keylessEventsStayForSixteenKibibytesThenMoveToTheNextPartition() throws {
        let fixture = Fixture([.trucks(rate: 1_000, key: .none, payload: Payload(size: .fixed(1_000)))], partitions: 5)
        let partitions = fixture.events().map { fixture.tables.lanes[Int($0.lane)].partition }
        let start = try #require(partitions.first)
        for (index, partition) in partitions.enumerated() {
            // 17 values of 1000 bytes are the first to reach 16,384.
            #expect(Int(partition) == (Int(start) + index / 17) % 5)
        }
    }

    @Test func producersAndSeedsBeginOnDifferentPartitions() {
        let starts = (1...8 as ClosedRange<UInt64>).flatMap { seed in
            let fixture = Fixture([.trucks(key: .none)], partitions: 50, seed: seed)
            return (0..<4).compactMap { fixture.events(producer: $0, of: 4).first?.lane }
        }
        #expect(Set(starts).count > 16)
    }

    @Test func topicsStickOnTheirOwn() {
        let fixture = Fixture(
            [
                .trucks(topic: "a", key: .none, payload: Payload(size: .fixed(16_384))),
                .trucks("crane", topic: "b", key: .none, payload: Payload(size: .fixed(64))),
            ], partitions: 4)
        var seen: [Int: Set<Int32>] = [:]
        for event in fixture.events().prefix(100) {
            let lane = fixture.tables.lanes[Int(event.lane)]
            seen[lane.topic, default: []].insert(lane.partition)
        }
        #expect(seen[0]?.count == 4)
        #expect(seen[1]?.count == 1)
    }
}
