internal import Crypto
internal import Foundation
internal import NIOCore
internal import NIOSSL

/// What a cluster shows its clients for TLS: a certificate of this machine, signed by an authority of the cluster's own.
///
/// Made anew for every cluster. The keys never leave its memory, and the authority's is gone when this is made.
struct LabIdentity {
    /// The file with the authority's certificate, for clients to trust (`ssl.ca.location`).
    let authorityFile: String
    let context: NIOSSLContext

    /// From a while ago, for clocks that are behind.
    private static func validity(_ now: Date) -> ClosedRange<Date> {
        now.addingTimeInterval(-600)...now.addingTimeInterval(12 * 3600)
    }

    /// Writes the authority's certificate into the directory.
    init(clusterID: String, now: Date, directory: LabDirectory) throws {
        let signer = LabCertificate.Signer(name: "Seatrial lab \(clusterID)", key: P256.Signing.PrivateKey())
        let key = P256.Signing.PrivateKey()
        let valid = Self.validity(now)
        let certificate = try LabCertificate.server(key.publicKey, valid: valid, signer: signer)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
        configuration.minimumTLSVersion = .tlsv12
        // A client that does not say good-bye is not waited for: a node that stops has to be gone.
        configuration.shutdownTimeout = .milliseconds(200)
        context = try NIOSSLContext(configuration: configuration)
        authorityFile = try directory.write(try LabCertificate.authority(signer, valid: valid).pem, to: "ca.pem")
    }
}
