import Testing

@testable import KafkaWire

/// Responses in the lowest and the highest version, read, cut off at every byte, and with every byte altered.
struct ResponseTests {
    @Test(arguments: ResponseSample.all)
    func responseIsRead(sample: ResponseSample) throws {
        #expect(try sample.read(sample.bytes[...]) == sample.summary)
    }

    @Test(arguments: ResponseSample.all)
    func cutOffAnywhereIsAnError(sample: ResponseSample) {
        for length in 0..<sample.bytes.count {
            let error = wireError { () throws(WireError) in _ = try sample.read(sample.bytes[..<length]) }
            #expect(error?.kind == .malformed, "\(sample): \(length) of \(sample.bytes.count) bytes")
            #expect(error?.place.contains("response of broker:9092") == true)
        }
    }

    @Test(arguments: ResponseSample.all)
    func oneByteTooManyIsAnError(sample: ResponseSample) {
        let error = wireError { () throws(WireError) in _ = try sample.read((sample.bytes + [0])[...]) }
        #expect(error?.kind == .malformed)
    }

    @Test(arguments: ResponseSample.all)
    func alteredByteIsReadOrRefusedAndNeverCrashes(sample: ResponseSample) {
        for index in sample.bytes.indices {
            for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = sample.bytes
                bytes[index] = value
                let error = wireError { () throws(WireError) in _ = try sample.read(bytes[...]) }
                #expect(error == nil || error?.kind == .malformed)
            }
        }
    }

    @Test func unsupportedVersionIsReadWhateverFollows() throws {
        // The last but one is of a form that no version has, such as librdkafka's mock (2.0.2) writes.
        for rest in ["", "00000000", "00000001 0012 0000 0002", "01 0012 0000 0003 00000000", "7fffffff"] {
            let response = try ApiVersionsRequest.decode(hex("0023" + rest)[...], version: 3, from: "broker:9092")
            #expect(response.errorCode == .unsupportedVersion)
            #expect(response.ranges == (rest == "00000001 0012 0000 0002" ? [18: 0...2] : [:]))
        }
    }
}

/// A response with what is to be read in it.
struct ResponseSample: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bytes: [UInt8]
    /// The values of the response, as text, so that all samples are of one type.
    var summary: String
    var read: @Sendable (ArraySlice<UInt8>) throws(WireError) -> String

    init<Request: WireRequest>(
        _: Request.Type, _ version: Int16, _ bytes: String, summary: String,
        _ describe: @escaping @Sendable (Request.Response) -> String
    ) {
        testDescription = "\(Request.api.name) v\(version)"
        self.bytes = hex(bytes)
        self.summary = summary
        read = { (bytes) throws(WireError) in
            describe(try Request.decode(bytes, version: version, from: "broker:9092"))
        }
    }

    static let all = versions + metadata + offsets + fetches + logins

    private static let versions = [
        ResponseSample(
            ApiVersionsRequest.self, 0, "0000 00000002  0001 0004 000b  0003 0000 0008", summary: "1: 4...11, 3: 0...8",
            describe),
        ResponseSample(
            ApiVersionsRequest.self, 3,
            // With the tagged fields that Kafka sends: supported features.
            "0000 03  0001 0004 0011 00  0003 0000 000d 00  00000000  01 00 0a 02 04 616263 0000 0001 00",
            summary: "1: 4...17, 3: 0...13",
            describe),
    ]

    private static let metadata = [
        ResponseSample(
            MetadataRequest.self, 1,
            """
            00000001  00000005 0001 68 00002384 ffff  00000005
            00000001  0000 0001 74 00 00000001  0000 00000002 00000005 00000001 00000005 00000001 00000005
            """, summary: "5=h:9092 t[2@5]", describe),
        ResponseSample(
            MetadataRequest.self, 4,
            """
            00000000 00000001  00000005 0001 68 00002384 ffff  0002 6964 00000005
            00000001  0000 0001 74 00 00000001  0000 00000002 00000005 00000001 00000005 00000001 00000005
            """, summary: "5=h:9092 t[2@5]", describe),
        ResponseSample(
            MetadataRequest.self, 12,
            """
            00  00000000 02  00000005 02 68 00002384 02 72 00  03 6964 00000005
            02  0000 02 74 00112233445566778899aabbccddeeff 00
            02  0000 00000002 00000005 00000007 02 00000005 02 00000005 01 00  80000000 00  00
            """, summary: "5=h:9092 t[2@5]", describe),
    ]

    private static let offsets = [
        ResponseSample(
            ListOffsetsRequest.self, 1,
            "00000001 0001 74 00000001 00000003 0000 ffffffffffffffff 00000000000003e8", summary: "t/3 NONE (0) 1000",
            describe),
        ResponseSample(
            ListOffsetsRequest.self, 7,
            "00 00000000 02 02 74 02 00000003 0006 ffffffffffffffff ffffffffffffffff 00000004 00 00 00",
            summary: "t/3 NOT_LEADER_OR_FOLLOWER (6) -1", describe),
    ]

    private static let fetches = [
        ResponseSample(
            FetchRequest.self, 4,
            """
            00000000 00000001 0001 74 00000001 00000003 0000 0000000000000009 0000000000000008
            00000001 0000000000000fa1 0000000000000005  00000003 aabbcc
            """, summary: "t/3 NONE (0) 9 8 [170, 187, 204]", describe),
        ResponseSample(
            FetchRequest.self, 12,
            """
            00 00000000 0000 00000000 02 02 74 02 00000003 0000 0000000000000009 0000000000000008 0000000000000000
            00 ffffffff 04 aabbcc 01 01 09 00000005 00000007 00 00 00
            """, summary: "t/3 NONE (0) 9 8 [170, 187, 204]", describe),
    ]

    private static let logins = [
        ResponseSample(
            SaslHandshakeRequest.self, 1, "0021 00000002 0005 504c41494e 0001 58", summary: "33 PLAIN X"
        ) { "\($0.errorCode.rawValue) \($0.mechanisms.joined(separator: " "))" },
        ResponseSample(SaslAuthenticateRequest.self, 0, "003a 0002 6e6f 00000000", summary: "58 no []") {
            "\($0.errorCode.rawValue) \($0.errorMessage ?? "-") \($0.authBytes)"
        },
        ResponseSample(
            SaslAuthenticateRequest.self, 2, "00 0000 00 03 0102 0000000000000e10 00", summary: "0 - [1, 2]"
        ) { "\($0.errorCode.rawValue) \($0.errorMessage ?? "-") \($0.authBytes)" },
    ]

    private static func describe(_ response: ApiVersionsResponse) -> String {
        response.ranges.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }

    private static func describe(_ response: MetadataResponse) -> String {
        let brokers = response.brokers.map { "\($0.nodeID)=\($0.host):\($0.port)" }
        let topics = response.topics.map { topic in
            let partitions = topic.partitions.map { "\($0.partitionIndex)@\($0.leaderID)" }
            return "\(topic.name ?? "-")[\(partitions.joined())]"
        }
        return (brokers + topics).joined(separator: " ")
    }

    private static func describe(_ response: ListOffsetsResponse) -> String {
        response.topics.flatMap { topic in
            topic.partitions.map { "\(topic.name)/\($0.partitionIndex) \($0.errorCode) \($0.offset)" }
        }.joined()
    }

    private static func describe(_ response: FetchResponse) -> String {
        response.responses.flatMap { topic in
            topic.partitions.map {
                "\(topic.topic)/\($0.partitionIndex) \($0.errorCode) \($0.highWatermark) \($0.lastStableOffset) "
                    + "\(Array($0.records ?? []))"
            }
        }.joined()
    }
}
