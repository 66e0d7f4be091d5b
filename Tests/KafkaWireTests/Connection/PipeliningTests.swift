internal import Synchronization
import TestSupport
import Testing

@testable import KafkaWire

/// Several requests in flight, versions that nobody offered, and bytes that are no request.
@Suite(.timeLimit(.minutes(15))) struct PipeliningTests {
    private func connection(_ broker: ScriptedBroker, asksVersions: Bool = true) async throws -> BrokerConnection {
        var settings = try WireSettings(properties: ["bootstrap.servers": "\(broker.address)"])
        settings.connectLimit = .seconds(60)
        return try await BrokerConnection.connect(
            to: broker.address, settings: settings, asksVersions: asksVersions)
    }

    private static func frame(_ correlationID: Int32, _ body: [UInt8]) -> [UInt8] {
        var writer = WireWriter(version: 0, isFlexible: false)
        writer.write(Int32(body.count + 4))
        writer.write(correlationID)
        writer.append(body)
        return writer.bytes
    }

    /// What a SaslHandshake request asks for: after the client id "seatrial-wire", a string.
    private static func mechanism(_ request: ScriptedBroker.Request) -> [UInt8] {
        Array(request.rest.dropFirst(2 + 13))
    }

    @Test func requestsGoOutWithoutWaitingForEarlierAnswers() async throws {
        let held = Mutex<[ScriptedBroker.Request]>([])
        let broker = try await ScriptedBroker { request in
            guard request.key == 17 else { return ScriptedBroker.versions }
            // Nothing is answered before the third request is there; then all are, in their order.
            let all = held.withLock { held in
                held.append(request)
                return held
            }
            guard all.count == 3 else { return .silence }
            return .raw(
                all.flatMap { Self.frame($0.correlationID, hex("0000 00000001") + Self.mechanism($0)) })
        }
        let connection = try await connection(broker)
        async let first = connection.send(SaslHandshakeRequest { $0.mechanism = "A" })
        async let second = connection.send(SaslHandshakeRequest { $0.mechanism = "B" })
        async let third = connection.send(SaslHandshakeRequest { $0.mechanism = "C" })
        #expect(try await first.mechanisms == ["A"])
        #expect(try await second.mechanisms == ["B"])
        #expect(try await third.mechanisms == ["C"])
        await connection.close()
    }

    @Test func answersInAnotherOrderAreMalformed() async throws {
        let held = Mutex<[Int32]>([])
        let broker = try await ScriptedBroker { request in
            guard request.key == 17 else { return ScriptedBroker.versions }
            let ids = held.withLock { held in
                held.append(request.correlationID)
                return held
            }
            return ids.count == 2 ? .raw(ids.reversed().flatMap { Self.frame($0, hex("0000 00000000")) }) : .silence
        }
        let connection = try await connection(broker)
        async let first = awaitedWireError { () throws(WireError) in
            _ = try await connection.send(SaslHandshakeRequest())
        }
        async let second = awaitedWireError { () throws(WireError) in
            _ = try await connection.send(SaslHandshakeRequest())
        }
        #expect(await first?.kind == .malformed)
        #expect(await second?.kind == .malformed)
        #expect(connection.isClosed)
    }

    @Test func exactVersionIsSentThoughItIsNotOffered() async throws {
        let broker = try await ScriptedBroker { request in
            request.key == 18 ? ScriptedBroker.versions : .body(hex("00000000 0000 00000000 00000000"))
        }
        let connection = try await connection(broker)
        // The script offers 4 to 12 of Fetch, and 0 to 12 of Metadata.
        _ = try await connection.send(FetchRequest(), exactly: 7)
        let error = await awaitedWireError { () throws(WireError) in
            _ = try await connection.send(MetadataRequest(), exactly: 13)
        }
        #expect(error?.kind == .malformed)
        #expect(broker.requests.map(\.key) == [18, 1, 3])
        #expect(broker.requests.map(\.version) == [3, 7, 13])
        await connection.close()
    }

    @Test func extraTagsStandInTheHeaderAndAtTheEndOfTheBody() async throws {
        let broker = try await ScriptedBroker { request in
            request.version == 3 ? ScriptedBroker.versions : .body(hex("0000 00000000"))
        }
        let connection = try await connection(broker)
        let tags: [UInt32: [UInt8]] = [9_999: [1, 2, 3]]
        _ = try await connection.send(ApiVersionsRequest(), exactly: 3, extraTags: tags)
        let client = hex("000d") + Array("seatrial-wire".utf8)
        #expect(broker.requests.last?.rest == client + hex("01 8f4e 03 010203") + hex("01 01 01 8f4e 03 010203"))
        // No place for them there.
        _ = try await connection.send(ApiVersionsRequest(), exactly: 0, extraTags: tags)
        #expect(broker.requests.last?.rest == client)
        await connection.close()
    }

    @Test func connectionThatAsksNoVersionsSendsNothingByItself() async throws {
        let broker = try await ScriptedBroker { _ in .body(hex("0000 00000001 0005 504c41494e")) }
        let connection = try await connection(broker, asksVersions: false)
        #expect(connection.offered.isEmpty)
        let error = await awaitedWireError { () throws(WireError) in _ = try await connection.send(MetadataRequest()) }
        #expect(error?.kind == .unsupported)
        #expect(broker.requests.isEmpty)
        #expect(try await connection.send(SaslHandshakeRequest(), exactly: 1).mechanisms == ["PLAIN"])
        #expect(broker.requests.map(\.key) == [17])
        await connection.close()
    }

    @Test func rawFrameComesBackWithItsCorrelationID() async throws {
        let broker = try await ScriptedBroker { _ in .body([0xaa, 0xbb]) }
        let connection = try await connection(broker, asksVersions: false)
        let answer = try await connection.send(raw: hex("0000000a 0063 0007 00000123 ffff"))
        #expect(answer == hex("00000123 aabb"))
        #expect(broker.requests.map(\.version) == [7])
        await connection.close()
    }

    @Test func rawFrameGetsWhateverComesNext() async throws {
        let broker = try await ScriptedBroker { _ in .raw(Self.frame(77, [1])) }
        let connection = try await connection(broker, asksVersions: false)
        #expect(try await connection.send(raw: hex("0000000a 0063 0007 00000123 ffff")) == hex("0000004d 01"))
        #expect(!connection.isClosed)
        await connection.close()
    }

    @Test func silenceAfterARawFrameIsNilAndTheConnectionGoesOn() async throws {
        let broker = try await ScriptedBroker { $0.key == 0 ? .silence : ScriptedBroker.versions }
        let connection = try await connection(broker)
        let frame = hex("0000000a 0000 0003 00000123 ffff")
        #expect(try await connection.send(raw: frame, within: .milliseconds(50)) == nil)
        #expect(!connection.isClosed)
        #expect(try await connection.send(ApiVersionsRequest()).errorCode == .none)
        await connection.close()
    }

    /// As after a Produce with acks 0: the next answer is that of the next request.
    @Test func unansweredRawFrameIsPassedOverByALaterAnswer() async throws {
        let broker = try await ScriptedBroker { $0.key == 0 ? .silence : ScriptedBroker.versions }
        let connection = try await connection(broker)
        async let unanswered = connection.send(raw: hex("0000000a 0000 0003 00000123 ffff"), within: .seconds(60))
        #expect(try await eventually(within: .seconds(20)) { broker.requests.count == 2 })
        #expect(try await connection.send(ApiVersionsRequest()).errorCode == .none)
        #expect(try await unanswered == nil)
        await connection.close()
    }

    @Test func brokerThatHangsUpOnGarbageIsNilAndAClosedConnection() async throws {
        let broker = try await ScriptedBroker { _ in .close }
        let connection = try await connection(broker, asksVersions: false)
        #expect(try await connection.send(raw: hex("00000008 7fff 7fff ffffffff")) == nil)
        #expect(try await eventually(within: .seconds(20)) { connection.isClosed })
        let error = await awaitedWireError { () throws(WireError) in
            _ = try await connection.send(raw: hex("00000008 7fff 7fff ffffffff"))
        }
        #expect(error?.kind == .closed)
    }

    @Test(arguments: ["", "00", "ffffffff", "7fffffff 00"])
    func bytesThatAreNoFrameAreSentAsTheyAre(bytes: String) async throws {
        let broker = try await ScriptedBroker { _ in .silence }
        let connection = try await connection(broker, asksVersions: false)
        #expect(try await connection.send(raw: hex(bytes), within: .milliseconds(50)) == nil)
        await connection.close()
    }
}
