internal import Crypto

/// Turns record keys into 64-bit numbers that nobody can turn back: HMAC-SHA256, truncated.
///
/// The secret is made when a capture begins, is nowhere written, and goes when the capture ends: from then on not even
/// a guessed key can be tested against a trace, and two captures number the same key differently.
struct KeyHash {
    /// The code of nothing yet, with the secret mixed in once.
    private let blank: HMAC<SHA256>

    init() { self.init(secret: SymmetricKey(size: .bits256)) }

    init(secret: SymmetricKey) { blank = HMAC<SHA256>(key: secret) }

    /// The first 64 bits of the code, most significant byte first.
    func hash(_ key: ArraySlice<UInt8>) -> UInt64 {
        var code = blank
        code.update(data: key)
        return code.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
