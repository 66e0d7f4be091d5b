internal import NIOSSL

extension TLSSettings {
    /// Reads the files, once for all connections of a cluster.
    ///
    /// Blocks on the disk.
    func makeContext() throws(WireError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification =
            switch verification {
            case .full: .fullVerification
            case .chain: .noHostnameVerification
            case .none: .none
            }
        if let authority { configuration.trustRoots = .file(authority) }
        if let certificate, let key {
            configuration.certificateChain = try Self.reading("ssl.certificate.location", certificate) {
                try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
            }
            configuration.privateKey = try Self.reading("ssl.key.location", key) {
                try .privateKey(privateKey(file: key))
            }
        }
        return try Self.reading("ssl.ca.location", authority ?? "the system's certificates") {
            try NIOSSLContext(configuration: configuration)
        }
    }

    private func privateKey(file: String) throws -> NIOSSLPrivateKey {
        guard let keyPassword else { return try NIOSSLPrivateKey(file: file, format: .pem) }
        return try NIOSSLPrivateKey(file: file, format: .pem) { (use: ([UInt8]) -> Void) in
            use(Array(keyPassword.value.utf8))
        }
    }

    /// BoringSSL's own words name no file, and may name what it read: they are left out.
    private static func reading<Value>(
        _ property: String, _ file: String, _ body: () throws -> Value
    ) throws(WireError) -> Value {
        do {
            return try body()
        } catch {
            throw .settings(
                property, "\(file) cannot be used",
                remedy: "It must be readable, and hold PEM; a key that is encrypted needs ssl.key.password")
        }
    }
}
