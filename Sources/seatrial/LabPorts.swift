internal import Foundation
internal import LabCluster

/// Where clients of a lab cluster begin, and what they need to know of it.
struct LabPorts: Encodable {
    var bootstrap: String
    /// Ports with logins; nil where there are none, as the following.
    var sasl: String?
    var tls: String?
    /// Ports with TLS and logins.
    var saslTLS: String?
    /// The file with the authority that clients with TLS trust.
    var authority: String?
    var seed: UInt64

    init(of cluster: LabCluster, _ settings: LabSettings) async throws {
        func ports(_ kind: LabListenerKind) async throws -> String? {
            settings.listeners.contains(kind) ? try await cluster.bootstrap(of: kind) : nil
        }
        bootstrap = try await cluster.bootstrap
        sasl = try await ports(.saslPlaintext)
        tls = try await ports(.tls)
        saslTLS = try await ports(.saslTLS)
        authority = try await cluster.authorityFile
        seed = settings.seed
    }

    func print(asJSON: Bool) throws {
        if asJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
        }
        Swift.print(bootstrap)
        if let sasl { Swift.print("with logins: \(sasl)") }
        if let tls { Swift.print("with TLS: \(tls)") }
        if let saslTLS { Swift.print("with TLS and logins: \(saslTLS)") }
        if let authority { Swift.print("authority for TLS (ssl.ca.location): \(authority)") }
    }
}
