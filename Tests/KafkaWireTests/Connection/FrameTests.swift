internal import NIOCore
import Testing

@testable import KafkaWire

struct FrameTests {
    @Test func frameWithHeaderVersion1IsByteExact() {
        let frame = RequestFrame(
            SaslHandshakeRequest { $0.mechanism = "PLAIN" }, version: 1, correlationID: 7, clientID: "me")
        #expect(frame.bytes == hex("00000013 0011 0001 00000007 0002 6d65 0005 504c41494e"))
        #expect(frame.name == "SaslHandshake v1")
    }

    @Test func frameWithHeaderVersion2HasTagsAndAPlainClientID() {
        let request = ApiVersionsRequest {
            $0.clientSoftwareName = "seatrial"
            $0.clientSoftwareVersion = "wire"
        }
        let frame = RequestFrame(request, version: 3, correlationID: 1, clientID: "me")
        #expect(
            frame.bytes
                == hex("0000001c 0012 0003 00000001 0002 6d65 00  09 7365617472 69616c 05 77697265 00"))
    }

    @Test func frameWithoutClientIDHasANull() {
        let frame = RequestFrame(ApiVersionsRequest(), version: 0, correlationID: -1, clientID: nil)
        #expect(frame.bytes == hex("0000000a 0012 0000 ffffffff ffff"))
    }

    @Test func responseHeaderOfFlexibleVersionsHasTags() throws {
        // One unknown tagged field of two bytes, then the body.
        let response = try SaslAuthenticateRequest.decode(
            hex("01 00 02 aaaa  0000 00 02 2a 0000000000000000 00")[...], version: 2, from: "broker")
        #expect(response.authBytes == [42])
    }

    @Test func responseHeaderOfApiVersionsNeverHasTags() throws {
        let response = try ApiVersionsRequest.decode(
            hex("0000 02 0003 0000 000c 00 00000000 00")[...], version: 3, from: "broker")
        #expect(response.ranges == [3: 0...12])
    }

    @Test func framesAreCutOutOfAStream() throws {
        let decoder = FrameDecoder(broker: "broker", largest: 100)
        let stream = hex("00000005 00000001 aa  00000004 00000002")
        for split in 0...stream.count {
            var buffer = ByteBuffer(bytes: stream[..<split])
            var frames: [[UInt8]] = []
            while let frame = try decoder.next(in: &buffer) { frames.append(Array(frame.readableBytesView)) }
            buffer.writeBytes(stream[split...])
            while let frame = try decoder.next(in: &buffer) { frames.append(Array(frame.readableBytesView)) }
            #expect(frames == [hex("00000001 aa"), hex("00000002")])
        }
    }

    @Test(arguments: [
        ("00000003", "claims 3 bytes"), ("ffffffff", "claims -1 bytes"), ("00000065", "4 to 100 are taken"),
        ("7fffffff", "claims 2147483647 bytes"), ("15030300", "the beginning of a TLS record"),
        ("16030100", "the beginning of a TLS record"), ("48545450", "it reads HTTP"),
    ])
    func impossibleSizeIsAnError(bytes: String, what: String) {
        let decoder = FrameDecoder(broker: "broker", largest: 100)
        let error = wireError { () throws(WireError) in
            var buffer = ByteBuffer(bytes: hex(bytes))
            _ = try decoder.next(in: &buffer)
        }
        #expect(error?.kind == .malformed)
        #expect(error?.what.contains(what) == true, "\(String(describing: error))")
    }

    @Test func highestCommonVersionIsChosen() throws {
        let api = WireAPI(key: 1, name: "Fetch", versions: 4...12, firstFlexible: 12)
        #expect(try api.version(with: 4...17, at: "broker") == 12)
        #expect(try api.version(with: 0...11, at: "broker") == 11)
        #expect(try api.version(with: 4...17, atMost: 6, at: "broker") == 6)
        #expect(try api.version(with: 8...17, atMost: 6, at: "broker") == 8)
        for offered in [nil, 0...3, 13...17] as [ClosedRange<Int16>?] {
            let error = wireError { () throws(WireError) in _ = try api.version(with: offered, at: "broker") }
            #expect(error?.kind == .unsupported)
            #expect(error?.what.contains("Fetch 4 to 12") == true)
        }
    }
}
