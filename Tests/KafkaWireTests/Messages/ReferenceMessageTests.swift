import Testing

@testable import KafkaWire

/// Every message against Kafka's own: same bytes, same fields under the same names.
struct ReferenceMessageTests {
    @Test func everyVersionOfEveryAPIHasAReference() {
        struct Place: Hashable {
            var key: Int16
            var version: Int16
            var isRequest: Bool
        }
        let expected = WireCatalogue.all.flatMap { api in
            api.versions.flatMap { version in
                [true, false].map { Place(key: api.key, version: version, isRequest: $0) }
            }
        }
        let there = ReferenceMessage.all.map { Place(key: $0.key, version: $0.version, isRequest: $0.isRequest) }
        #expect(there.count == expected.count)
        #expect(Set(there) == Set(expected))
    }

    @Test func messageIsReadFieldByFieldAndWrittenByteByByte() async throws {
        for reference in ReferenceMessage.all {
            await Task.yield()
            let kind = MessageKind(reference)
            let message = try kind.decode(reference.bytes, version: reference.version)
            #expect(
                kind.encode(message, version: reference.version) == reference.bytes, "\(reference.testDescription)")
            let words = message.description(version: reference.version, upTo: 100_000)
            #expect(Self.withoutNames(words) == reference.words, "\(reference.testDescription)")
        }
    }

    /// `NONE (0)` and `error code 0` become `0`.
    private static func withoutNames(_ words: String) -> String {
        words.replacing(/[A-Z_]+ \((-?[0-9]+)\)|error code (-?[0-9]+)/) { $0.output.1 ?? $0.output.2 ?? "" }
    }

    /// Fields that a version has not keep their defaults there; what remains is stable.
    @Test func messageGoesIntoEveryVersion() async throws {
        for reference in ReferenceMessage.all {
            await Task.yield()
            let kind = MessageKind(reference)
            let message = try kind.decode(reference.bytes, version: reference.version)
            for version in kind.api.versions {
                let bytes = kind.encode(message, version: version)
                let again = try kind.decode(bytes, version: version)
                #expect(
                    kind.encode(again, version: version) == bytes, "\(reference.testDescription) written in v\(version)"
                )
            }
        }
    }
}
