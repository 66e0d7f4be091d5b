internal import Foundation

/// The client's message of an OAUTHBEARER login (RFC 7628, section 3.1; KIP-255).
enum BearerToken {
    /// Without channel binding and without another identity, which is `n,,`; extensions by their names (KIP-342).
    static func firstMessage(token: String, extensions: [String: String]) -> String {
        let pairs = extensions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\u{1}" }
        return "n,,\u{1}auth=Bearer \(token)\u{1}\(pairs.joined())\u{1}"
    }

    /// Whether it can stand in the message: what RFC 6750 calls `b64token`, at least one character.
    static func isUsable(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._~+/=".utf8.contains(byte)
                }
            }
    }
}

/// What an unsecured JSON Web Token is made of: nobody signs it, it is for tests only (RFC 7515, appendix A.5).
///
/// Read from librdkafka's `sasl.oauthbearer.config`: `principal=alice scope=read,write lifeSeconds=600`.
struct UnsecuredToken: Hashable, Sendable {
    var principal: String
    var principalClaim = "sub"
    var scope: [String] = []
    var scopeClaim = "scope"
    var lifeSeconds: Int64 = 3600
    /// Said beside the token (KIP-342).
    var extensions: [String: String] = [:]

    /// `header.claims.` in Base64 as URLs have it, with an empty signature.
    func text(now: Date = .now) -> String {
        let issued = Int64(now.timeIntervalSince1970)
        let (end, isTooLong) = issued.addingReportingOverflow(lifeSeconds)
        var claims = ["\"exp\":\(isTooLong ? .max : end)", "\"iat\":\(issued)"]
        claims.append("\(Self.json(principalClaim)):\(Self.json(principal))")
        if !scope.isEmpty {
            claims.append("\(Self.json(scopeClaim)):[\(scope.map(Self.json).joined(separator: ","))]")
        }
        return Self.base64("{\"alg\":\"none\"}") + "." + Self.base64("{\(claims.joined(separator: ","))}") + "."
    }

    private static func json(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\u{0}"..<" ":
                "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }

    private static func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }
}

extension UnsecuredToken {
    static let property = "sasl.oauthbearer.config"

    init(config: String) throws(WireError) {
        self.init(principal: "")
        for pair in config.split(separator: " ") {
            guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
                throw .settings(Self.property, "it has an entry that is no name=value", remedy: Self.form)
            }
            let value = String(pair[pair.index(after: equals)...])
            switch pair[..<equals] {
            case "principal": principal = value
            case "principalClaimName": principalClaim = value
            case "scope": scope = value.split(separator: ",").map(String.init)
            case "scopeClaimName": scopeClaim = value
            case "lifeSeconds":
                guard let seconds = Int64(value), seconds > 0 else {
                    throw .settings(Self.property, "lifeSeconds is no number above 0", remedy: Self.form)
                }
                lifeSeconds = seconds
            case let name where name.hasPrefix("extension_"):
                let name = String(name.dropFirst("extension_".count))
                guard !name.isEmpty, name != "auth", name.allSatisfy({ $0.isASCII && $0.isLetter }),
                    value.allSatisfy({ $0.isASCII && ($0 >= " ") })
                else { throw .settings(Self.property, "it has an extension that cannot be said", remedy: Self.form) }
                extensions[name] = value
            default: throw .settings(Self.property, "it does not know '\(pair[..<equals])'", remedy: Self.form)
            }
        }
        guard !principal.isEmpty, !principalClaim.isEmpty, !scopeClaim.isEmpty else {
            throw .settings(Self.property, "it names no principal", remedy: Self.form)
        }
    }

    private static let form = "Write principal=NAME, and if wanted scope=A,B lifeSeconds=600 extension_NAME=VALUE"
}
