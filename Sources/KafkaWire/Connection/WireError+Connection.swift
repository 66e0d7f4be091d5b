package import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension WireError {
    /// What the network library reported of a connection to a broker.
    init(connection error: any Error, to broker: String) {
        switch error {
        case let error as WireError:
            self = error
        case NIOSSLError.uncleanShutdown:
            self.init(.closed, at: broker, "the broker closed the connection without ending TLS")
        case let error as NIOSSLExtraError:
            self.init(
                .unreachable, at: broker, "the broker's certificate is not for this host: \(error)",
                remedy: "Use the name in the certificate, or set ssl.endpoint.identification.algorithm to none")
        case is NIOSSLError, is BoringSSLError:
            self = .tls("\(error)", broker)
        case let error as NIOConnectionError:
            self = .connecting(error, broker)
        case ChannelError.connectTimeout:
            self.init(
                .timedOut, at: broker, "no connection in time",
                remedy: "Check host, port and the firewall between")
        case let error as IOError:
            self.init(
                .closed, at: broker, "the connection broke: \(error.words)",
                remedy: "Check the network and the broker's log")
        default:
            self.init(.closed, at: broker, "the connection broke: \(error)")
        }
    }

    private static func tls(_ words: String, _ broker: String) -> WireError {
        let remedies = [
            ("CERTIFICATE_VERIFY_FAILED", "Set ssl.ca.location to the authority that signed the broker's certificate"),
            ("CERTIFICATE_REQUIRED", "Set ssl.certificate.location and ssl.key.location"),
            ("WRONG_VERSION_NUMBER", "The port speaks no TLS: set security.protocol to plaintext or sasl_plaintext"),
        ]
        return WireError(
            .unreachable, at: broker, "TLS did not come about: \(words)",
            remedy: remedies.first { words.contains($0.0) }?.1)
    }

    private static func connecting(_ error: NIOConnectionError, _ broker: String) -> WireError {
        let causes =
            error.connectionErrors.map { ($0.error as? IOError)?.words ?? "\($0.error)" }
            + [error.dnsAError, error.dnsAAAAError].compactMap { $0 }.map {
                ($0 as? SocketAddressError.UnknownHost)?.errorDescription ?? "\($0)"
            }
        var seen: Set<String> = []
        let told = causes.filter { seen.insert($0).inserted }.joined(separator: "; ")
        return WireError(
            .unreachable, at: broker, "no connection: \(told.isEmpty ? "the host has no address" : told)",
            remedy: "Check host, port, and whether the broker runs")
    }
}

extension IOError {
    /// What the system says of it, without the call that failed.
    package var words: String { unsafe String(cString: strerror(errnoCode)) }
}
