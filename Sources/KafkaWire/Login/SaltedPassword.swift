internal import Crypto
internal import Foundation

/// A password as a broker stores it for SCRAM: what AlterUserScramCredentials sends (KIP-554).
package enum SaltedPassword {
    /// The bytes; nil for a mechanism that is not SCRAM.
    package static func bytes(
        _ password: String, salt: [UInt8], iterations: Int, for mechanism: SaslMechanism
    ) -> [UInt8]? {
        switch mechanism {
        case .plain, .oauthBearer: nil
        case .scramSHA256:
            ScramProof<SHA256>.stretched(password, salt: salt, iterations: iterations).withUnsafeBytes(Array.init)
        case .scramSHA512:
            ScramProof<SHA512>.stretched(password, salt: salt, iterations: iterations).withUnsafeBytes(Array.init)
        }
    }
}

extension WireSettings {
    /// Logs in with a delegation token from now on: its id and HMAC, by SCRAM-SHA-256 where no SCRAM is set (KIP-48).
    package mutating func useToken(id: String, hmac: WireBytes) {
        var mechanism = sasl?.mechanism ?? .scramSHA256
        if mechanism == .plain || mechanism == .oauthBearer { mechanism = .scramSHA256 }
        sasl = SaslCredentials(
            mechanism: mechanism, username: id, password: Secret(value: Data(hmac).base64EncodedString()),
            isToken: true)
    }
}
