import Foundation
import Quantities
import ScenarioModel
import Testing

@testable import Workloads

@Suite struct FirmwareValueTests {
    private static let fields = [
        SchemaField(name: "speed", kind: .double), SchemaField(name: "trips", kind: .long),
        SchemaField(name: "driver", kind: .string), SchemaField(name: "moving", kind: .boolean, isOptional: true),
    ]

    private func fixture(
        _ formats: [Firmware.Format], size: Int = 300, rollouts: [Rollout] = [], ids: [String: UInt32] = [:],
        malformed: Double = 0
    ) -> Fixture {
        var group = DeviceGroup.trucks(devices: 1_000, rate: 5_000, regions: 2)
        (group.firmware, group.rollouts, group.mess.malformed) = ("v0", rollouts, malformed)
        let firmware = formats.enumerated().map {
            Firmware(
                version: "v\($0)", format: $1, fields: FirmwareValueTests.fields,
                payload: Payload(shape: .telemetry, size: .fixed(size)))
        }
        return Fixture([group], firmware: firmware, schemaIDs: ids)
    }

    private func value(_ arena: PayloadArena, _ slot: Int) -> [UInt8] {
        Array(arena.bytes[arena.offset[slot]..<(arena.offset[slot] + arena.length[slot])])
    }

    @Test(arguments: [10, 184, 300])
    func jsonHasExactlyTheFieldsAndAPadOnlyWhereThereIsRoom(size: Int) throws {
        let arena = fixture([.json], size: size).tables.payloads
        for slot in 0..<50 {
            let bytes = value(arena, slot)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            #expect(Set(object.keys).subtracting(["pad"]) == ["stamp", "speed", "trips", "driver", "moving"])
            #expect((object["pad"] != nil) == (size == 300))
            #expect(size == 10 || bytes.count >= size)
            #expect(arena.frameLength[slot] == 0 && arena.slotFirmware[slot] == 0 && arena.isText[slot])
        }
    }

    @Test func avroIsFramedAndReadsBackFieldByField() throws {
        let arena = fixture([.avro], ids: ["v0": 0x0102_0304]).tables.payloads
        for slot in 0..<50 {
            var bytes = value(arena, slot)[...]
            #expect(bytes.count == 300)
            #expect(Array(bytes.prefix(5)) == [0, 1, 2, 3, 4])
            bytes = bytes.dropFirst(5 + 56)
            func long() throws -> Int {
                var (value, shift) = (0, 0)
                while true {
                    let next = bytes.popFirst()
                    let byte = try #require(next)
                    value |= Int(byte & 0x7F) << shift
                    shift += 7
                    if byte < 0x80 { return value >> 1 }
                }
            }
            let speed = bytes.prefix(8).reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            #expect((0..<1_000).contains(Double(bitPattern: speed)))
            bytes = bytes.dropFirst(8)
            let trips = try long()
            #expect((0..<1_000_000).contains(trips))
            let word = try long()
            #expect(word == 8)
            bytes = bytes.dropFirst(word)
            let branch = try long()
            #expect(branch == 1)
            let moving = bytes.popFirst()
            #expect(moving == 0 || moving == 1)
            let pad = try long()
            #expect(pad == bytes.count)
        }
        #expect(fixture([.avro]).tables.payloads.bytes.prefix(5) == [0, 0, 0, 0, 1])
        #expect(fixture([.json], ids: ["v0": 7]).tables.payloads.frameLength.allSatisfy { $0 == 5 })
    }

    @Test func malformedValuesKeepTheirStampsRoomAndDoNotDecode() {
        let fixture = fixture([.json], malformed: 0.1)
        let arena = fixture.tables.payloads
        let slots = arena.slotSet(group: 0, version: "v0").malformed
        #expect(slots.count == 64)
        for slot in slots {
            let bytes = value(arena, slot)
            #expect(bytes.count >= 122)
            #expect(bytes.dropFirst(10).prefix(112).allSatisfy { $0 == UInt8(ascii: "0") })
            #expect((try? JSONSerialization.jsonObject(with: Data(bytes))) == nil)
        }
    }

    @Test func rollbackTakesBackTheDevicesThatTheRolloutMoved() {
        let fixture = fixture(
            [.json, .json],
            rollouts: [
                Rollout(to: "v1", phase: "steady", after: .seconds(2), duration: .seconds(2), share: 0.3),
                Rollout(to: "v0", phase: "steady", after: .seconds(6), share: 0.3),
            ])
        let firmware = fixture.tables.payloads.slotFirmware
        func share(_ second: UInt64) -> Double {
            let events = fixture.events().filter { $0.eventNs / 1_000_000_000 == second }
            return Double(events.count { firmware[Int($0.payload)] == 1 }) / Double(events.count)
        }
        #expect(share(1) == 0)
        #expect((share(5) - 0.3).magnitude < 0.05)
        #expect(share(3) > 0.1 && share(3) < 0.3)
        #expect(share(7) == 0)
    }

    @Test func rolloutByRegionGoesOneRegionAfterAnother() {
        let fixture = fixture(
            [.json, .json],
            rollouts: [Rollout(to: "v1", phase: "steady", duration: .seconds(10), order: .region)])
        let firmware = fixture.tables.payloads.slotFirmware
        let roster = fixture.tables.roster.groups[0]
        for event in fixture.events() where roster.region(ofNumber: Int(event.device)) == 1 {
            if event.eventNs < 5_000_000_000 { #expect(firmware[Int(event.payload)] == 0) }
        }
        let first = fixture.events().filter {
            roster.region(ofNumber: Int($0.device)) == 0 && $0.eventNs > 5_000_000_000
        }
        #expect(first.allSatisfy { firmware[Int($0.payload)] == 1 })
    }

    @Test func schemasNameStampFieldsAndPad() throws {
        let firmware = Firmware(version: "v0", fields: FirmwareValueTests.fields)
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(firmware.jsonSchema.utf8)) as? [String: Any])
        #expect(json["required"] as? [String] == ["stamp", "speed", "trips", "driver"])
        let avro = try #require(
            try JSONSerialization.jsonObject(with: Data(firmware.avroSchema.utf8)) as? [String: Any])
        let names = (avro["fields"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(names == ["stamp", "speed", "trips", "driver", "moving", "pad"])
    }
}
