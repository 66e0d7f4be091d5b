internal import Crypto

/// The arithmetic of SCRAM (RFC 5802, section 3), over any hash.
struct ScramProof<Hash: HashFunction> {
    /// What the client sends.
    let clientProof: [UInt8]
    /// What the server must answer with: it proves that it knows the password too.
    let serverSignature: [UInt8]

    /// Computes both.
    /// - Parameter authMessage: the three messages without the proof, joined by commas.
    init(password: String, salt: [UInt8], iterations: Int, authMessage: String) {
        let salted = Self.stretched(password, salt: salt, iterations: iterations)
        let clientKey = Self.code(Array("Client Key".utf8), key: salted)
        let signature = Self.code(Array(authMessage.utf8), key: SymmetricKey(data: Hash.hash(data: clientKey)))
        clientProof = zip(clientKey, signature).map { $0 ^ $1 }
        let serverKey = SymmetricKey(data: Self.code(Array("Server Key".utf8), key: salted))
        serverSignature = Self.code(Array(authMessage.utf8), key: serverKey)
    }

    /// `Hi(password, salt, i)`: PBKDF2 with one block of output (RFC 5802, section 2.2).
    static func stretched(_ password: String, salt: [UInt8], iterations: Int) -> SymmetricKey {
        let key = SymmetricKey(data: Array(password.utf8))
        var block = code(salt + [0, 0, 0, 1], key: key)
        var sum = block
        for _ in 1..<iterations {
            block = code(block, key: key)
            for index in sum.indices { sum[index] ^= block[index] }
        }
        return SymmetricKey(data: sum)
    }

    private static func code(_ data: [UInt8], key: SymmetricKey) -> [UInt8] {
        Array(HMAC<Hash>.authenticationCode(for: data, using: key))
    }
}
