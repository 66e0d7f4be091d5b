import Testing

@testable import Captures

struct CapturePaceTests {
    /// Reads in steps of `events`, waits as it is told, and gives the time that all of it took.
    private func seconds(_ limit: CaptureLimit, steps: Int, events: Int, bytes: Int64) -> Double {
        var now: UInt64 = 5_000_000_000
        var pace = CapturePace(limit, nowNs: now)
        let begin = now
        for _ in 0..<steps { now += pace.pause(events: events, bytes: bytes, nowNs: now) }
        return Double(now - begin) / 1e9
    }

    @Test func bytesAreHeldToTheirRate() {
        let limit = CaptureLimit(bytesPerSecond: 1_000_000, eventsPerSecond: nil)
        let seconds = seconds(limit, steps: 100, events: 100, bytes: 50_000)
        #expect(abs(seconds - 5) <= 0.2, "\(seconds)")
    }

    @Test func eventsAreHeldToTheirRate() {
        let limit = CaptureLimit(bytesPerSecond: 1e12, eventsPerSecond: 1000)
        let seconds = seconds(limit, steps: 40, events: 50, bytes: 50)
        #expect(abs(seconds - 2) <= 0.2, "\(seconds)")
    }

    @Test func withoutALimitNothingWaits() {
        #expect(seconds(.none, steps: 10, events: 1_000_000, bytes: 1 << 40) == 0)
    }

    @Test func quietTimeIsNotSavedUpForAFlood() {
        var pace = CapturePace(CaptureLimit(bytesPerSecond: nil, eventsPerSecond: 1000), nowNs: 0)
        // A minute of silence, then two seconds' worth at once.
        let pause = pace.pause(events: 2000, bytes: 0, nowNs: 60_000_000_000)
        #expect(pause >= 1_800_000_000)
    }
}
