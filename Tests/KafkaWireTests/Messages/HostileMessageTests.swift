import Testing

@testable import KafkaWire

/// What brokers may send that is no message: cut off, altered, made up.
///
/// Each is seconds of work: it yields after every message, so that tests that wait for an answer get their turn.
struct HostileMessageTests {
    @Test func cutOffAnywhereIsMalformed() async {
        for reference in ReferenceMessage.all {
            await Task.yield()
            let kind = MessageKind(reference)
            for length in reference.bytes.indices {
                let error = wireError { () throws(WireError) in
                    _ = try kind.decode(Array(reference.bytes[..<length]), version: reference.version)
                }
                #expect(error?.kind == .malformed, "\(reference.testDescription), \(length) bytes")
            }
        }
    }

    @Test func oneByteTooManyIsMalformed() async {
        for reference in ReferenceMessage.all {
            await Task.yield()
            let error = wireError { () throws(WireError) in
                _ = try MessageKind(reference).decode(reference.bytes + [0], version: reference.version)
            }
            #expect(error?.kind == .malformed, "\(reference.testDescription)")
        }
    }

    /// Altered numbers make random messages, altered lengths broken ones; what is read comes back as it was written.
    @Test func alteredMessageIsReadOrRefusedAndNeverCrashes() async {
        var generator = SeededGenerator(state: 42)
        var (read, refused) = (0, 0)
        for reference in ReferenceMessage.all where !reference.bytes.isEmpty {
            await Task.yield()
            for _ in 0..<10 {
                var bytes = reference.bytes
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = Self.byte(&generator)
                }
                if Self.isReadAndKept(bytes, reference) { read += 1 } else { refused += 1 }
            }
        }
        // Both happen often, or this shows nothing.
        #expect(read > 1_000)
        #expect(refused > 1_000)
    }

    @Test func randomBytesNeverCrash() async {
        var generator = SeededGenerator(state: 7)
        for reference in ReferenceMessage.all {
            await Task.yield()
            for _ in 0..<10 {
                let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in Self.byte(&generator) }
                _ = Self.isReadAndKept(bytes, reference)
            }
        }
    }

    /// The largest count, and as many as there are bytes left, at every place of a message where one could be.
    @Test func largeNumberAnywhereIsReadOrRefusedAndNeverCrashes() {
        for reference in ReferenceMessage.all where reference.version == MessageKind(reference).api.versions.lowerBound
        {
            let isFlexible = MessageKind(reference).api.isFlexible(reference.version)
            for place in reference.bytes.indices.dropLast(isFlexible ? 4 : 3) {
                for count in [UInt32.max >> 1, UInt32(reference.bytes.count - place)] {
                    var writer = WireWriter(version: 0, isFlexible: true)
                    if isFlexible { writer.writeUnsignedVarint(count) } else { writer.write(count) }
                    var bytes = reference.bytes
                    bytes.replaceSubrange(place..<place + writer.bytes.count, with: writer.bytes)
                    _ = Self.isReadAndKept(bytes, reference)
                }
            }
        }
    }

    @Test(arguments: [(1, "7fffffff"), (1, "00000004 0000"), (9, "ffffffff0f"), (9, "04 0100"), (12, "ff01")])
    func countThatTheBytesCannotHoldIsRefusedByName(version: Int16, bytes: String) {
        let reader = WireReader(
            hex(bytes)[...], version: version, isFlexible: MetadataRequest.api.isFlexible(version), place: "test")
        let error = wireError { () throws(WireError) in _ = try MetadataRequest(decoding: reader) }
        #expect(error?.kind == .malformed)
        #expect(error?.what.contains("'topics'") == true && error?.what.contains("claims") == true)
    }

    /// Small values often: they are lengths that fit.
    private static func byte(_ generator: inout SeededGenerator) -> UInt8 {
        switch UInt8.random(in: 0...3, using: &generator) {
        case 0: 0
        case 1: .random(in: 1...4, using: &generator)
        default: .random(in: 0...255, using: &generator)
        }
    }

    /// Whether the bytes are a message; then it is not larger than they are, and is written as it was read.
    private static func isReadAndKept(_ bytes: [UInt8], _ reference: ReferenceMessage) -> Bool {
        let kind = MessageKind(reference)
        var message: (any WireStructure)?
        let error = wireError { () throws(WireError) in
            message = try kind.decode(bytes, version: reference.version)
        }
        guard let message else {
            #expect(error?.kind == .malformed, "\(reference.testDescription): \(bytes)")
            return false
        }
        let written = kind.encode(message, version: reference.version)
        #expect(written.count <= bytes.count, "\(reference.testDescription): \(bytes)")
        let again = wireError { () throws(WireError) in
            let second = try kind.decode(written, version: reference.version)
            #expect(
                kind.encode(second, version: reference.version) == written, "\(reference.testDescription): \(bytes)")
        }
        #expect(again == nil, "\(reference.testDescription): \(bytes)")
        return true
    }
}
