import Testing

@testable import Reporting

@Suite struct AxisTests {
    @Test func flatLatencyHasADecadeAroundIt() {
        let axis = Axis.latency([0.004, 0.004])
        #expect(axis.low < 0.004 && axis.high > 0.004)
        #expect(axis.high / axis.low >= 9.99)
        #expect(axis.position(of: 0.004) > 0.2 && axis.position(of: 0.004) < 0.8)
    }

    @Test func wideLatencyIsLabelledByDecades() {
        let labels = Axis.latency([0.000_05, 12]).ticks.compactMap(\.label)
        #expect(labels == ["100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s"])
    }

    @Test func narrowLatencyIsLabelledBetweenDecadesToo() {
        #expect(Axis.latency([0.002, 0.03]).ticks.compactMap(\.label) == ["2 ms", "5 ms", "10 ms", "20 ms", "50 ms"])
    }

    @Test func impossibleLatenciesAreDrawnAtTheEdge() {
        let axis = Axis.latency([0, 0])
        #expect(axis.low >= 1e-6)
        #expect(axis.position(of: 0) == 0)
    }

    @Test func countsStartAtZeroAndEndAboveTheHighest() {
        let axis = Axis.count([0, 87])
        #expect(axis.low == 0 && axis.high >= 87)
        #expect(axis.ticks.compactMap(\.label) == ["0", "20", "40", "60", "80", "100"])
    }

    @Test func countsOfZeroStillHaveAnAxis() {
        #expect(Axis.count([0, 0]).high == 1)
        #expect(Axis.count([]).high == 1)
    }

    @Test(arguments: [1, 2, 9, 60, 61, 600, 3600, 7200, 86_400, 400_000])
    func timeHasAFewTicksAtAnyLength(seconds: Int) {
        let ticks = Axis.time(seconds: seconds).ticks
        #expect((2...11).contains(ticks.count))
        #expect(ticks.compactMap(\.label).count == Set(ticks.compactMap(\.label)).count)
    }

    @Test func percentilesGoAsFarAsTheEventsCarry() {
        #expect(
            Axis.percentile(count: 20_000).ticks.compactMap(\.label) == ["50 %", "90 %", "99 %", "99.9 %", "99.99 %"])
    }
}
