import Quantities
import ScenarioModel
import Testing
import Workloads

/// The streams of devices, as the planner yields them, against their arrival processes.
@Suite struct ArrivalTests {
    /// Seconds of each device's events, by device.
    private func times(_ fixture: Fixture) -> [UInt32: [Double]] {
        Dictionary(grouping: fixture.events(), by: \.device).mapValues { $0.map { Double($0.intendedNs) * 1e-9 } }
    }

    @Test func withoutJitterTheGapIsThePeriod() {
        // Ten devices, 100 events a second: a period of 100 ms.
        let fixture = Fixture([.trucks(arrival: .periodic(jitter: 0))])
        for (_, times) in times(fixture) {
            #expect(times[0] < 0.1)
            #expect(zip(times, times.dropFirst()).allSatisfy { ($1 - $0 - 0.1).magnitude < 2e-9 })
        }
    }

    @Test(arguments: [0.01, 0.1, 0.5, 0.75, 1])
    func jitterMovesEveryEventByAtMostItsShareOfThePeriod(jitter: Double) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            let jittered = times(Fixture([.trucks(arrival: .periodic(jitter: jitter))], seed: seed))
            let regular = times(Fixture([.trucks(arrival: .periodic(jitter: 0))], seed: seed))
            var widest = 0.0
            for (device, times) in jittered {
                let expected = try #require(regular[device])
                for (time, due) in zip(times, expected) { widest = max(widest, (time - due).magnitude / 0.1) }
            }
            #expect(widest <= jitter + 1e-7)
            #expect(widest > jitter * 0.8)
        }
    }

    @Test(arguments: [0, 0.1, 0.5, 1])
    func periodicDeviceSendsItsRateWithinOneAndTheJitter(jitter: Double) {
        for seed in 1...4 as ClosedRange<UInt64> {
            // 10 s at 3.3 events a second for each of 50 devices.
            let fixture = Fixture([.trucks(devices: 50, rate: 165, arrival: .periodic(jitter: jitter))], seed: seed)
            let counts = times(fixture).mapValues(\.count)
            #expect(counts.count == 50)
            #expect(counts.values.allSatisfy { (Double($0) - 33).magnitude < 1 + jitter })
        }
    }

    @Test(arguments: [0.1, 0.5, 1])
    func rateIsEvenFromTheFirstMoment(jitter: Double) {
        // 20,000 devices with a period of 10 s, in 40 cells of a quarter second: 500 events each.
        let fixture = Fixture([.trucks(devices: 20_000, rate: 2_000, arrival: .periodic(jitter: jitter))])
        var cells = [Int](repeating: 0, count: 40)
        for event in fixture.events() { cells[Int(event.intendedNs / 250_000_000)] += 1 }
        // 99.99th percentile of chi-square with 39 degrees of freedom.
        #expect(cells.reduce(0) { $0 + Double(($1 - 500) * ($1 - 500)) / 500 } < 80.1)
    }

    @Test func phasesOfDevicesAreSpreadOverThePeriod() {
        let fixture = Fixture([.trucks(devices: 4_000, rate: 400, arrival: .periodic(jitter: 0))])
        let first = times(fixture).values.map { $0[0] / 10 }
        #expect((first.reduce(0, +) / 4_000 - 0.5).magnitude < 0.02)
        #expect(first.allSatisfy { $0 < 1 })
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func poissonGapsAreExponential(seed: UInt64) {
        // 20 devices of 100 a second: 20,000 gaps with a mean of 10 ms.
        let fixture = Fixture([.trucks(devices: 20, rate: 2_000, arrival: .poisson)], seed: seed)
        let gaps = times(fixture).values.flatMap { times in zip(times, times.dropFirst()).map { $1 - $0 } }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        #expect((mean / 0.01 - 1).magnitude < 0.04)
        // Of an exponential distribution the variance is the square of the mean.
        #expect((variance / (0.01 * 0.01) - 1).magnitude < 0.12)
        // And 1/e of the gaps are longer than the mean.
        let long = Double(gaps.count { $0 > 0.01 }) / Double(gaps.count)
        #expect((long - 0.3679).magnitude < 0.02)
    }

    @Test func poissonCountsVaryAsMuchAsTheirMean() {
        // 2,000 devices, 20 events each on average.
        let fixture = Fixture([.trucks(devices: 2_000, rate: 4_000, arrival: .poisson)])
        let counts = times(fixture).values.map { Double($0.count) }
        let mean = counts.reduce(0, +) / Double(counts.count)
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count)
        #expect((mean - 20).magnitude < 0.5)
        #expect((variance - 20).magnitude < 3)
    }

    @Test func loadCurveBendsTheArrivalsInTime() {
        // On a ramp from 0 to 2 over 10 s, a share t^2/100 of the events lies before t.
        let fixture = Fixture(
            [.trucks(devices: 100, rate: 5_000)],
            phases: [Phase(name: "ramp", duration: .seconds(10), load: .ramp(from: 0, to: 2))])
        let events = fixture.events()
        for second in 1...10 {
            let before = events.count { $0.intendedNs < UInt64(second) * 1_000_000_000 }
            #expect((Double(before) - 500 * Double(second * second)).magnitude < 250)
        }
    }
}
