import Testing

@testable import Captures

struct ArrivalClockTests {
    private static let start: Int64 = 1_700_000_000_000

    @Test func timestampInTheWindowIsItsDistanceFromTheStart() {
        var clock = ArrivalClock(startNs: Self.start * 1_000_000)
        #expect(clock.arrival(ofMs: Self.start, latestNs: 10_000_000) == 0)
        #expect(clock.arrival(ofMs: Self.start + 7, latestNs: 10_000_000) == 7_000_000)
        #expect((clock.moved, clock.undated) == (0, 0))
    }

    @Test(
        arguments: [
            (start - 1, 0), (start + 11, 10_000_000), (0, 0), (Int64.max, 10_000_000),
            (Int64.max / 1_000_000, 10_000_000),
        ] as [(Int64, UInt64)])
    func timestampOutsideTheWindowIsMovedToItsEdgeAndCounted(timestampMs: Int64, expected: UInt64) {
        var clock = ArrivalClock(startNs: Self.start * 1_000_000)
        #expect(clock.arrival(ofMs: timestampMs, latestNs: 10_000_000) == expected)
        #expect((clock.moved, clock.undated) == (1, 0))
    }

    @Test func recordWithoutATimestampIsCountedApart() {
        var clock = ArrivalClock(startNs: Self.start * 1_000_000)
        #expect(clock.arrival(ofMs: -1, latestNs: 5) == 5)
        #expect((clock.moved, clock.undated) == (0, 1))
    }
}
