internal import Crypto
internal import Foundation

/// The client's side of a SCRAM login (RFC 5802, RFC 7677) without channel binding: messages in, messages out.
struct ScramExchange {
    private let credentials: SaslCredentials
    private let nonce: String
    /// For errors: the broker.
    private let place: String

    /// A server may ask for no less (RFC 7677, section 4), and a hostile one not for hours of work.
    static let iterations = 4096...1_000_000

    /// Starts a login.
    /// - Parameter nonce: printable ASCII without commas, never used twice.
    init(_ credentials: SaslCredentials, nonce: String = Self.freshNonce(), place: String) {
        self.credentials = credentials
        self.nonce = nonce
        self.place = place
    }

    /// 144 random bits in Base64, which has no comma.
    static func freshNonce() -> String {
        Data((0..<18).map { _ in UInt8.random(in: .min ... .max) }).base64EncodedString()
    }

    private var bareFirst: String {
        let name = credentials.username.replacing("=", with: "=3D").replacing(",", with: "=2C")
        return "n=\(name),r=\(nonce)" + (credentials.isToken ? ",tokenauth=true" : "")
    }

    /// `client-first-message`.
    var first: String { "n,," + bareFirst }

    /// Answers `server-first-message` with `client-final-message`, and says what the server must prove then.
    func final(answering serverFirst: String) throws(WireError) -> (message: String, serverSignature: [UInt8]) {
        let challenge = try challenge(in: serverFirst)
        // "biws" is "n,," in Base64: no channel binding.
        let withoutProof = "c=biws,r=\(challenge.nonce)"
        let authMessage = "\(bareFirst),\(serverFirst),\(withoutProof)"
        let proof = proof(challenge, authMessage)
        return (withoutProof + ",p=" + Data(proof.client).base64EncodedString(), proof.server)
    }

    /// Checks `server-final-message`.
    func verify(_ serverFinal: String, against signature: [UInt8]) throws(WireError) {
        let fields = Self.fields(of: serverFinal)
        if let error = fields["e"] {
            throw refusal("the broker refuses the login: \(credentials.password.redacted(from: error))")
        }
        guard let text = fields["v"], let answer = Data(base64Encoded: text), Array(answer) == signature else {
            throw WireError(
                .authentication, at: place, "the broker did not prove that it knows the password",
                remedy: "Something stands between you and the broker that is not it: use TLS and see what answers there"
            )
        }
    }

    private struct Challenge {
        var nonce: String
        var salt: [UInt8]
        var iterations: Int
    }

    private func challenge(in serverFirst: String) throws(WireError) -> Challenge {
        let fields = Self.fields(of: serverFirst)
        if let error = fields["e"] {
            throw refusal("the broker refuses the login: \(credentials.password.redacted(from: error))")
        }
        guard fields["m"] == nil, let full = fields["r"], let saltText = fields["s"],
            let salt = Data(base64Encoded: saltText), !salt.isEmpty, let iterations = fields["i"].flatMap({ Int($0) })
        else { throw .malformed(at: place, "the broker's first SCRAM message has no nonce, salt and iterations") }
        guard full.hasPrefix(nonce), full.utf8.count > nonce.utf8.count else {
            throw WireError(
                .authentication, at: place, "the broker's SCRAM nonce does not begin with ours",
                remedy: "The answer belongs to another login: see what stands between you and the broker")
        }
        guard Self.iterations.contains(iterations) else {
            throw WireError(
                .authentication, at: place, "the broker asks for \(iterations) SCRAM iterations",
                remedy: "Store this user with \(Self.iterations.lowerBound) to \(Self.iterations.upperBound) iterations"
            )
        }
        return Challenge(nonce: full, salt: Array(salt), iterations: iterations)
    }

    private func proof(_ challenge: Challenge, _ authMessage: String) -> (client: [UInt8], server: [UInt8]) {
        let password = credentials.password.value
        if credentials.mechanism == .scramSHA512 {
            let proof = ScramProof<SHA512>(
                password: password, salt: challenge.salt, iterations: challenge.iterations, authMessage: authMessage)
            return (proof.clientProof, proof.serverSignature)
        }
        let proof = ScramProof<SHA256>(
            password: password, salt: challenge.salt, iterations: challenge.iterations, authMessage: authMessage)
        return (proof.clientProof, proof.serverSignature)
    }

    private func refusal(_ what: String) -> WireError {
        WireError(.authentication, at: place, what, remedy: BrokerCode.saslAuthenticationFailed.remedy)
    }

    /// `r=abc,s=def` by letter; the first of a letter counts.
    private static func fields(of message: String) -> [String: String] {
        let pairs = message.split(separator: ",").compactMap { attribute -> (String, String)? in
            guard attribute.dropFirst().first == "=" else { return nil }
            return (String(attribute.prefix(1)), String(attribute.dropFirst(2)))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
