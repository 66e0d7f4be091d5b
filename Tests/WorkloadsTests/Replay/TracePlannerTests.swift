import Quantities
import Testing
import Traces

@testable import Workloads

struct TracePlannerTests {
    @Test func eventsOfOneMillisecondAreSpreadOverIt() {
        let traffic = CapturedTraffic([.at(ms: 3), .at(ms: 3), .at(ms: 3), .at(ms: 3), .at(ms: 9)])
        let times = traffic.planned(traffic.replay()).map(\.intendedNs)
        #expect(times == [3_000_000, 3_250_000, 3_500_000, 3_750_000, 9_000_000])
    }

    @Test func spreadEndsWhereTheNextTimestampIsNearer() {
        var next = TraceEvent.at(ms: 3)
        next.arrivalNs += 100_000
        let traffic = CapturedTraffic([.at(ms: 3), .at(ms: 3), next])
        #expect(traffic.planned(traffic.replay()).map(\.intendedNs) == [3_000_000, 3_050_000, 3_100_000])
    }

    @Test func millisecondOfVeryManyEventsKeepsItsOrderAndItsLength() {
        let traffic = CapturedTraffic((0..<200_000).map { _ in .at(ms: 3) } + [.at(ms: 4)])
        let times = traffic.planned(traffic.replay()).map(\.intendedNs)
        #expect(times == times.sorted())
        #expect(times.first == 3_000_000 && times.last == 4_000_000)
        #expect(times.dropLast().allSatisfy { $0 < 4_000_000 })
        #expect(times.dropLast().contains { $0 >= 3_800_000 })
    }

    @Test(arguments: [(0.5, 6_000_000), (2, 1_500_000), (1000, 3_000)])
    func speedDividesTime(speed: Double, first: UInt64) {
        let traffic = CapturedTraffic([.at(ms: 3), .at(ms: 6)])
        let times = traffic.planned(traffic.replay(speed: speed)).map(\.intendedNs)
        #expect(times == [first, 2 * first])
    }

    @Test(arguments: [1, 2, 3, 4])
    func producersShareTheTraceAndKeepEachKeysOrder(producers: Int) {
        let traffic = CapturedTraffic.uneven(5_000)
        let replay = traffic.replay(copies: 2)
        let whole = traffic.planned(replay)
        var all: [PlannedEvent] = []
        for producer in 0..<producers {
            let part = traffic.planned(replay, producer: producer, of: producers)
            #expect(part.map(\.intendedNs) == part.map(\.intendedNs).sorted())
            all += part
        }
        #expect(all.count == whole.count && whole.count == 10_000)
        // The same events at the same times, whoever sends them.
        #expect(Set(all) == Set(whole))
        for (_, events) in Dictionary(grouping: all, by: \.device) {
            #expect(events.map(\.sequence) == (0..<UInt32(events.count)).map(\.self))
            #expect(Set(events.map(\.key)).count == 1)
        }
    }

    @Test(arguments: [1, 3, 4096])
    func chunksAndBatchesDoNotMatter(capacity: Int) {
        let traffic = CapturedTraffic.uneven(2_000)
        let expected = traffic.planned(traffic.replay(copies: 3))
        #expect(traffic.planned(traffic.replay(copies: 3, batch: 7), capacity: capacity) == expected)
    }

    @Test func copiesAreOtherKeysOnTheSamePartitionAndDoNotCoincide() {
        let traffic = CapturedTraffic([.at(ms: 5, partition: 2, key: 0), .at(ms: 900, partition: 3)], keys: 1)
        let events = traffic.planned(traffic.replay(copies: 3))
        #expect(events.map(\.lane) == [2, 2, 2, 3, 3, 3])
        #expect(events.map(\.key) == [0, 1, 2] + Array(repeating: KeyTable.noKey, count: 3))
        #expect(Set(events.map(\.device)).count == 6)
        #expect(Set(events.map(\.intendedNs)).count == 6)
        #expect(events[2].intendedNs - events[0].intendedNs <= UInt64(TraceReplay.copySpan.rawValue))
    }

    @Test func everythingIsDueBeforeTheReplayEnds() throws {
        let traffic = CapturedTraffic.uneven(3_000)
        for (speed, copies) in [(1.0, 1), (1.0, 5), (7.3, 2), (0.3, 3), (1000, 10)] {
            let replay = traffic.replay(speed: speed, copies: copies)
            let last = try #require(traffic.planned(replay).last)
            #expect(last.intendedNs < UInt64(replay.duration.rawValue))
        }
    }

    @Test func emptyTraceHasNoChunk() {
        let traffic = CapturedTraffic([])
        #expect(traffic.planned(traffic.replay()).isEmpty)
    }
}
