internal import Foundation
internal import KafkaWire

/// Reads a token that nobody signed, as Kafka does for tests (RFC 7515, appendix A.5).
enum UnsecuredBearer {
    private struct Header: Decodable {
        let alg: String
    }

    private struct Claims: Decodable {
        let sub: String
        /// Seconds since 1970.
        let exp: Double
        let iat: Double?
    }

    /// `n,[a=identity],^Aauth=Bearer token^A...^A` (RFC 7628, section 3.1).
    static func login(_ message: String, now: Int64) throws(LoginRefusal) -> LoggedIn {
        let parts = message.split(separator: "\u{1}", omittingEmptySubsequences: true).map(String.init)
        guard let first = parts.first, first.hasPrefix("n,"), first.hasSuffix(",") else {
            throw LoginRefusal("Invalid OAUTHBEARER client first message")
        }
        guard let auth = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("auth=bearer ") }) else {
            throw LoginRefusal("Invalid OAUTHBEARER client first message: 'auth' not specified")
        }
        let token = String(auth.dropFirst("auth=Bearer ".count))
        let claims = try claims(of: token)
        let milliseconds = claims.exp * 1000
        guard milliseconds.isFinite, milliseconds > Double(now) else { throw LoginRefusal("the token is over") }
        if let issued = claims.iat, issued * 1000 > Double(now) + 30_000 {
            throw LoginRefusal("the token is from the future")
        }
        guard !claims.sub.isEmpty else { throw LoginRefusal("the token has no subject") }
        let identity = first.dropFirst(2).dropLast()
        guard identity.isEmpty || identity == "a=\(claims.sub)" else {
            throw LoginRefusal("an authorization id that is different from the token's principal name")
        }
        return LoggedIn(name: claims.sub, endsAt: Int64(min(milliseconds, 9e15)))
    }

    private static func claims(of token: String) throws(LoginRefusal) -> Claims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[2].isEmpty, let header = bytes(parts[0]), let claims = bytes(parts[1]) else {
            throw LoginRefusal("the token is no unsecured JSON Web Token")
        }
        do {
            let decoder = JSONDecoder()
            guard try decoder.decode(Header.self, from: header).alg == "none" else {
                throw LoginRefusal("the token is signed, and nobody here knows by whom")
            }
            return try decoder.decode(Claims.self, from: claims)
        } catch {
            throw LoginRefusal("the token cannot be read: \(error)")
        }
    }

    /// Base64 as URLs have it.
    private static func bytes(_ text: String) -> Data? {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        return Data(base64Encoded: base64)
    }
}
