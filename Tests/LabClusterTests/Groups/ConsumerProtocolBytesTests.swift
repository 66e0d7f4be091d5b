import Testing

@testable import LabCluster

struct ConsumerProtocolBytesTests {
    @Test func assignmentsComeBack() {
        let partitions: [String: [Int32]] = ["a": [0, 2], "é": [1]]
        #expect(ConsumerAssignment.partitions(in: ConsumerAssignment.bytes(partitions, version: 1)) == partitions)
        #expect(ConsumerAssignment.partitions(in: []) == [:])
    }

    @Test func subscriptionsAreRead() {
        let bytes: [UInt8] = [
            0, 1, 0, 0, 0, 1, 0, 1, 0x61, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 1, 0x61, 0, 0, 0, 1, 0, 0, 0, 5,
        ]
        let found = ConsumerSubscription(bytes[...])
        #expect(found?.topics == ["a"])
        #expect(found?.owned == ["a": [5]])
        for length in 0..<bytes.count { #expect(ConsumerSubscription(bytes[..<length]) == nil) }
    }
}
