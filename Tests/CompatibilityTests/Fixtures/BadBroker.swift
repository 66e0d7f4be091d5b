import Synchronization
import TestSupport

@testable import Compatibility
@testable import KafkaWire

/// A broker that answers some requests rightly, and then misbehaves.
final class BadBroker: Sendable {
    /// What it does instead of answering.
    enum Manner: String, CaseIterable, Sendable {
        case closes, stalls, garbage, oversizedFrame, wrongCorrelationID, halfFrame, garbageBody, hugeLengths, trickles
    }

    /// What it answers rightly, by API key.
    enum Honesty: Sendable {
        case nothing, versions, metadata, topics

        var keys: Set<Int16> {
            switch self {
            case .nothing: []
            case .versions: [ApiVersionsRequest.api.key]
            case .metadata: [ApiVersionsRequest.api.key, MetadataRequest.api.key]
            case .topics:
                [
                    ApiVersionsRequest.api.key, MetadataRequest.api.key, CreateTopicsRequest.api.key,
                    DeleteTopicsRequest.api.key, FindCoordinatorRequest.api.key, ListOffsetsRequest.api.key,
                ]
            }
        }
    }

    private let broker: ScriptedBroker
    private let cluster: ClusterInWords

    var bootstrap: String { "127.0.0.1:\(broker.port)" }
    var target: CompatibilityTarget {
        CompatibilityTarget(name: "bad", properties: ["bootstrap.servers": bootstrap])
    }
    /// Keys of the APIs that it was asked.
    var asked: Set<Int16> { Set(broker.requests.map(\.key)) }

    init(_ manner: Manner, after honesty: Honesty) async throws {
        let cluster = ClusterInWords()
        let keys = honesty.keys
        broker = try await ScriptedBroker { request in
            keys.contains(request.key) ? cluster.answer(request) : manner.answer(request)
        }
        cluster.port.store(broker.port, ordering: .relaxed)
        self.cluster = cluster
    }

    func stop() async throws { try await broker.stop() }
}

extension BadBroker.Manner {
    fileprivate func answer(_ request: ScriptedBroker.Request) -> ScriptedBroker.Answer {
        switch self {
        case .closes: return .close
        case .stalls: return .silence
        case .garbage: return .raw(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        case .oversizedFrame: return .raw([0x7f, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 1000))
        case .wrongCorrelationID:
            return .raw(frame(request.correlationID ^ 0x0100_0000, [UInt8](repeating: 0, count: 20)))
        case .halfFrame:
            return .last(Array(frame(request.correlationID, [UInt8](repeating: 0, count: 100)).prefix(40)))
        case .garbageBody:
            return .body((0..<200).map { UInt8(truncatingIfNeeded: ($0 &* 167) ^ 0xa5) })
        case .hugeLengths: return .body([UInt8](repeating: 0x7f, count: 300))
        case .trickles: return .trickle(frame(request.correlationID, [UInt8](repeating: 0, count: 10_000_000)))
        }
    }

    private func frame(_ id: Int32, _ body: [UInt8]) -> [UInt8] {
        var writer = WireWriter(version: 0, isFlexible: false)
        writer.write(Int32(body.count + 4))
        writer.write(id)
        writer.append(body)
        return writer.bytes
    }
}

/// The right answers of a cluster of one broker in which topics are made and deleted, and nothing else is.
private final class ClusterInWords: Sendable {
    let port = Atomic<Int>(0)
    private let topics = Mutex<[String: Int32]>([:])

    func answer(_ request: ScriptedBroker.Request) -> ScriptedBroker.Answer {
        do {
            switch request.key {
            case ApiVersionsRequest.api.key: return versions(request)
            case MetadataRequest.api.key: return try body(MetadataRequest.self, request, metadata)
            case CreateTopicsRequest.api.key: return try body(CreateTopicsRequest.self, request, create)
            case DeleteTopicsRequest.api.key: return try body(DeleteTopicsRequest.self, request, delete)
            case FindCoordinatorRequest.api.key: return try body(FindCoordinatorRequest.self, request, coordinator)
            case ListOffsetsRequest.api.key: return try body(ListOffsetsRequest.self, request, offsets)
            default: return .close
            }
        } catch {
            // What is asked in bytes that are no request, as some checks do, is answered as Kafka does it.
            return .close
        }
    }

    private func body<Asked: WireRequest>(
        _ type: Asked.Type, _ request: ScriptedBroker.Request, _ answer: (Asked) -> Asked.Response
    ) throws -> ScriptedBroker.Answer {
        let isFlexible = Asked.api.isFlexible(request.version)
        guard Asked.api.versions.contains(request.version) else { return .close }
        var header = WireReader(request.rest[...], version: 0, isFlexible: false, place: "header")
        _ = try header.nullableString("client_id")
        let rest = try header.take(header.remaining, "rest")
        var reader = WireReader(rest, version: request.version, isFlexible: isFlexible, place: "request")
        if isFlexible { try reader.skipTags() }
        let response = answer(try Asked(decoding: reader))
        let tags: [UInt8] = Asked.api.responseHeaderHasTags(request.version) ? [0] : []
        return .body(tags + response.encoded(version: request.version, isFlexible: isFlexible))
    }

    /// In whatever version it is asked: where that is too new, in version 0 with the error (KIP-511).
    private func versions(_ request: ScriptedBroker.Request) -> ScriptedBroker.Answer {
        let api = ApiVersionsRequest.api
        let isKnown = api.versions.contains(request.version)
        let version = isKnown ? request.version : 0
        let response = ApiVersionsResponse {
            $0.errorCode = isKnown ? .none : .unsupportedVersion
            $0.apiKeys = WireCatalogue.all.map { api in
                .init {
                    $0.apiKey = api.key
                    $0.minVersion = api.versions.lowerBound
                    $0.maxVersion = api.versions.upperBound
                }
            }
        }
        return .body(response.encoded(version: version, isFlexible: api.isFlexible(version)))
    }

    private func metadata(_ request: MetadataRequest) -> MetadataResponse {
        let known = topics.withLock { $0 }
        let names = request.topics?.compactMap(\.name) ?? known.keys.sorted()
        return MetadataResponse {
            $0.brokers = [
                .init {
                    $0.nodeID = 1
                    $0.host = "127.0.0.1"
                    $0.port = Int32(port.load(ordering: .relaxed))
                }
            ]
            $0.clusterID = "in-words"
            $0.controllerID = 1
            $0.topics = names.map { name in
                .init {
                    $0.name = name
                    guard let count = known[name] else {
                        $0.errorCode = .unknownTopicOrPartition
                        return
                    }
                    $0.topicID = WireID(high: 1, low: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }))
                    $0.partitions = (0..<count).map { index in
                        .init {
                            $0.partitionIndex = index
                            $0.leaderID = 1
                            $0.replicaNodes = [1]
                            $0.inSyncReplicas = [1]
                        }
                    }
                }
            }
        }
    }

    private func create(_ request: CreateTopicsRequest) -> CreateTopicsResponse {
        topics.withLock { topics in
            for topic in request.topics where !request.validateOnly {
                topics[topic.name] =
                    topic.assignments.isEmpty
                    ? min(1000, max(1, topic.numPartitions)) : Int32(topic.assignments.count)
            }
        }
        return CreateTopicsResponse {
            $0.topics = request.topics.map { topic in .init { $0.name = topic.name } }
        }
    }

    private func delete(_ request: DeleteTopicsRequest) -> DeleteTopicsResponse {
        topics.withLock { topics in for name in request.topicNames { topics[name] = nil } }
        return DeleteTopicsResponse {
            $0.responses = request.topicNames.map { name in .init { $0.name = name } }
        }
    }

    private func coordinator(_ request: FindCoordinatorRequest) -> FindCoordinatorResponse {
        let port = Int32(port.load(ordering: .relaxed))
        return FindCoordinatorResponse {
            $0.nodeID = 1
            $0.host = "127.0.0.1"
            $0.port = port
            $0.coordinators = request.coordinatorKeys.map { key in
                .init {
                    $0.key = key
                    $0.nodeID = 1
                    $0.host = "127.0.0.1"
                    $0.port = port
                }
            }
        }
    }

    private func offsets(_ request: ListOffsetsRequest) -> ListOffsetsResponse {
        ListOffsetsResponse {
            $0.topics = request.topics.map { topic in
                .init {
                    $0.name = topic.name
                    $0.partitions = topic.partitions.map { partition in
                        .init {
                            $0.partitionIndex = partition.partitionIndex
                            $0.offset = 0
                        }
                    }
                }
            }
        }
    }
}
