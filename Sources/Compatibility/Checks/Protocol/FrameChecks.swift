internal import Evidence
internal import KafkaWire

// Frames that no well-behaved client sends, and many at a time.
extension Check {
    static let frameChecks = [apiVersionsTooNew, pipeliningOrder, garbageIsolated, unknownTags]

    private static let apiVersionsTooNew = Check(
        "proto.apiversions-too-new", .core, .protocol,
        "An ApiVersions request that is too new is answered in version 0 with the versions there are",
        why: "Newer clients ask in their newest version first; where they are hung up on they cannot connect at all.",
        expected: "UNSUPPORTED_VERSION (35) with the range of key 18, and the connection goes on",
        since: "2.4 (KIP-511)",
        known: "Event Hubs hangs up on version 4 (franz-go's change log)",
        remedy: "Set api.version.request to false, or an older client's broker.version.fallback"
    ) { probe in
        let connection = try await probe.rawConnection()
        let request = ApiVersionsRequest {
            $0.clientSoftwareName = "seatrial"
            $0.clientSoftwareVersion = "wire"
        }
        let answer = try await probe.exchange(
            request.frame(version: 127, correlationID: 7, clientID: "seatrial"), "ApiVersions v127", over: connection)
        switch answer {
        case .closed: return .fail("The connection is closed", ["answer": "closed"])
        case .silence: return .fail("There is no answer", ["answer": "none"])
        case .frame(let frame):
            let (id, response) = try ApiVersionsRequest.response(in: frame, version: 0, from: "the broker")
            guard id == 7 else { return .fail("The answer has another correlation id than the request") }
            guard response.errorCode == .unsupportedVersion else {
                return .fail("Answered with \(response.errorCode)", ["answer": "\(response.errorCode)"])
            }
            let facts = ["answer": "\(response.errorCode)"]
            guard let range = response.ranges[18] else {
                return .degraded("\(response.errorCode) without the range of ApiVersions itself", facts)
            }
            let after = try await probe.ask(ApiVersionsRequest(), over: connection, version: 0)
            return after.errorCode == .none
                ? .pass("\(response.errorCode) with the range \(range.lowerBound) to \(range.upperBound)", facts)
                : .fail("After it, version 0 is refused on the connection: \(after.errorCode)", facts)
        }
    }

    private static let pipeliningOrder = Check(
        "proto.pipelining-order", .core, .protocol,
        "Many requests at once on one connection are answered in their order",
        why: "Clients match answers with requests by their order; a swapped one is read as what it is not.",
        expected: "50 mixed requests are answered one by one in order, with their correlation ids", since: "0.8",
        known: "Redpanda sent OffsetFetch answers twice (PR 8689, corrected)"
    ) { probe in
        let log = try await probe.log()
        let connection = try await probe.rawConnection(to: log.leader)
        let metadata = MetadataRequest(topics: [log.topic], version: 4)
        let versions = ApiVersionsRequest()
        let list = ListOffsetsRequest {
            $0.replicaID = -1
            $0.topics = [
                .init {
                    $0.name = log.topic
                    $0.partitions = [
                        .init {
                            $0.partitionIndex = log.partition
                            $0.timestamp = -1
                        }
                    ]
                }
            ]
        }
        let listVersion = try probe.version(of: ListOffsetsRequest.api)
        var bytes: [UInt8] = []
        for id in 1...Int32(50) {
            switch id % 3 {
            case 0: bytes += metadata.frame(version: 4, correlationID: id, clientID: "seatrial")
            case 1: bytes += versions.frame(version: 0, correlationID: id, clientID: "seatrial")
            default: bytes += list.frame(version: listVersion, correlationID: id, clientID: "seatrial")
            }
        }
        var answer = try await probe.exchange(bytes, "50 requests at once", over: connection)
        for id in 1...Int32(50) {
            guard case .frame(let frame) = answer else {
                return .fail("After \(id - 1) of 50 answers: \(answer.words)")
            }
            let found: Int32
            switch id % 3 {
            case 0: found = try MetadataRequest.response(in: frame, version: 4, from: "the broker").correlationID
            case 1: found = try ApiVersionsRequest.response(in: frame, version: 0, from: "the broker").correlationID
            default:
                found = try ListOffsetsRequest.response(in: frame, version: listVersion, from: "the broker")
                    .correlationID
            }
            guard found == id else { return .fail("The answer to request \(id) has the correlation id \(found)") }
            answer = await connection.next(within: id == 50 ? .seconds(1) : .seconds(10))
        }
        return answer == .silence
            ? .pass("50 answers in order, and none more") : .fail("After the last answer: \(answer.words)")
    }

    private static let garbageIsolated = Check(
        "proto.garbage-isolated", .extended, .protocol,
        "What is no request ends its own connection and disturbs no other",
        why: "Port scanners and broken clients send such bytes every day; others on the broker must not notice.",
        expected: "An unknown API, half a request and a size of two GiB each end their connection, and nothing else",
        since: "0.8", known: "Tansu lists 'no hangs' as work to do"
    ) { probe in
        let steady = try await probe.freshConnection()
        let metadata = MetadataRequest(topics: [], version: 4)
        let whole = metadata.frame(version: 4, correlationID: 3, clientID: "seatrial")
        // A size that fits the bytes, which stop in the middle of the header.
        let cut: [UInt8] = [0, 0, 0, 6] + whole.dropFirst(4).prefix(6)
        let tries: [(String, [UInt8])] = [
            ("unknown API", UnknownRequest.frame(key: 9_999, version: 0, correlationID: 3)),
            ("half a header", cut), ("size of 2 GiB", [0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 4]),
        ]
        var facts: [String: String] = [:]
        for (what, bytes) in tries {
            let connection = try await probe.rawConnection()
            switch try await probe.exchange(bytes, what, over: connection) {
            case .closed: facts[what] = "closed"
            case .frame: facts[what] = "answered"
            case .silence: facts[what] = "silence"
            }
            do {
                let answer = try await probe.send(metadata, over: steady, version: 4)
                guard !answer.brokers.isEmpty else { return .fail("Another connection has no answer any more", facts) }
            } catch let error as WireError {
                return .fail("After '\(what)' another connection does not work: \(error.what)", facts)
            }
        }
        let words = tries.map { "\($0.0): \(facts[$0.0] ?? "")" }.joined(separator: ", ")
        if facts.values.contains("silence") { return .fail("The broker keeps a broken connection: \(words)", facts) }
        if facts.values.contains("answered") { return .degraded("Some are answered: \(words)", facts) }
        return .pass("\(words); another connection goes on", facts)
    }

    private static let unknownTags = Check(
        "proto.unknown-tags-ignored", .extended, .protocol, "Tagged fields that a broker does not know are ignored",
        why: "Newer clients send such fields to older brokers; that is what tagged fields are for.",
        expected: "A Metadata request with unknown tags in header and body is answered as without them",
        since: "2.4 (KIP-482)", needs: [.api(3, atLeast: 9)]
    ) { probe in
        let connection = try await probe.rawConnection()
        let request = MetadataRequest(topics: [], version: 9)
        try await connection.send(request, version: 9, correlationID: 5, extraTags: [999: [1, 2, 3], 10_000: []])
        let answer = await connection.next(within: .seconds(10))
        guard case .frame(let frame) = answer else {
            return .fail("A Metadata request with unknown tags: \(answer.words)")
        }
        let (id, response) = try MetadataRequest.response(in: frame, version: 9, from: "the broker")
        return id == 5 && !response.brokers.isEmpty
            ? .pass("Answered as without them") : .fail("Answered without brokers or with another correlation id")
    }
}
