import Foundation
import ScenarioModel
import Testing
import Workloads

@Suite struct PayloadArenaTests {
    private func arena(_ payload: Payload, seed: UInt64 = 1) -> PayloadArena {
        Fixture([.trucks(payload: payload)], seed: seed).tables.payloads
    }

    private func value(_ arena: PayloadArena, _ slot: Int) -> ArraySlice<UInt8> {
        arena.bytes[arena.offset[slot]..<(arena.offset[slot] + arena.length[slot])]
    }

    @Test func binaryValuesBeginWithEmptyRoomForTheStamp() {
        let arena = arena(Payload(shape: .random, size: .fixed(300), entropy: 1))
        #expect(arena.slots(of: 0) == 0..<1_024)
        for slot in 0..<arena.count {
            #expect(value(arena, slot).prefix(56).allSatisfy { $0 == 0 })
            #expect(!value(arena, slot).dropFirst(56).allSatisfy { $0 == 0 })
            #expect(!arena.isText[slot])
        }
    }

    @Test(arguments: [124, 125, 131, 139, 140, 200, 256, 300, 1_000])
    func telemetryIsJSONOfTheExactSizeWithTheStampFirst(size: Int) throws {
        let arena = arena(Payload(shape: .telemetry, size: .fixed(size)))
        let head = "{\"stamp\":\"" + String(repeating: "0", count: 112) + "\""
        for slot in 0..<64 {
            let value = value(arena, slot)
            #expect(value.count == size)
            #expect(String(decoding: value, as: UTF8.self).hasPrefix(head))
            #expect(arena.isText[slot])
            let object = try #require(try JSONSerialization.jsonObject(with: Data(value)) as? [String: Any])
            #expect((object["stamp"] as? String)?.count == StampRoom.textLength)
        }
    }

    @Test func telemetryLooksLikeTelemetry() throws {
        let arena = arena(Payload(shape: .telemetry, size: .fixed(400)))
        let plausible: [String: ClosedRange<Double>] = [
            "lat": 47...55, "lon": 3...15, "speed_kmh": 0...90, "heading": 0...359, "fuel_pct": 5...100,
            "engine_temp_c": 78...105, "rpm": 650...2_200, "vibration_mm_s": 0.2...7.1, "odometer_km": 1_200...900_000,
        ]
        var latitudes: Set<Double> = []
        for slot in 0..<100 {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(value(arena, slot))) as? [String: Any])
            #expect(Set(object.keys) == Set(plausible.keys).union(["stamp", "pad"]))
            for (name, range) in plausible {
                let number = try #require(object[name] as? Double)
                #expect(range.contains(number))
            }
            latitudes.insert(try #require(object["lat"] as? Double))
        }
        #expect(latitudes.count > 90)
    }

    @Test func sizesTooSmallForTheStampAreRaisedToIt() {
        #expect(arena(Payload(shape: .random, size: .fixed(1))).length.allSatisfy { $0 == 56 })
        #expect(arena(Payload(shape: .telemetry, size: .fixed(1))).length.allSatisfy { $0 == 124 })
    }

    @Test func uniformSizesSpanTheirRangeEvenly() {
        let lengths = arena(Payload(size: .uniform(min: 100, max: 299))).length
        #expect(lengths.min() == 100)
        #expect(lengths.max() == 299)
        #expect((Double(lengths.reduce(0, +)) / Double(lengths.count) - 199.5).magnitude < 1)
    }

    @Test func logNormalSizesHaveTheirMedianAndTail() {
        let lengths = arena(Payload(size: .logNormal(median: 400, p99: 2_000))).length.sorted()
        let at = { (share: Double) in Double(lengths[Int(share * Double(lengths.count))]) }
        #expect((at(0.5) / 400 - 1).magnitude < 0.02)
        #expect((at(0.99) / 2_000 - 1).magnitude < 0.1)
    }

    @Test func largeValuesHaveFewerSlots() {
        #expect(arena(Payload(size: .fixed(100_000), entropy: 0)).count == 83)
        #expect(arena(Payload(size: .fixed(2_000_000), entropy: 0)).count == 16)
    }

    @Test func arenaFollowsTheSeed() {
        let payload = Payload(shape: .telemetry, size: .uniform(min: 200, max: 400))
        #expect(arena(payload, seed: 4).bytes == arena(payload, seed: 4).bytes)
        #expect(arena(payload, seed: 4).bytes != arena(payload, seed: 5).bytes)
    }
}
