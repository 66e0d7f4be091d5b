import ScenarioModel
import Testing
import Workloads

/// The same seed gives the same stream, byte for byte, on every machine and in every version.
///
/// A digest that changes on purpose changes the meaning of every stored seed: say so where releases are described.
@Suite struct GoldenPlanTests {
    private struct Digest {
        private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

        /// FNV-1a, 64 bits.
        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

        mutating func add(_ number: UInt64) {
            for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
        }
    }

    private func streamDigest(_ fixture: Fixture, producers: Int) -> UInt64 {
        let events = (0..<producers).flatMap { fixture.events(producer: $0, of: producers) }
            .map { fixture.withoutKeylessLane($0) }.sorted { $0.isDue(before: $1) }
        var digest = Digest()
        for event in events {
            digest.add(UInt64(event.phase))
            digest.add(event.intendedNs)
            digest.add(event.eventNs)
            for field in [event.device, event.sequence, event.lane, event.key, event.payload] {
                digest.add(UInt64(field))
            }
        }
        return digest.value
    }

    @Test(arguments: [1, 2, 5])
    func eventsOfASeedNeverChange(producers: Int) {
        #expect(streamDigest(FleetPlannerTests.mixed(seed: 42), producers: producers) == 17_253_366_490_006_553_098)
    }

    @Test func valuesAndKeysOfASeedNeverChange() {
        let tables = Fixture(
            [
                .trucks(payload: Payload(shape: .telemetry, size: .logNormal(median: 350, p99: 900), entropy: 0.4)),
                .trucks("crane", key: .tenant, tenants: 9, payload: Payload(size: .uniform(min: 60, max: 600))),
            ], seed: 42
        ).tables
        var digest = Digest()
        for byte in tables.payloads.bytes { digest.add(byte) }
        for length in tables.payloads.length { digest.add(UInt64(length)) }
        for byte in tables.keys.bytes { digest.add(byte) }
        #expect(digest.value == 11_873_535_448_470_064_889)
    }

    @Test func anotherSeedIsAnotherStream() {
        let first = streamDigest(FleetPlannerTests.mixed(seed: 42), producers: 1)
        #expect(first != streamDigest(FleetPlannerTests.mixed(seed: 43), producers: 1))
    }
}
