internal import Foundation
internal import Synchronization
import TestSupport
import Testing

@testable import KafkaWire

@Suite(.timeLimit(.minutes(15))) struct OAuthBearerTests {
    private static let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
    private static let properties = [
        "security.protocol": "sasl_plaintext", "sasl.mechanism": "OAUTHBEARER", "sasl.oauthbearer.token": token,
    ]

    private static let handshake = ScriptedBroker.Answer.body(hex("0000 00000001 000b 4f4155544842454152 4552"))

    /// A SaslAuthenticate response, version 2.
    private static func answer(
        code: Int16 = 0, message: String? = nil, bytes: String = "", lifetime: Int64 = 0
    ) -> ScriptedBroker.Answer {
        let response = SaslAuthenticateResponse {
            $0.errorCode = BrokerCode(rawValue: code)
            $0.errorMessage = message
            $0.authBytes = Array(bytes.utf8)[...]
            $0.sessionLifetimeMs = lifetime
        }
        return .body([0] + response.encoded(version: 2, isFlexible: true))
    }

    private func connect(_ broker: ScriptedBroker) async throws(WireError) -> BrokerConnection {
        var settings = try WireSettings(
            properties: Self.properties.merging(["bootstrap.servers": "\(broker.address)"]) { $1 })
        settings.connectLimit = .seconds(60)
        return try await BrokerConnection.connect(to: broker.address, settings: settings)
    }

    /// The tokens of the login that the broker got.
    private func tokens(_ broker: ScriptedBroker) throws -> [[UInt8]] {
        try broker.requests.filter { $0.key == 36 }.map { request in
            // Behind the client id "seatrial-wire" and the header's tagged fields.
            let reader = WireReader(request.rest[16...], version: 2, isFlexible: true, place: "test")
            return Array(try SaslAuthenticateRequest(decoding: reader).authBytes)
        }
    }

    @Test func tokenIsShownInOneMessage() async throws {
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 18: ScriptedBroker.versions
            case 17: Self.handshake
            default: Self.answer(lifetime: 90_000)
            }
        }
        let connection = try await connect(broker)
        #expect(broker.requests.map(\.key) == [18, 17, 36])
        #expect(try tokens(broker) == [Array("n,,\u{1}auth=Bearer \(Self.token)\u{1}\u{1}".utf8)])
        #expect(connection.sessionLifetime == .seconds(90))
        await connection.close()
    }

    @Test func refusalIsAnsweredWithAByteAndToldWithoutTheToken() async throws {
        let turns = Mutex(0)
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 18: return ScriptedBroker.versions
            case 17: return Self.handshake
            default:
                let turn = turns.withLock { turns in
                    turns += 1
                    return turns
                }
                return turn == 1
                    ? Self.answer(bytes: "{\"status\":\"invalid_token\",\"was\":\"\(Self.token)\"}")
                    : Self.answer(code: 58, message: "refused")
            }
        }
        let error = await awaitedWireError { () throws(WireError) in _ = try await connect(broker) }
        #expect(error?.kind == .authentication)
        #expect(
            error?.what == "the broker refuses the token: {\"status\":\"invalid_token\",\"was\":\"[redacted]\"}")
        #expect(try tokens(broker).last == [1])
    }

    @Test func refusalWithAnErrorCodeIsToldWithoutTheToken() async throws {
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 18: ScriptedBroker.versions
            case 17: Self.handshake
            default: Self.answer(code: 58, message: "not \(Self.token)")
            }
        }
        let error = await awaitedWireError { () throws(WireError) in _ = try await connect(broker) }
        #expect(error?.kind == .authentication)
        #expect(
            error?.what == "login as 'bearer of a token': SASL_AUTHENTICATION_FAILED (58): not [redacted]")
    }

    @Test func loginIsRenewedOnTheSameConnection() async throws {
        let lifetimes = Mutex<[Int64]>([1_000, 0])
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 18: ScriptedBroker.versions
            case 17: Self.handshake
            default: Self.answer(lifetime: lifetimes.withLock { $0.removeFirst() })
            }
        }
        let connection = try await connect(broker)
        #expect(connection.sessionLifetime == .seconds(1))
        try await connection.logInAgain()
        #expect(broker.requests.map(\.key) == [18, 17, 36, 17, 36])
        // The broker names no end any more.
        #expect(connection.sessionLifetime == nil)
        await connection.close()
    }

    @Test func nobodyIsLoggedInAgainWhoNeverWas() async throws {
        let broker = try await ScriptedBroker { _ in ScriptedBroker.versions }
        var settings = try WireSettings(properties: ["bootstrap.servers": "\(broker.address)"])
        settings.connectLimit = .seconds(60)
        let connection = try await BrokerConnection.connect(to: broker.address, settings: settings)
        #expect(connection.sessionLifetime == nil)
        let error = await awaitedWireError { () throws(WireError) in try await connection.logInAgain() }
        #expect(error?.kind == .settings)
        await connection.close()
    }

    @Test func extensionsFollowTheTokenInTheOrderOfTheirNames() {
        #expect(
            BearerToken.firstMessage(token: "t", extensions: ["b": "2", "a": "1"])
                == "n,,\u{1}auth=Bearer t\u{1}a=1\u{1}b=2\u{1}\u{1}")
    }

    @Test func unsecuredTokenIsWhatTheConfigurationSays() throws {
        let token = try UnsecuredToken(
            config: "principal=ann\"a scope=read,write lifeSeconds=60 principalClaimName=azp extension_team=north")
        #expect(token.extensions == ["team": "north"])
        let parts = token.text(now: Date(timeIntervalSince1970: 1_700_000_000)).split(
            separator: ".", omittingEmptySubsequences: false)
        #expect(parts.count == 3 && parts[2].isEmpty)
        let decoded = parts.prefix(2).map { part -> String in
            let base64 = part.replacing("-", with: "+").replacing("_", with: "/")
            let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
            return Data(base64Encoded: String(padded)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        #expect(
            decoded == [
                #"{"alg":"none"}"#,
                #"{"exp":1700000060,"iat":1700000000,"azp":"ann\"a","scope":["read","write"]}"#,
            ])
    }

    @Test(arguments: [
        "", "scope=a", "principal=", "principal", "=a", "principal=a lifeSeconds=0", "principal=a lifeSeconds=x",
        "principal=a extension_=1", "principal=a extension_auth=1", "principal=a colour=red",
    ])
    func configurationThatMakesNoTokenIsAnError(config: String) {
        let error = wireError { () throws(WireError) in _ = try UnsecuredToken(config: config) }
        #expect(error?.kind == .settings)
        #expect(error?.place == "sasl.oauthbearer.config")
    }
}
