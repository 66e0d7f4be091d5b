import Crypto
import Testing

@testable import Captures

struct KeyHashTests {
    /// RFC 4231, test case 2: its first eight bytes.
    @Test func hashIsTheBeginningOfTheCode() {
        let hash = KeyHash(secret: SymmetricKey(data: Array("Jefe".utf8)))
        #expect(hash.hash(Array("what do ya want for nothing?".utf8)[...]) == 0x5bdc_c146_bf60_754e)
        // The first use leaves nothing behind.
        #expect(hash.hash(Array("what do ya want for nothing?".utf8)[...]) == 0x5bdc_c146_bf60_754e)
    }

    @Test func twoCapturesHashAKeyDifferently() {
        let key = Array("truck-17".utf8)[...]
        #expect(KeyHash().hash(key) != KeyHash().hash(key))
    }

    @Test func emptyKeyHasAHashToo() {
        let hash = KeyHash()
        #expect(hash.hash([]) == hash.hash([]))
        #expect(hash.hash([]) != hash.hash([0]))
    }
}
