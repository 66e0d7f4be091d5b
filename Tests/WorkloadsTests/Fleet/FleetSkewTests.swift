import Quantities
import ScenarioModel
import Testing
import Workloads

@Suite struct FleetSkewTests {
    /// Events by key, of a group of 400 devices at 20,000 events a second, in 10 s.
    private func eventsByKey(_ key: KeyStrategy, skew: Double, arrival: Arrival = .periodic(jitter: 0.1)) -> [Int] {
        let fixture = Fixture([
            .trucks(devices: 400, rate: 20_000, arrival: arrival, key: key, tenants: 20, regions: 5, skew: skew)
        ])
        var counts = [Int](repeating: 0, count: fixture.tables.keys.count)
        for event in fixture.events() { counts[Int(event.key)] += 1 }
        return counts
    }

    private func zipf(_ count: Int, _ exponent: Int) -> [Double] {
        let weights = (1...count).map { rank in 1 / (0..<exponent).reduce(1.0) { power, _ in power * Double(rank) } }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    @Test(arguments: [1, 2])
    func deviceRatesFollowZipfByRankAndAddUpToTheGroups(exponent: Int) {
        let counts = eventsByKey(.device, skew: Double(exponent))
        #expect((counts.reduce(0, +) - 200_000).magnitude <= 400)
        for (count, share) in zip(counts, zipf(400, exponent)) {
            #expect((Double(count) - share * 200_000).magnitude <= 2)
        }
    }

    @Test func poissonDevicesFollowZipfWithinTheirNoise() {
        let counts = eventsByKey(.device, skew: 1, arrival: .poisson)
        let chiSquare = zip(counts, zipf(400, 1)).reduce(0.0) { sum, cell in
            let expected = cell.1 * 200_000
            return sum + (Double(cell.0) - expected) * (Double(cell.0) - expected) / expected
        }
        // About the 99.99th percentile of chi-square with 400 degrees of freedom, and the 0.01th.
        #expect(chiSquare < 512)
        #expect(chiSquare > 302)
    }

    @Test(arguments: [(.tenant, 20), (.region, 5)] as [(KeyStrategy, Int)])
    func sharesOfTenantsAndRegionsFollowZipfWithinOneDevice(key: KeyStrategy, values: Int) {
        let counts = eventsByKey(key, skew: 1)
        #expect(counts.count == values)
        // A device sends 500 events.
        for (count, share) in zip(counts, zipf(values, 1)) {
            #expect((Double(count) - share * 200_000).magnitude < 520)
        }
    }

    @Test func withoutSkewEveryKeyHasTheSame() {
        #expect(eventsByKey(.tenant, skew: 0).allSatisfy { ($0 - 10_000).magnitude < 40 })
        #expect(eventsByKey(.device, skew: 0).allSatisfy { ($0 - 500).magnitude <= 1 })
    }

    @Test func skewIsWithoutEffectWhereThereAreNoKeys() {
        let even = Fixture([.trucks(key: .none, skew: 0)]).events()
        let skewed = Fixture([.trucks(key: .none, skew: 2)]).events()
        #expect(even == skewed)
        #expect(even.allSatisfy { $0.key == KeyTable.noKey })
    }

    @Test func devicesAreNumberedOverAllGroups() {
        let fixture = Fixture([.trucks(devices: 3), .trucks("none", devices: 0), .trucks("crane", devices: 2)])
        let roster = fixture.tables.roster
        #expect(roster.deviceCount == 5)
        #expect(
            (0..<5).map { roster.groups[roster.group(ofDevice: $0)].name } == [
                "truck", "truck", "truck", "crane", "crane",
            ])
        let silent = Fixture([.trucks(devices: 3), .trucks("silent", devices: 4, rate: 0)])
        #expect(Set(silent.events().map(\.device)) == [0, 1, 2])
    }
}
