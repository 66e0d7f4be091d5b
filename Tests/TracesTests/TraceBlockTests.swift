import Testing
import Traces

struct TraceBlockTests {
    @Test func oneEventComesBack() throws {
        let events = [TraceEvent(arrivalNs: 17, topic: 2, partition: 5, valueBytes: TraceEvent.tombstone)]
        #expect(try TraceBlock.decode(TraceBlock.encode(events)) == events)
    }

    @Test func knownBytes() {
        let events = [
            TraceEvent(arrivalNs: 5, topic: 1, partition: 2, key: 0, keyBytes: 3, valueBytes: 9),
            TraceEvent(arrivalNs: 2_000_005, topic: 1, partition: 2, key: 0, keyBytes: 3, valueBytes: 9),
        ]
        let head: [UInt8] = [1, 1, 2, 2, 5, 6]
        // Six constant columns: 2 ms, key 0, 3 bytes, 9 bytes, no headers.
        let columns: [UInt8] = [0, 1, 2, 0, 1, 1, 0, 1, 3, 0, 1, 10, 0, 1, 0, 0, 1, 0]
        #expect(TraceBlock.encode(events).dropLast(4) == head + columns)
    }

    @Test func largestNumbersComeBack() throws {
        let most = TraceEvent(
            arrivalNs: 1 << 62, topic: TraceManifest.mostTopics, partition: TraceManifest.mostPartitions,
            key: .max - 1, keyBytes: .max, valueBytes: .max, headerCount: .max, headerBytes: .max)
        var least = most
        (least.arrivalNs, least.key, least.keyBytes, least.valueBytes) = (0, TraceEvent.noKey, 0, -1)
        (least.headerCount, least.headerBytes) = (0, 0)
        for events in [[most], [least, most], [least, least, most, most], [most, most]] {
            #expect(try TraceBlock.decode(TraceBlock.encode(events)) == events)
        }
    }

    @Test(arguments: 0..<200)
    func anyEventsComeBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let events = TraceEvent.anything(using: &random)
        let bytes = TraceBlock.encode(events)
        #expect(try TraceBlock.decode(bytes) == events)
        #expect(bytes == TraceBlock.encode(events))
    }

    @Test(arguments: [1, 7, 500, 8192])
    func regularTrafficTakesFewBytesAnEvent(count: Int) throws {
        let events = TraceEvent.regular(count)
        let bytes = TraceBlock.encode(events)
        #expect(try TraceBlock.decode(bytes) == events)
        if count >= 500 { #expect(Double(bytes.count) / Double(count) <= 5) }
    }

    @Test func everyDamagedByteIsFound() throws {
        let bytes = TraceBlock.encode(TraceEvent.regular(20, devices: 5))
        for place in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << UInt8(bit)
                #expect(throws: TraceBlockDamage.checksum) { try TraceBlock.decode(damaged) }
            }
        }
    }

    @Test func everyTruncationIsFound() {
        let bytes = TraceBlock.encode(TraceEvent.regular(20, devices: 5))
        for length in 0..<bytes.count {
            #expect(throws: TraceBlockDamage.self) { try TraceBlock.decode(Array(bytes[..<length])) }
        }
    }

    /// With a checksum that is right for what is wrong, the decoder itself must hold.
    @Test(arguments: 0..<20)
    func nonsenseUnderARightChecksumEndsInAnErrorOrInEvents(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = TraceBlock.encode(TraceEvent.anything(using: &random))
        for _ in 0..<200 {
            var body = Array(bytes.dropLast(4))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                body[Int.random(in: body.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            do {
                let events = try TraceBlock.decode(body.withChecksum)
                #expect(events.count <= TraceBlock.mostEvents)
                #expect(zip(events, events.dropFirst()).allSatisfy { $0.arrivalNs <= $1.arrivalNs })
            } catch {
                // Typed: nothing but `TraceBlockDamage` comes here.
                #expect(!error.description.isEmpty)
            }
        }
    }
}

extension TraceEvent {
    /// One partition's events of any size, in which each column is now constant, now small, now anything.
    fileprivate static func anything(using random: inout SeededGenerator) -> [TraceEvent] {
        let count = Int.random(in: 1...300, using: &random)
        let unit: UInt64 = [1, 1000, 1_000_000].randomElement(using: &random) ?? 1
        let most = (0..<6).map { _ in [0, 1, 9, 300, 60_000].randomElement(using: &random) ?? 0 }
        let isRunning = Bool.random(using: &random)
        var event = TraceEvent(
            arrivalNs: .random(in: 0...5_000_000_000, using: &random), topic: 3, partition: 7, valueBytes: 0)
        return (0..<count).map { _ in
            event.arrivalNs += UInt64.random(in: 0...UInt64(most[0]), using: &random) * unit
            // Runs: most events are as the one before.
            if isRunning, Int.random(in: 0..<10, using: &random) > 0 { return event }
            event.key =
                Bool.random(using: &random) ? TraceEvent.noKey : .random(in: 0...UInt32(most[1]), using: &random)
            event.keyBytes = .random(in: 0...Int32(most[2]), using: &random)
            event.valueBytes = .random(in: -1...Int32(most[3]), using: &random)
            event.headerCount = .random(in: 0...UInt16(most[4]), using: &random)
            event.headerBytes = .random(in: 0...Int32(most[5]), using: &random)
            return event
        }
    }
}

extension [UInt8] {
    /// CRC-32C, bit by bit.
    fileprivate var withChecksum: [UInt8] {
        var sum = UInt32.max
        for byte in self {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x82F6_3B78 : sum >> 1 }
        }
        return self + (0..<4).map { UInt8(truncatingIfNeeded: ~sum >> UInt32($0 * 8)) }
    }
}
