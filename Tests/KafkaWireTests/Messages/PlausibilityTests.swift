import Testing

@testable import KafkaWire

/// Numbers that can be read and cannot be meant.
struct PlausibilityTests {
    private func refusal(of answer: some WireStructure, version: Int16 = 0) -> WireError? {
        wireError { () throws(WireError) in try answer.expectPlausible(version: version, from: "test") }
    }

    @Test(arguments: [Int64.max, .min, 1 << 62 + 1])
    func offsetAtTheEndOfItsTypeIsRefusedByName(offset: Int64) {
        let answer = ListOffsetsResponse {
            $0.topics = [.init { $0.partitions = [.init { $0.offset = offset }] }]
        }
        let error = refusal(of: answer, version: 3)
        #expect(error?.kind == .malformed)
        #expect(error?.what.contains("'offset'") == true)
    }

    @Test func epochAndNodeAtTheEndOfTheirTypesAreRefused() {
        #expect(refusal(of: InitProducerIdResponse { $0.producerEpoch = .max })?.kind == .malformed)
        #expect(refusal(of: MetadataResponse { $0.brokers = [.init { $0.nodeID = .max }] })?.kind == .malformed)
        #expect(refusal(of: ShareGroupHeartbeatResponse { $0.memberEpoch = .min }, version: 1)?.kind == .malformed)
    }

    @Test func numbersThatBrokersSendArePlausible() {
        #expect(
            refusal(of: ListOffsetsResponse { $0.topics = [.init { $0.partitions = [.init()] }] }, version: 3) == nil)
        // Rights that are not told are the smallest number there is, and full disks may be the largest.
        #expect(refusal(of: MetadataResponse { $0.clusterAuthorizedOperations = .min }, version: 8) == nil)
        #expect(
            refusal(of: DescribeLogDirsResponse { $0.results = [.init { $0.totalBytes = .max }] }, version: 4) == nil)
    }
}
