import ScenarioModel
import Testing
import Workloads

@Suite struct KeyTableTests {
    private func names(_ fixture: Fixture) -> [String?] {
        (0..<UInt32(fixture.tables.keys.count)).map { fixture.tables.keys.name($0) }
    }

    @Test func keysReadAsTheirOwners() {
        #expect(names(Fixture([.trucks("truck", devices: 11)])).suffix(2) == ["truck-9", "truck-10"])
        #expect(names(Fixture([.trucks(key: .tenant, tenants: 2)])) == ["tenant-0000", "tenant-0001"])
        #expect(names(Fixture([.trucks(key: .region, regions: 3)])) == ["region-00", "region-01", "region-02"])
        #expect(names(Fixture([.trucks(key: .none)])).isEmpty)
        #expect(Fixture([.trucks(key: .none)]).tables.keys.name(KeyTable.noKey) == nil)
    }

    @Test func everyDistinctKeyIsThereOnce() {
        let names = names(
            Fixture([
                .trucks(key: .tenant, tenants: 3), .trucks("crane", key: .tenant, tenants: 5),
                .trucks("van", key: .region, regions: 2), .trucks("buoy", key: .device), .trucks("truck", key: .device),
            ]))
        #expect(Set(names).count == names.count)
        #expect(names.count == 5 + 2 + 10 + 10)
    }

    @Test func moreThanTenThousandTenantsKeepTheirDigits() {
        let fixture = Fixture([.trucks(devices: 10_001, key: .tenant, tenants: 10_001)])
        #expect(fixture.tables.keys.name(10_000) == "tenant-10000")
    }

    @Test func keyOfAnEventIsItsDevicesOwn() {
        let fixture = Fixture([.trucks("truck", devices: 3), .trucks("crane", devices: 4)])
        for event in fixture.events() {
            let name = event.device < 3 ? "truck-\(event.device)" : "crane-\(event.device - 3)"
            #expect(fixture.tables.keys.name(event.key) == name)
        }
    }

    @Test func keyedEventsTakeThePartitionOfTheirKey() {
        let fixture = Fixture(
            [.trucks(topic: "a"), .trucks("crane", topic: "b", key: .tenant, tenants: 4)], partitions: 7)
        for event in fixture.events() {
            let lane = fixture.tables.lanes[Int(event.lane)]
            let bytes = fixture.tables.keys.bytes[fixture.tables.keys.range(event.key)]
            #expect(lane.partition == Murmur2.partition(bytes, of: 7))
            #expect(lane.topic == (event.device < 10 ? 0 : 1))
        }
    }
}
