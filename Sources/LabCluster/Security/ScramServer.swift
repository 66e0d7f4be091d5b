internal import Foundation
internal import KafkaWire

/// The broker's side of a SCRAM login without channel binding (RFC 5802).
struct ScramServer {
    let challenge: String
    private let clientFirst: String
    private let nonce: String
    private let login: LoggedIn
    private let credential: ScramCredential
    private let mechanism: SaslMechanism

    /// Reads `client-first-message`; throws for a user that is not there.
    init(_ message: String, _ mechanism: SaslMechanism, in cluster: ClusterState) throws(LoginRefusal) {
        let refusal = Self.refusal(mechanism)
        // `n,[a=identity],n=name,r=nonce[,extensions]`.
        let parts = message.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == "n" || parts[0] == "y" else { throw refusal }
        clientFirst = parts[2]
        let fields = Self.fields(of: clientFirst)
        guard let name = fields["n"].flatMap(Self.unescaped), let clientNonce = fields["r"], !clientNonce.isEmpty else {
            throw refusal
        }
        if !parts[1].isEmpty, parts[1] != "a=\(fields["n"] ?? "")" {
            throw LoginRefusal(
                "Authentication failed: Client requested an authorization id that is different from username")
        }
        if clientFirst.hasSuffix(",tokenauth=true") {
            guard let token = cluster.tokens.valid(id: name, now: cluster.now),
                let credential = token.credential(for: mechanism, random: &cluster.random)
            else { throw refusal }
            login = LoggedIn(name: token.ownerName, endsAt: token.expiresAt, isByToken: true)
            self.credential = credential
        } else {
            guard let credential = cluster.users.scram[name]?[mechanism] else { throw refusal }
            login = LoggedIn(name: name)
            self.credential = credential
        }
        self.mechanism = mechanism
        let own = (0..<18).map { _ in UInt8.random(in: .min ... .max) }
        nonce = clientNonce + Data(own).base64EncodedString()
        challenge = "r=\(nonce),s=\(Data(credential.salt).base64EncodedString()),i=\(credential.iterations)"
    }

    /// Reads `client-final-message`, and answers it with `server-final-message`.
    func finish(_ message: String, in cluster: ClusterState) throws(LoginRefusal) -> (message: String, LoggedIn) {
        let refusal = Self.refusal(mechanism)
        guard let end = message.range(of: ",p=", options: .backwards) else { throw refusal }
        let withoutProof = String(message[..<end.lowerBound])
        let fields = Self.fields(of: withoutProof)
        guard fields["r"] == nonce, let proof = Data(base64Encoded: String(message[end.upperBound...])) else {
            throw refusal
        }
        let whole = "\(clientFirst),\(challenge),\(withoutProof)"
        guard credential.accepts(Array(proof), of: whole) || cluster.forgetsPasswords(of: login.name) else {
            throw refusal
        }
        return ("v=\(Data(credential.signature(of: whole)).base64EncodedString())", login)
    }

    private static func refusal(_ mechanism: SaslMechanism) -> LoginRefusal {
        LoginRefusal(
            "Authentication failed during authentication due to invalid credentials with SASL mechanism \(mechanism.rawValue)"
        )
    }

    private static func unescaped(_ name: String) -> String? {
        name.isEmpty ? nil : name.replacing("=2C", with: ",").replacing("=3D", with: "=")
    }

    /// `n=abc,r=def` by letter; the first of a letter counts.
    private static func fields(of message: String) -> [String: String] {
        let pairs = message.split(separator: ",").compactMap { attribute -> (String, String)? in
            guard attribute.dropFirst().first == "=" else { return nil }
            return (String(attribute.prefix(1)), String(attribute.dropFirst(2)))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
