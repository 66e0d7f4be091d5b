import Foundation
import Testing

@testable import LabCluster

/// Known answers of the encoding; whole certificates are read by the clients of `TLSTests`.
struct DERTests {
    @Test(
        arguments: [
            ([2, 5, 29, 19], [0x06, 0x03, 0x55, 0x1d, 0x13]),
            ([1, 2, 840, 10045, 4, 3, 2], [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]),
            ([1, 3, 6, 1, 5, 5, 7, 3, 1], [0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]),
        ] as [([Int], [UInt8])])
    func objectsAreNamedByTheirArcs(arcs: [Int], bytes: [UInt8]) {
        #expect(DER.object(arcs).bytes == bytes)
    }

    @Test(
        arguments: [
            ([], [2, 1, 0]), ([0, 0], [2, 1, 0]), ([127], [2, 1, 127]), ([128], [2, 2, 0, 128]),
            ([0, 1, 0], [2, 2, 1, 0]),
        ] as [([UInt8], [UInt8])])
    func numbersHaveNoByteTooMuchAndNoSign(magnitude: [UInt8], bytes: [UInt8]) {
        #expect(DER.integer(magnitude).bytes == bytes)
    }

    @Test(
        arguments: [
            (0, [4, 0]), (127, [4, 127]), (128, [4, 0x81, 128]), (255, [4, 0x81, 255]), (256, [4, 0x82, 1, 0]),
            (65_536, [4, 0x83, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengthsAreAsShortAsTheyCanBe(count: Int, head: [UInt8]) {
        let bytes = DER.octets(Array(repeating: 9, count: count)).bytes
        #expect(Array(bytes.prefix(head.count)) == head)
        #expect(bytes.count == head.count + count)
    }

    @Test(
        arguments: [
            (0, 0x17, "700101000000Z"), (1_763_737_445, 0x17, "251121150405Z"), (2_524_607_999, 0x17, "491231235959Z"),
            (2_524_608_000, 0x18, "20500101000000Z"),
        ] as [(Double, UInt8, String)])
    func yearsHaveTwoDigitsUntil2050(seconds: Double, tag: UInt8, text: String) {
        let bytes = DER.time(Date(timeIntervalSince1970: seconds)).bytes
        #expect(bytes == [tag, UInt8(text.utf8.count)] + Array(text.utf8))
    }

    @Test func valuesNest() {
        let value = DER.sequence([.set([.text("é")]), .yes, .tagged(3, .bits([6], unused: 1)), .field(2, [65])])
        #expect(
            value.bytes == [0x30, 18, 0x31, 4, 0x0c, 2, 0xc3, 0xa9, 1, 1, 0xff, 0xa3, 4, 3, 2, 1, 6, 0x82, 1, 65])
    }
}
