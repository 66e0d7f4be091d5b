import Testing
import TraceStore
import Traces

struct TraceCursorTests {
    @Test(arguments: [1, 2, 7, 1_000_000])
    func eventsComeByTimeThenTopicThenPartitionThenOffset(limit: Int) throws {
        let sample = try SampleTrace()
        try sample.write([
            .at(9, topic: 1, bytes: 1), .at(9, partition: 2, bytes: 2), .at(3, partition: 0, bytes: 3),
            .at(9, partition: 0, bytes: 4), .at(9, partition: 0, bytes: 5), .at(4, partition: 1, bytes: 6),
            .at(9, topic: 1, bytes: 7), .at(8, partition: 1, bytes: 8),
        ])
        #expect(try sample.events(limit: limit).map(\.valueBytes) == [3, 6, 8, 4, 5, 2, 1, 7])
    }

    @Test func manyBlocksOfManyPartitionsAreMerged() throws {
        let sample = try SampleTrace()
        var random = SystemRandomNumberGenerator()
        var events: [TraceEvent] = []
        var times: [Int32: UInt64] = [:]
        for number in 0..<60_000 {
            let partition = Int32.random(in: 0...2, using: &random)
            times[partition, default: 0] += UInt64.random(in: 0...5, using: &random)
            events.append(.at(times[partition, default: 0], partition: partition, bytes: Int32(number)))
        }
        try sample.write(events)
        // Within a partition the events were made in the order of time; numbers keep their offsets' order.
        let sorted = events.sorted {
            ($0.arrivalNs, $0.partition, $0.valueBytes) < ($1.arrivalNs, $1.partition, $1.valueBytes)
        }
        #expect(try sample.events(limit: 777) == sorted)
    }

    @Test func emptyTraceEndsAtOnce() throws {
        let sample = try SampleTrace()
        try sample.write([])
        #expect(try sample.events().isEmpty)
        #expect(sample.error() == nil)
    }

    @Test func cursorsDoNotDisturbEachOther() throws {
        let sample = try SampleTrace()
        try sample.write((0..<100).map { .at($0) })
        let file = try TraceFile.open(at: sample.path)
        var (first, second) = (file.events(), file.events())
        var (one, two): ([TraceEvent], [TraceEvent]) = ([], [])
        #expect(try first.nextEvents(into: &one, limit: 60))
        #expect(try second.nextEvents(into: &two, limit: 60))
        #expect(one == two)
        #expect(try first.nextEvents(into: &one, limit: 60))
        #expect((one.count, first.eventsRead, second.eventsRead) == (40, 100, 60))
    }
}
