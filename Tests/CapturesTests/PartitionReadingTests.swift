import Testing
import Traces

@testable import Captures

struct PartitionReadingTests {
    private func reading(_ start: Int64, _ end: Int64?) -> PartitionReading {
        PartitionReading(topic: 0, partition: 0, start: start, end: end)
    }

    @Test func everyOffsetIsAnEventOrAHole() {
        var reading = reading(10, 20)
        for offset: Int64 in [10, 11, 14, 19] { #expect(reading.take(offset) == true) }
        #expect(reading.isDone)
        #expect((reading.events, reading.holes) == (4, 6))
    }

    @Test func recordBehindTheWindowEndsItAndIsNotTaken() {
        var reading = reading(0, 5)
        #expect(reading.take(0) == true)
        #expect(reading.take(7) == false)
        #expect(reading.isDone)
        #expect((reading.events, reading.holes, reading.position) == (1, 4, 5))
        #expect(reading.take(8) == false)
        #expect(reading.events == 1)
    }

    @Test func trailingMarkersEndTheWindowThroughTheEndOfTheLog() {
        var reading = reading(0, 5)
        for offset: Int64 in 0..<3 { #expect(reading.take(offset) == true) }
        #expect(!reading.isDone)
        reading.endOfLog(at: 5)
        #expect(reading.isDone)
        #expect(reading.holes == 2)
    }

    @Test func openWindowIsDoneOnceItIsClosedAtWhatWasRead() {
        var reading = reading(100, nil)
        #expect(reading.take(100) == true)
        #expect(!reading.isDone)
        #expect(reading.unread == 0)
        reading.close(at: 103)
        #expect(reading.unread == 2)
        #expect(reading.take(101) == true)
        #expect(reading.take(102) == true)
        #expect(reading.isDone)
    }

    @Test func windowThatClosesBeforeWhatWasReadEndsThere() {
        var reading = reading(0, nil)
        for offset: Int64 in 0..<4 { #expect(reading.take(offset) == true) }
        reading.close(at: 2)
        #expect(reading.isDone)
        #expect(reading.end == 4)
    }

    @Test func truncatedLogIsAGapUpToItsStart() {
        var reading = reading(0, 100)
        #expect(reading.take(0) == true)
        let gap = reading.outOfRange(logStart: 60, logEnd: 100)
        #expect(gap.map { [$0.from, $0.to] } == [1, 60])
        #expect(gap?.reason == .rotated)
        #expect((reading.missed, reading.holes, reading.position) == (59, 0, 60))
        // Behind the gap a jump is a hole again.
        #expect(reading.take(62) == true)
        #expect((reading.missed, reading.holes) == (59, 2))
    }

    @Test func logTruncatedBehindTheWindowEndsIt() {
        var reading = reading(0, 50)
        let gap = reading.outOfRange(logStart: 80, logEnd: 100)
        #expect(gap.map { [$0.from, $0.to] } == [0, 50])
        #expect(gap?.reason == .rotated)
        #expect(reading.isDone)
        #expect(reading.missed == 50)
    }

    @Test func logThatEndsBeforeWhatWasReadWasReset() {
        var open = reading(100, nil)
        #expect(open.take(100) == true)
        let gap = open.outOfRange(logStart: 0, logEnd: 7)
        #expect(gap.map { [$0.from, $0.to] } == [7, 101])
        #expect(gap?.reason == .reset)
        #expect(open.position == 7)
        #expect(!open.isDone)
        #expect(open.take(7) == true)

        var closed = reading(100, 200)
        let cut = closed.outOfRange(logStart: 0, logEnd: 7)
        #expect(cut != nil)
        #expect(closed.isDone)
    }

    @Test func offsetThatIsThereAfterAllIsNoGap() {
        var reading = reading(10, 20)
        let gap = reading.outOfRange(logStart: 0, logEnd: 15)
        #expect(gap == nil)
        #expect(reading.position == 10)
    }

    /// Any mixture of records, holes and truncations adds up.
    @Test(arguments: 0..<200)
    func countsAddUpToTheWindow(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func random(_ bound: Int64) -> Int64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int64(state % UInt64(bound))
        }
        let start = random(1000)
        let end = start + random(500)
        var reading = reading(start, end)
        while !reading.isDone {
            switch random(10) {
            case 0: _ = reading.outOfRange(logStart: reading.position + random(80), logEnd: end + 100)
            case 1: reading.endOfLog(at: reading.position + random(5))
            default: _ = reading.take(reading.position + random(3))
            }
        }
        #expect(reading.events + reading.holes + reading.missed == end - start)
        #expect(reading.unread == 0)
    }
}
