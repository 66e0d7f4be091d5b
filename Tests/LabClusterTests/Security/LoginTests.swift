import Foundation
import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// Logins at a cluster's ports, by this program's own client.
struct LoginTests {
    private static func lab(
        _ change: (inout LabSettings) -> Void = { _ in }, _ body: (LabCluster, String) async throws -> Void
    ) async throws {
        var settings = LabSettings()
        settings.listeners = [.plaintext, .saslPlaintext]
        change(&settings)
        try await withLab(settings) { try await body($0, try await $0.bootstrap(of: .saslPlaintext)) }
    }

    private static func connect(
        _ bootstrap: String, _ mechanism: String, _ more: [String: String]
    ) async throws -> BrokerConnection {
        let properties = [
            "bootstrap.servers": bootstrap, "security.protocol": "sasl_plaintext", "sasl.mechanism": mechanism,
        ].merging(more) { $1 }
        let settings = try WireSettings(properties: properties)
        return try await BrokerConnection.connect(to: try #require(settings.bootstrap.first), settings: settings)
    }

    private static let admin = ["sasl.username": "admin", "sasl.password": "admin-secret"]

    @Test(arguments: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
    func theRightPasswordLetsInAndNoOther(mechanism: String) async throws {
        try await Self.lab { _, bootstrap in
            let connection = try await Self.connect(bootstrap, mechanism, Self.admin)
            let answer = try await connection.send(DescribeClusterRequest())
            #expect(answer.errorCode == .none)
            await connection.close()
            for wrong in [("admin", "secret"), ("nobody", "admin-secret")] {
                let error = await #expect(throws: WireError.self) {
                    _ = try await Self.connect(
                        bootstrap, mechanism, ["sasl.username": wrong.0, "sasl.password": wrong.1])
                }
                #expect(error?.kind == .authentication)
            }
        }
    }

    @Test func aTokenThatNobodySignedLetsItsSubjectIn() async throws {
        try await Self.lab { _, bootstrap in
            let connection = try await Self.connect(
                bootstrap, "OAUTHBEARER",
                ["enable.sasl.oauthbearer.unsecure.jwt": "true", "sasl.oauthbearer.config": "principal=bob"])
            // It has an end, and bob no right.
            #expect(connection.sessionLifetime != nil)
            let answer = try await connection.send(DescribeAclsRequest())
            #expect(answer.errorCode == .clusterAuthorizationFailed)
            await connection.close()
        }
    }

    @Test func tokensThatAreOverOrSignedAreRefused() throws {
        func message(_ header: String, _ claims: String, _ signature: String = "") -> String {
            let parts = [header, claims].map { Data($0.utf8).base64EncodedString().replacing("=", with: "") }
            return "n,,\u{1}auth=Bearer \(parts[0]).\(parts[1]).\(signature)\u{1}\u{1}"
        }
        let claims = "{\"sub\":\"bob\",\"exp\":2000}"
        let login = try UnsecuredBearer.login(message("{\"alg\":\"none\"}", claims), now: 1_000_000)
        #expect(login.name == "bob")
        #expect(login.endsAt == 2_000_000)
        for wrong in [
            message("{\"alg\":\"none\"}", claims, "c2ln"), message("{\"alg\":\"RS256\"}", claims),
            message("{\"alg\":\"none\"}", "{\"sub\":\"bob\"}"), message("{\"alg\":\"none\"}", "[]"), "", "n,,",
        ] {
            #expect(throws: LoginRefusal.self) { try UnsecuredBearer.login(wrong, now: 1_000_000) }
        }
        #expect(throws: LoginRefusal.self) {
            try UnsecuredBearer.login(message("{\"alg\":\"none\"}", claims), now: 2_000_000)
        }
    }

    @Test func aLoginThatIsOverEndsTheConnection() async throws {
        try await Self.lab({ $0.loginLifetime = .milliseconds(200) }) { _, bootstrap in
            let connection = try await Self.connect(bootstrap, "PLAIN", Self.admin)
            // What is left of it when the answer is written.
            let lifetime = try #require(connection.sessionLifetime)
            #expect(lifetime > .zero && lifetime <= .milliseconds(200))
            let isEnded = try await eventually(within: .seconds(10)) {
                do {
                    _ = try await connection.send(DescribeClusterRequest())
                    return false
                } catch let error as WireError where error.kind == .closed {
                    return true
                }
            }
            #expect(isEnded)
        }
    }
}
