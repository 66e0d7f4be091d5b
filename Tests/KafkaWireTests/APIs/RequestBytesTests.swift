import Testing

@testable import KafkaWire

/// Requests, byte for byte, at the versions where their layout changes.
struct RequestBytesTests {
    private func body(_ request: some WireRequest, _ version: Int16) -> [UInt8] {
        let api = type(of: request).api
        #expect(api.versions.contains(version))
        return request.encoded(version: version, isFlexible: api.isFlexible(version))
    }

    @Test func metadataNeverCreatesATopic() {
        func named(_ version: Int16) -> [UInt8] { body(MetadataRequest(topics: ["ab"], version: version), version) }
        func all(_ version: Int16) -> [UInt8] { body(MetadataRequest(topics: nil, version: version), version) }
        #expect(named(4) == hex("00000001 0002 6162 00"))
        #expect(named(8) == hex("00000001 0002 6162 00 00 00"))
        #expect(named(9) == hex("02 03 6162 00 00 00 00 00"))
        #expect(named(12) == hex("02 00000000000000000000000000000000 03 6162 00 00 00 00"))
        #expect(all(4) == hex("ffffffff 00"))
        #expect(all(12) == hex("00 00 00 00"))
        // Nothing there forbids the broker to create a topic that is named: all are asked for.
        #expect(named(0) == hex("00000000"))
        for version in [1, 2, 3] as [Int16] { #expect(named(version) == hex("ffffffff")) }
    }

    @Test func listOffsetsAsksAsAClient() {
        let earliest = ListOffsetsRequest(topic: "t", partitions: [3], position: .earliest)
        #expect(body(earliest, 1) == hex("ffffffff 00000001 0001 74 00000001 00000003 fffffffffffffffe"))
        #expect(
            body(earliest, 4) == hex("ffffffff 00 00000001 0001 74 00000001 00000003 ffffffff fffffffffffffffe"))
        let latest = ListOffsetsRequest(topic: "t", partitions: [3], position: .latest)
        #expect(body(latest, 7) == hex("ffffffff 00 02 02 74 02 00000003 ffffffff ffffffffffffffff 00 00 00"))
    }

    @Test func fetchOpensNoSession() {
        let partition = FetchRequest.Topic.Partition {
            $0.partition = 3
            $0.fetchOffset = 5
            $0.partitionMaxBytes = 256
        }
        let fetch = FetchRequest(topic: "t", partitions: [partition], maxBytes: 512, maxWait: .milliseconds(16))
        let begin = "ffffffff 00000010 00000001 00000200 00"
        #expect(
            body(fetch, 4) == hex(begin + "00000001 0001 74 00000001 00000003 0000000000000005 00000100"))
        #expect(
            body(fetch, 11)
                == hex(
                    begin + "00000000 ffffffff 00000001 0001 74 00000001 00000003 ffffffff 0000000000000005"
                        + "ffffffffffffffff 00000100 00000000 0000"))
        #expect(
            body(fetch, 12)
                == hex(
                    begin + "00000000 ffffffff 02 02 74 02 00000003 ffffffff 0000000000000005 ffffffff"
                        + "ffffffffffffffff 00000100 00 00 01 01 00"))
    }

    @Test func saslTokenIsCarriedAsItIs() {
        let request = SaslAuthenticateRequest { $0.authBytes = [0, 97, 0, 98] }
        #expect(body(request, 0) == hex("00000004 00610062"))
        #expect(body(request, 2) == hex("05 00610062 00"))
    }
}
