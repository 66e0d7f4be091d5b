import ScenarioModel
import Testing

@testable import Workloads

@Suite struct CompoundKeyTests {
    private func names(_ fixture: Fixture) -> Set<String> {
        Set(fixture.events().compactMap { fixture.tables.keys.name($0.key) })
    }

    @Test func combinationsAreThereOnceInTheOrderGiven() throws {
        let key = try #require(KeyStrategy(name: "tenant+region"))
        let fixture = Fixture([
            .trucks(devices: 600, rate: 6_000, key: key, tenants: 5, regions: 3),
            .trucks("crane", devices: 600, rate: 6_000, key: key, tenants: 5, regions: 3),
        ])
        let expected = Set((0..<5).flatMap { t in (0..<3).map { "tenant-000\(t)/region-0\($0)" } })
        #expect(names(fixture) == expected)
        #expect(fixture.tables.keys.count == 15)
    }

    @Test func deviceInAKeyMakesItTheDevicesOwn() throws {
        let key = try #require(KeyStrategy(name: "region+device"))
        let fixture = Fixture([.trucks(devices: 4, key: key, regions: 2)])
        #expect(
            names(fixture) == ["region-00/truck-0", "region-00/truck-1", "region-01/truck-2", "region-01/truck-3"])
    }

    @Test func attributesDoNotDependOnEachOther() {
        let group = Fixture([.trucks(devices: 12_000, tenants: 4, regions: 3)]).tables.roster.groups[0]
        var cells: [Int: Int] = [:]
        for number in 0..<12_000 {
            cells[group.tenant(ofNumber: number) * 3 + group.region(ofNumber: number), default: 0] += 1
        }
        #expect(cells.count == 12)
        #expect(cells.values.allSatisfy { ($0 - 1_000).magnitude < 20 })
    }

    @Test func ownConnectionsAreInTheirOwnSharesOnly() {
        var own = DeviceGroup.trucks("own", devices: 7, key: .none)
        own.connection = .own(most: 3)
        let fixture = Fixture([.trucks(devices: 5), own])
        #expect(Set(fixture.events().map(\.device)) == Set(0..<5))
        let layout = ProducerLayout(scenario: fixture.scenario)
        let parts = (0..<2).map { fixture.eventsAndCounts(.own($0, of: 2)).events }
        for (loop, events) in parts.enumerated() {
            #expect(
                events.allSatisfy { layout.producer(ofGroup: 1, number: Int($0.device) - 5).map { $0 % 2 } == loop })
        }
        #expect(Set(parts.joined().map(\.device)) == Set(5..<12))
        #expect(fixture.eventsAndCounts(.own(0, of: 1)).events.count == parts.reduce(0) { $0 + $1.count })
    }
}
