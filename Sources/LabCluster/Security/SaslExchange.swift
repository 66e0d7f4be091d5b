internal import Foundation
internal import KafkaWire

/// Why somebody is not let in, in the words that the client is told.
struct LoginRefusal: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// Who is logged in after the last message.
struct LoggedIn {
    /// The user's name.
    let name: String
    /// When the login itself ends, in milliseconds since 1970; nil where it does not.
    var endsAt: Int64?
    var isByToken = false
    /// The user, also where a delegation token stands for it.
    var principal: String { "User:\(name)" }
}

/// The broker's side of one login: messages in, messages out.
struct SaslExchange {
    enum Answer {
        case challenge([UInt8])
        case done([UInt8], LoggedIn)
    }

    let mechanism: SaslMechanism
    private var scram: ScramServer?
    /// Whether a token was refused and the client has still to take note of it (RFC 7628).
    private var bearerIsRefused = false

    /// The mechanisms that are offered.
    static let mechanisms = SaslMechanism.allCases

    init(_ mechanism: SaslMechanism) {
        self.mechanism = mechanism
    }

    /// Takes the client's next message.
    mutating func take(_ message: WireBytes, in cluster: ClusterState) throws(LoginRefusal) -> Answer {
        guard let text = String(validating: message, as: UTF8.self) else {
            throw LoginRefusal("Authentication failed: the message is no UTF-8 text")
        }
        switch mechanism {
        case .plain: return .done([], try Self.plain(text, in: cluster))
        case .scramSHA256, .scramSHA512: return try takeScram(text, in: cluster)
        case .oauthBearer: return try takeBearer(text, now: cluster.now)
        }
    }

    /// `[authzid] NUL name NUL password` (RFC 4616).
    private static func plain(_ text: String, in cluster: ClusterState) throws(LoginRefusal) -> LoggedIn {
        let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else {
            throw LoginRefusal("Invalid SASL/PLAIN response: expected 3 tokens, got \(parts.count)")
        }
        let (identity, name, password) = (parts[0], parts[1], parts[2])
        guard !name.isEmpty else { throw LoginRefusal("Authentication failed: username not specified") }
        guard !password.isEmpty else { throw LoginRefusal("Authentication failed: password not specified") }
        guard cluster.users.accepts(name, password) || cluster.forgetsPasswords(of: name) else {
            throw LoginRefusal("Authentication failed: Invalid username or password")
        }
        guard identity.isEmpty || identity == name else {
            throw LoginRefusal(
                "Authentication failed: Client requested an authorization id that is different from username")
        }
        return LoggedIn(name: name)
    }

    private mutating func takeScram(_ text: String, in cluster: ClusterState) throws(LoginRefusal) -> Answer {
        if let scram {
            let (final, login) = try scram.finish(text, in: cluster)
            return .done(Array(final.utf8), login)
        }
        let server = try ScramServer(text, mechanism, in: cluster)
        scram = server
        return .challenge(Array(server.challenge.utf8))
    }

    private mutating func takeBearer(_ text: String, now: Int64) throws(LoginRefusal) -> Answer {
        guard !bearerIsRefused else { throw LoginRefusal("Authentication failed: the token was refused") }
        do throws(LoginRefusal) {
            return .done([], try UnsecuredBearer.login(text, now: now))
        } catch {
            bearerIsRefused = true
            return .challenge(Array("{\"status\":\"invalid_token\"}".utf8))
        }
    }
}

extension ClusterState {
    /// Whether a defect lets in whoever asks.
    func forgetsPasswords(of name: String) -> Bool { defects.forgets(.passwords, in: self) }
}
