internal import Crypto
internal import KafkaWire

/// What a broker keeps of a password for SCRAM (RFC 5802, section 3): enough to check a proof, not to make one.
struct ScramCredential {
    let salt: [UInt8]
    let iterations: Int
    private let storedKey: [UInt8]
    private let serverKey: [UInt8]
    private let mechanism: SaslMechanism

    /// nil for a mechanism that is not SCRAM.
    init?(saltedPassword: [UInt8], salt: [UInt8], iterations: Int, for mechanism: SaslMechanism) {
        self.salt = salt
        self.iterations = iterations
        self.mechanism = mechanism
        let clientKey: [UInt8]
        switch mechanism {
        case .scramSHA256:
            clientKey = Self.code("Client Key", key: saltedPassword, SHA256.self)
            storedKey = Array(SHA256.hash(data: clientKey))
            serverKey = Self.code("Server Key", key: saltedPassword, SHA256.self)
        case .scramSHA512:
            clientKey = Self.code("Client Key", key: saltedPassword, SHA512.self)
            storedKey = Array(SHA512.hash(data: clientKey))
            serverKey = Self.code("Server Key", key: saltedPassword, SHA512.self)
        case .plain, .oauthBearer: return nil
        }
    }

    /// From the password itself.
    init?(password: String, salt: [UInt8], iterations: Int = 4096, for mechanism: SaslMechanism) {
        guard let salted = SaltedPassword.bytes(password, salt: salt, iterations: iterations, for: mechanism) else {
            return nil
        }
        self.init(saltedPassword: salted, salt: salt, iterations: iterations, for: mechanism)
    }

    /// Whether a client's proof is made with the password.
    func accepts(_ proof: [UInt8], of message: String) -> Bool {
        let signature = code(message, key: storedKey)
        guard proof.count == signature.count else { return false }
        let clientKey = zip(proof, signature).map { $0 ^ $1 }
        return hash(clientKey) == storedKey
    }

    /// What proves to the client that the broker knows the password too.
    func signature(of message: String) -> [UInt8] { code(message, key: serverKey) }

    private func hash(_ bytes: [UInt8]) -> [UInt8] {
        mechanism == .scramSHA512 ? Array(SHA512.hash(data: bytes)) : Array(SHA256.hash(data: bytes))
    }

    private func code(_ text: String, key: [UInt8]) -> [UInt8] {
        mechanism == .scramSHA512
            ? Self.code(text, key: key, SHA512.self) : Self.code(text, key: key, SHA256.self)
    }

    private static func code<Hash: HashFunction>(_ text: String, key: [UInt8], _: Hash.Type) -> [UInt8] {
        Array(HMAC<Hash>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }
}

extension SaslMechanism {
    /// From the number that AlterUserScramCredentials has for it.
    init?(scram number: Int8) {
        switch number {
        case 1: self = .scramSHA256
        case 2: self = .scramSHA512
        default: return nil
        }
    }

    /// The number that AlterUserScramCredentials has for it; 0 where it is not SCRAM.
    var scramNumber: Int8 {
        switch self {
        case .scramSHA256: 1
        case .scramSHA512: 2
        case .plain, .oauthBearer: 0
        }
    }
}
