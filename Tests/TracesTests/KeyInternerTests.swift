import Testing
import Traces

struct KeyInternerTests {
    @Test func keysAreNumberedAsTheyCome() {
        var keys = KeyInterner()
        #expect([9, 4, 9, 7, 4, 0].map { keys.intern($0) } == [0, 1, 0, 2, 1, 3])
        #expect(keys.hashes == [9, 4, 7, 0])
    }

    @Test func growingKeepsEveryNumber() {
        var keys = KeyInterner()
        // Few of the low bits differ, so that many share a place.
        let hashes = (0..<5_000).map { UInt64($0) << 7 }
        #expect(hashes.map { keys.intern($0) } == (0..<5_000).map { UInt32($0) })
        #expect(hashes.reversed().map { keys.intern($0) } == (0..<5_000).reversed().map { UInt32($0) })
        #expect(keys.count == 5_000)
    }

    @Test func keysBeyondTheMostShareAlwaysTheSameNumber() {
        var keys = KeyInterner(most: 3)
        #expect([10, 20, 30].map { keys.intern($0) } == [0, 1, 2])
        #expect(keys.shared == 0)
        let late: [UInt64] = [7 << 32, 8 << 32, 9 << 32]
        let numbers = late.map { keys.intern($0) }
        #expect(numbers == [1, 2, 0])
        #expect(late.map { keys.intern($0) } == numbers)
        #expect(keys.intern(20) == 1)
        #expect(keys.count == 3)
        #expect(keys.shared == 6)
    }
}
