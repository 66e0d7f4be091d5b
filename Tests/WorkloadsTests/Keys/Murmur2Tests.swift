import Testing
import Workloads

/// Known answers from Apache Kafka's `UtilsTest.testMurmur2`.
@Suite struct Murmur2Tests {
    @Test(
        arguments: [
            ("21", -973_932_308),
            ("foobar", -790_332_482),
            ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ("abc", 479_470_107),
            ("", 275_646_681),
        ] as [(String, Int32)])
    func hashesAsTheJavaClientDoes(key: String, hash: Int32) {
        #expect(Murmur2.hash(Array(key.utf8)) == hash)
    }

    @Test func partitionDropsTheSignBitBeforeTheModulo() {
        // -790332482 without its sign bit is 1357151166.
        #expect(Murmur2.partition(Array("foobar".utf8), of: 10) == 6)
        #expect(Murmur2.partition(Array("foobar".utf8), of: 1) == 0)
    }
}
