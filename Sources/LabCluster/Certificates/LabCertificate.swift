internal import Crypto
internal import Foundation

/// A certificate (RFC 5280) of a key of P-256, signed by another one.
struct LabCertificate {
    let der: [UInt8]

    var pem: String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }

    /// Who signs: a name and a key.
    struct Signer {
        let name: String
        let key: P256.Signing.PrivateKey

        var keyID: [UInt8] { LabCertificate.id(of: key.publicKey) }
    }

    /// The certificate of an authority, which it signs itself.
    static func authority(_ signer: Signer, valid: ClosedRange<Date>) throws -> LabCertificate {
        try LabCertificate(
            of: signer.key.publicKey, name: signer.name, valid: valid, signer: signer,
            extensions: [
                // It signs certificates of servers, and of no further authority.
                fact([2, 5, 29, 19], .sequence([.yes, .integer([0])]), isCritical: true),
                fact([2, 5, 29, 15], .bits([0b0000_0110], unused: 1), isCritical: true),
                fact([2, 5, 29, 14], .octets(signer.keyID)),
            ])
    }

    /// The certificate of a server on this machine: for `localhost` and 127.0.0.1.
    static func server(
        _ key: P256.Signing.PublicKey, valid: ClosedRange<Date>, signer: Signer
    ) throws -> LabCertificate {
        try LabCertificate(
            of: key, name: "localhost", valid: valid, signer: signer,
            extensions: [
                fact([2, 5, 29, 19], .sequence([]), isCritical: true),
                fact([2, 5, 29, 15], .bits([0b1000_0000], unused: 7), isCritical: true),
                fact([2, 5, 29, 37], .sequence([.object([1, 3, 6, 1, 5, 5, 7, 3, 1])])),
                fact([2, 5, 29, 17], .sequence([.field(2, Array("localhost".utf8)), .field(7, [127, 0, 0, 1])])),
                fact([2, 5, 29, 14], .octets(id(of: key))),
                fact([2, 5, 29, 35], .sequence([.field(0, signer.keyID)])),
            ])
    }

    private init(
        of key: P256.Signing.PublicKey, name: String, valid: ClosedRange<Date>, signer: Signer, extensions: [DER]
    ) throws {
        let algorithm = DER.sequence([.object([1, 2, 840, 10045, 4, 3, 2])])
        var random = SystemRandomNumberGenerator()
        let serial = (0..<16).map { _ in UInt8.random(in: 1...127, using: &random) }
        let content = DER.sequence([
            .tagged(0, .integer([2])), .integer(serial), algorithm, Self.name(signer.name),
            .sequence([.time(valid.lowerBound), .time(valid.upperBound)]), Self.name(name),
            DER(encoded: key.derRepresentation), .tagged(3, .sequence(extensions)),
        ])
        let signature = try signer.key.signature(for: content.bytes)
        der = DER.sequence([content, algorithm, .bits(Array(signature.derRepresentation))]).bytes
    }

    private static func name(_ common: String) -> DER {
        .sequence([.set([.sequence([.object([2, 5, 4, 3]), .text(common)])])])
    }

    private static func fact(_ object: [Int], _ value: DER, isCritical: Bool = false) -> DER {
        .sequence([.object(object)] + (isCritical ? [.yes] : []) + [.octets(value.bytes)])
    }

    /// What tells a key from others: the beginning of its digest (RFC 7093).
    private static func id(of key: P256.Signing.PublicKey) -> [UInt8] {
        Array(SHA256.hash(data: key.x963Representation).prefix(20))
    }
}
