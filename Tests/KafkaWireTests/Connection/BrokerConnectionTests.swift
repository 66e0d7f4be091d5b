internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
import TestSupport
import Testing

@testable import KafkaWire

/// Connections to a server that does what the test says.
@Suite(.timeLimit(.minutes(15))) struct BrokerConnectionTests {
    private func settings(
        _ broker: ScriptedBroker, _ extra: [String: String] = [:], limit: Duration = .seconds(20)
    ) throws -> WireSettings {
        var settings = try WireSettings(
            properties: ["bootstrap.servers": "\(broker.address)"].merging(extra) { $1 })
        settings.connectLimit = limit
        settings.requestLimit = limit
        return settings
    }

    /// Connects, and asks for the metadata of all topics.
    private func failure(
        _ broker: ScriptedBroker, _ extra: [String: String] = [:], limit: Duration = .seconds(20)
    ) async throws -> WireError {
        let settings = try settings(broker, extra, limit: limit)
        let error = await awaitedWireError { () throws(WireError) in
            let connection = try await BrokerConnection.connect(to: settings.bootstrap[0], settings: settings)
            _ = try await connection.send(MetadataRequest { $0.topics = nil })
        }
        return try #require(error)
    }

    private static let emptyMetadata = ScriptedBroker.Answer.body(hex("00 00000000 01 03 6964 00000001 01 00"))

    @Test func requestIsAnsweredInTheHighestCommonVersion() async throws {
        let broker = try await ScriptedBroker { $0.key == 18 ? ScriptedBroker.versions : Self.emptyMetadata }
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings(broker))
        let metadata = try await connection.send(MetadataRequest { $0.topics = nil })
        #expect(metadata.clusterID == "id")
        #expect(broker.requests.map(\.key) == [18, 3])
        #expect(broker.requests.map(\.version) == [3, 12])
        #expect(Set(broker.requests.map(\.correlationID)).count == 2)
        await connection.close()
    }

    @Test func requestsFromManyTasksEachGetTheirOwnResponse() async throws {
        let broker = try await ScriptedBroker { request in
            guard request.key == 17 else { return ScriptedBroker.versions }
            // Answers with the mechanism that was asked for: client id "seatrial-wire", then the string.
            return .body(hex("0000 00000001") + Array(request.rest.dropFirst(2 + 13)))
        }
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings(broker))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let response = try await connection.send(SaslHandshakeRequest { $0.mechanism = "M\(number)" })
                    return response.mechanisms == ["M\(number)"]
                }
            }
            for try await isOwn in group { #expect(isOwn) }
        }
        await connection.close()
    }

    @Test func brokerThatDoesNotKnowTheVersionIsAskedInVersion0() async throws {
        let broker = try await ScriptedBroker { request in
            switch (request.key, request.version) {
            case (18, 3): .body(hex("0023 00000001 0012 0000 0002"))
            case (18, 0): .body(hex("0000 00000002 0003 0000 0005 0012 0000 0002"))
            default: .body(hex("00000000 00000000 ffff 00000001 00000000"))
            }
        }
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings(broker))
        #expect(try connection.version(of: MetadataRequest.api) == 5)
        _ = try await connection.send(MetadataRequest { $0.topics = nil })
        #expect(broker.requests.map(\.version) == [3, 0, 5])
        let error = await awaitedWireError { () throws(WireError) in
            _ = try await connection.send(FetchRequest())
        }
        #expect(error?.kind == .unsupported)
        await connection.close()
    }

    @Test func silenceIsATimeOutThatNamesTheBroker() async throws {
        let broker = try await ScriptedBroker { _ in .silence }
        let error = try await failure(broker, limit: .milliseconds(200))
        #expect(error.kind == .timedOut)
        #expect(error.place == "\(broker.address)")
    }

    @Test func everythingAfterATimeOutFailsWithIt() async throws {
        let broker = try await ScriptedBroker { $0.key == 18 ? ScriptedBroker.versions : .silence }
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings(broker))
        for limit in [Duration.milliseconds(50), .seconds(20)] {
            let error = await awaitedWireError { () throws(WireError) in
                _ = try await connection.send(MetadataRequest { $0.topics = nil }, within: limit)
            }
            #expect(error?.kind == .timedOut)
            #expect(error?.what == "no Metadata v12 response within 50 ms")
        }
        await connection.close()
    }

    @Test func closedConnectionNamesTheBrokerAndWhatWasDue() async throws {
        let broker = try await ScriptedBroker { $0.key == 18 ? ScriptedBroker.versions : .close }
        let error = try await failure(broker)
        #expect(error.kind == .closed)
        #expect(error.place == "\(broker.address)")
        #expect(error.what.contains("Metadata v12"))
    }

    @Test func connectionClosedInTheMiddleOfAFrameIsClosed() async throws {
        let broker = try await ScriptedBroker { _ in .last(hex("00000100 00000001 0000")) }
        #expect(try await failure(broker).kind == .closed)
    }

    @Test(arguments: ["00", "ff", "48545450 2f312e31", "7fffffff", "00000005 00000001 aa"])
    func garbageIsAnErrorAndNeverACrash(bytes: String) async throws {
        let broker = try await ScriptedBroker { _ in .last(Array(repeating: hex(bytes), count: 20).flatMap(\.self)) }
        let error = try await failure(broker)
        #expect([.malformed, .closed].contains(error.kind), "\(error)")
        #expect(error.place.contains("\(broker.address)"))
    }

    @Test func responseToAnotherRequestIsMalformed() async throws {
        let broker = try await ScriptedBroker { request in
            request.key == 18 ? ScriptedBroker.versions : .raw(hex("00000004 00000063"))
        }
        let error = try await failure(broker)
        #expect(error.kind == .malformed)
        #expect(error.what.contains("correlation id 99"))
    }

    @Test func portThatNobodyListensOnIsUnreachable() async throws {
        // Port 1, tcpmux: never one of those that the kernel hands out.
        let address = BrokerAddress(host: "127.0.0.1", port: 1)
        let settings = try WireSettings(properties: ["bootstrap.servers": "\(address)"])
        let error = await awaitedWireError { () throws(WireError) in
            _ = try await BrokerConnection.connect(to: address, settings: settings)
        }
        #expect(error?.kind == .unreachable, "\(String(describing: error))")
        #expect(error?.place == "\(address)")
    }

    @Test func cancelledTaskStopsWaiting() async throws {
        let broker = try await ScriptedBroker { $0.key == 18 ? ScriptedBroker.versions : .silence }
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings(broker))
        let waiting = Task {
            await awaitedWireError { () throws(WireError) in
                _ = try await connection.send(MetadataRequest { $0.topics = nil })
            }
        }
        #expect(try await eventually(within: .seconds(20)) { broker.requests.count == 2 })
        waiting.cancel()
        #expect(await waiting.value?.kind == .cancelled)
        await connection.close()
    }

    // MARK: Login

    private let plain = [
        "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN", "sasl.username": "alice",
        "sasl.password": "open-sesame",
    ]

    @Test func refusedLoginShowsTheBrokersWordsWithoutThePassword() async throws {
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 18: ScriptedBroker.versions
            case 17: .body(hex("0000 00000001 0005 504c41494e"))
            // "bad open-sesame"
            default: .body(hex("00 003a 10 626164206f70656e2d736573616d65 01 0000000000000000 00"))
            }
        }
        let error = try await failure(broker, plain)
        #expect(error.kind == .authentication)
        #expect(error.what == "login as 'alice': SASL_AUTHENTICATION_FAILED (58): bad [redacted]")
        let token = try #require(broker.requests.last).rest
        // A compact length, the token, no tagged fields.
        #expect(token.suffix(20) == [19] + Array("\0alice\0open-sesame".utf8) + [0])
    }

    @Test func mechanismThatTheBrokerHasNotIsToldWithThoseItHas() async throws {
        let broker = try await ScriptedBroker { request in
            request.key == 18 ? ScriptedBroker.versions : .body(hex("0021 00000001 0006 4753534150 49"))
        }
        let error = try await failure(broker, plain)
        #expect(error.kind == .authentication)
        #expect(error.what == "the broker has no PLAIN; it has GSSAPI")
    }

    // MARK: TLS

    /// Speaks TLS; with `asksForCertificate` only to clients that have the test's own.
    private func tlsBroker(asksForCertificate: Bool = false) async throws -> ScriptedBroker {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8))
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)))
        if asksForCertificate {
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates(certificates)
        }
        return try await ScriptedBroker(tls: NIOSSLContext(configuration: configuration)) {
            $0.key == 18 ? ScriptedBroker.versions : Self.emptyMetadata
        }
    }

    @Test func clientCertificateIsShownToABrokerThatAsksForIt() async throws {
        let broker = try await tlsBroker(asksForCertificate: true)
        let folder = try TemporaryDirectory()
        let certificate = try folder.write(TestCertificate.certificate, to: "both.pem")
        let key = try folder.write(TestCertificate.encryptedKey, to: "client.key")
        let without = ["security.protocol": "ssl", "ssl.ca.location": certificate.path]
        let error = try await failure(broker, without)
        #expect(error.kind == .unreachable)
        #expect(error.remedy == "Set ssl.certificate.location and ssl.key.location", "\(error)")
        let with = try settings(
            broker,
            without.merging([
                "ssl.certificate.location": certificate.path, "ssl.key.location": key.path,
                "ssl.key.password": TestCertificate.keyPassword,
            ]) { $1 })
        await (try BrokerConnection.connect(to: broker.address, settings: with)).close()
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func tlsIsVerifiedAgainstTheGivenAuthority(host: String) async throws {
        let broker = try await tlsBroker()
        let folder = try TemporaryDirectory()
        let file = try folder.write(TestCertificate.certificate, to: "ca.pem")
        let settings = try settings(broker, ["security.protocol": "ssl", "ssl.ca.location": file.path])
        let address = BrokerAddress(host: host, port: broker.address.port)
        let connection = try await BrokerConnection.connect(to: address, settings: settings)
        #expect(try await connection.send(MetadataRequest { $0.topics = nil }).clusterID == "id")
        await connection.close()
    }

    @Test func unknownAuthorityIsRefusedUnlessVerificationIsOff() async throws {
        let broker = try await tlsBroker()
        let error = try await failure(broker, ["security.protocol": "ssl"])
        #expect(error.kind == .unreachable)
        #expect(error.remedy?.contains("ssl.ca.location") == true, "\(error)")
        let off = try settings(broker, ["security.protocol": "ssl", "enable.ssl.certificate.verification": "false"])
        await (try BrokerConnection.connect(to: broker.address, settings: off)).close()
    }

    @Test func closedPortIsSaidInTheSystemsWords() async throws {
        let address = BrokerAddress(host: "127.0.0.1", port: 1)
        let settings = try WireSettings(properties: ["bootstrap.servers": "\(address)"])
        let error = await awaitedWireError { () throws(WireError) in
            _ = try await BrokerConnection.connect(to: address, settings: settings)
        }
        #expect(error?.kind == .unreachable)
        #expect("\(try #require(error))".contains("no connection: Connection refused. Check host"))
    }

    @Test func plaintextBrokerIsNoTLSBroker() async throws {
        let broker = try await ScriptedBroker { _ in .silence }
        let error = try await failure(broker, ["security.protocol": "ssl"], limit: .milliseconds(300))
        #expect([.unreachable, .timedOut, .closed].contains(error.kind), "\(error)")
    }

    @Test func tlsBrokerIsNoPlaintextBroker() async throws {
        let broker = try await tlsBroker()
        let error = try await failure(broker)
        #expect([.malformed, .closed].contains(error.kind), "\(error)")
        #expect(error.remedy?.contains("security.protocol") == true)
    }

    @Test func clientKeyIsReadWithItsPasswordAndNotWithAnother() throws {
        let folder = try TemporaryDirectory()
        let certificate = try folder.write(TestCertificate.certificate, to: "client.pem")
        let key = try folder.write(TestCertificate.encryptedKey, to: "client.key")
        for (password, isRight) in [(TestCertificate.keyPassword, true), ("wrong-pass", false)] {
            let settings = try WireSettings(properties: [
                "bootstrap.servers": "a:1", "security.protocol": "ssl", "ssl.certificate.location": certificate.path,
                "ssl.key.location": key.path, "ssl.key.password": password,
            ])
            let error = wireError { () throws(WireError) in _ = try WireCluster(settings) }
            #expect((error == nil) == isRight)
            #expect(isRight || error?.place == "ssl.key.location")
            #expect(error.map { !"\($0)".contains(password) } ?? true)
        }
    }

    @Test func missingAuthorityFileIsNamed() throws {
        let settings = try WireSettings(properties: [
            "bootstrap.servers": "a:1", "security.protocol": "ssl", "ssl.ca.location": "/nowhere/ca.pem",
        ])
        let error = wireError { () throws(WireError) in _ = try WireCluster(settings) }
        #expect(error?.place == "ssl.ca.location")
        #expect(error?.what.contains("/nowhere/ca.pem") == true)
    }
}
