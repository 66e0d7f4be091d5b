import Testing

@testable import KafkaWire

/// Messages built field by field, with bytes worked out from Kafka's definitions by hand.
struct KnownBytesTests {
    private static let id = WireID(high: 0x0011_2233_4455_6677, low: 0x8899_aabb_ccdd_eeff)
    private static let idBytes = "00112233445566778899aabbccddeeff"

    private func body(_ request: some WireRequest, _ version: Int16) -> [UInt8] {
        let api = type(of: request).api
        return request.encoded(version: version, isFlexible: api.isFlexible(version))
    }

    @Test func produce() {
        let request = ProduceRequest {
            $0.acks = -1
            $0.timeoutMs = 1000
            $0.topicData = [
                .init { topic in
                    topic.name = "t"
                    topic.topicID = Self.id
                    topic.partitionData = [
                        .init {
                            $0.index = 3
                            $0.records = [0xaa, 0xbb]
                        }
                    ]
                }
            ]
        }
        #expect(
            body(request, 3) == hex("ffff ffff 000003e8 00000001 0001 74 00000001 00000003 00000002 aabb"))
        let named = hex("00 ffff 000003e8 02 02 74 02 00000003 03 aabb 00 00 00")
        #expect(body(request, 9) == named)
        #expect(body(request, 12) == named)
        #expect(
            body(request, 13) == hex("00 ffff 000003e8 02" + Self.idBytes + "02 00000003 03 aabb 00 00 00"))
    }

    @Test func fetchInASession() {
        let request = FetchRequest {
            $0.maxWaitMs = 16
            $0.minBytes = 1
            $0.maxBytes = 512
            $0.isolationLevel = 1
            $0.sessionID = 7
            $0.sessionEpoch = 2
            $0.topics = [
                .init { topic in
                    topic.topic = "t"
                    topic.topicID = Self.id
                    topic.partitions = [
                        .init {
                            $0.partition = 3
                            $0.fetchOffset = 5
                            $0.partitionMaxBytes = 256
                        }
                    ]
                }
            ]
            $0.forgottenTopicsData = [
                .init {
                    $0.topic = "f"
                    $0.topicID = Self.id
                    $0.partitions = [4]
                }
            ]
            $0.rackID = "r"
            $0.clusterID = "c"
        }
        let begin = "ffffffff 00000010 00000001 00000200 01"
        #expect(
            body(request, 4) == hex(begin + "00000001 0001 74 00000001 00000003 0000000000000005 00000100"))
        let session = begin + "00000007 00000002 02"
        let partition = "02 00000003 ffffffff 0000000000000005 ffffffff ffffffffffffffff 00000100 00 00"
        let end = "02 00000004 00 02 72 01 00 02 02 63"
        #expect(body(request, 12) == hex(session + "02 74" + partition + "02 02 66" + end))
        #expect(body(request, 13) == hex(session + Self.idBytes + partition + "02" + Self.idBytes + end))
    }

    @Test func joinGroup() {
        let request = JoinGroupRequest {
            $0.groupID = "g"
            $0.sessionTimeoutMs = 6000
            $0.rebalanceTimeoutMs = 1000
            $0.protocolType = "consumer"
            $0.protocols = [
                .init {
                    $0.name = "range"
                    $0.metadata = [1]
                }
            ]
            $0.reason = "x"
        }
        #expect(
            body(request, 5)
                == hex(
                    "0001 67 00001770 000003e8 0000 ffff 0008 636f6e73756d6572 00000001 0005 72616e6765 00000001 01"))
        #expect(
            body(request, 9)
                == hex("02 67 00001770 000003e8 01 00 09 636f6e73756d6572 02 06 72616e6765 02 01 00 02 78 00"))
    }

    @Test func offsetFetchOfSomeAndOfAllPartitions() {
        let some = OffsetFetchRequest {
            $0.groupID = "g"
            $0.topics = [
                .init {
                    $0.name = "t"
                    $0.partitionIndexes = [3]
                }
            ]
            $0.groups = [
                .init { group in
                    group.groupID = "g"
                    group.topics = [
                        .init {
                            $0.name = "t"
                            $0.partitionIndexes = [3]
                        }
                    ]
                }
            ]
            $0.requireStable = true
        }
        #expect(body(some, 7) == hex("02 67 02 02 74 02 00000003 00 01 00"))
        #expect(body(some, 8) == hex("02 02 67 02 02 74 02 00000003 00 00 01 00"))
        let all = OffsetFetchRequest {
            $0.groups = [
                .init {
                    $0.groupID = "g"
                    $0.topics = nil
                }
            ]
        }
        #expect(body(all, 8) == hex("02 02 67 00 00 00 00"))
    }

    @Test func addPartitionsToTxnBeforeAndSinceItsBatches() {
        let topic = AddPartitionsToTxnRequest.Topic {
            $0.name = "t"
            $0.partitions = [3]
        }
        let request = AddPartitionsToTxnRequest {
            $0.v3AndBelowTransactionalID = "x"
            $0.v3AndBelowProducerID = 4001
            $0.v3AndBelowProducerEpoch = 7
            $0.v3AndBelowTopics = [topic]
            $0.transactions = [
                .init {
                    $0.transactionalID = "x"
                    $0.producerID = 4001
                    $0.producerEpoch = 7
                    $0.verifyOnly = true
                    $0.topics = [topic]
                }
            ]
        }
        #expect(body(request, 3) == hex("02 78 0000000000000fa1 0007 02 02 74 02 00000003 00 00"))
        #expect(body(request, 4) == hex("02 02 78 0000000000000fa1 0007 01 02 02 74 02 00000003 00 00 00"))
    }

    @Test func createTopics() {
        let request = CreateTopicsRequest {
            $0.topics = [
                .init { topic in
                    topic.name = "t"
                    topic.numPartitions = 3
                    topic.replicationFactor = -1
                    topic.configs = [
                        .init {
                            $0.name = "c"
                            $0.value = "v"
                        }
                    ]
                }
            ]
            $0.timeoutMs = 1000
            $0.validateOnly = true
        }
        #expect(
            body(request, 4)
                == hex("00000001 0001 74 00000003 ffff 00000000 00000001 0001 63 0001 76 000003e8 01"))
        let flexible = hex("02 02 74 00000003 ffff 01 02 02 63 02 76 00 00 000003e8 01 00")
        #expect(body(request, 5) == flexible)
        #expect(body(request, 7) == flexible)
    }

    @Test func consumerGroupHeartbeat() {
        let request = ConsumerGroupHeartbeatRequest {
            $0.groupID = "g"
            $0.memberID = "m"
            $0.rebalanceTimeoutMs = 1000
            $0.subscribedTopicNames = ["t"]
            $0.subscribedTopicRegex = "."
            $0.topicPartitions = []
        }
        #expect(body(request, 0) == hex("02 67 02 6d 00000000 00 00 000003e8 02 02 74 00 01 00"))
        #expect(body(request, 1) == hex("02 67 02 6d 00000000 00 00 000003e8 02 02 74 02 2e 00 01 00"))
    }

    @Test func apiVersionsWithItsTaggedFields() throws {
        let response = ApiVersionsResponse {
            $0.apiKeys = [
                .init {
                    $0.apiKey = 1
                    $0.minVersion = 4
                    $0.maxVersion = 17
                }
            ]
            $0.supportedFeatures = [
                .init {
                    $0.name = "abc"
                    $0.maxVersion = 1
                }
            ]
            $0.finalizedFeaturesEpoch = 5
            $0.finalizedFeatures = [
                .init {
                    $0.name = "abc"
                    $0.maxVersionLevel = 1
                }
            ]
        }
        let bytes = hex(
            """
            0000 02 0001 0004 0011 00 00000000 03
            00 0a 02 04 616263 0000 0001 00  01 08 0000000000000005  02 0a 02 04 616263 0001 0000 00
            """)
        #expect(response.encoded(version: 3, isFlexible: true) == bytes)
        #expect(try ApiVersionsRequest.decode(bytes[...], version: 3, from: "broker:9092") == response)
    }
}
