/// The hash by which Kafka's Java client chooses the partition of a key; every other client can be set to do the same.
///
/// Method: MurmurHash2 (Austin Appleby), 32 bits, seed 0x9747b28c, as in `org.apache.kafka.common.utils.Utils.murmur2`.
package enum Murmur2 {
    package static func hash(_ bytes: some RandomAccessCollection<UInt8>) -> Int32 {
        let m: UInt32 = 0x5bd1_e995
        var h: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.count)
        var index = bytes.startIndex
        for _ in 0..<(bytes.count / 4) {
            var k: UInt32 = 0
            for shift: UInt32 in [0, 8, 16, 24] {
                k |= UInt32(bytes[index]) << shift
                index = bytes.index(after: index)
            }
            k &*= m
            k ^= k >> 24
            k &*= m
            h = (h &* m) ^ k
        }
        if index != bytes.endIndex {
            var shift: UInt32 = 0
            while index != bytes.endIndex {
                h ^= UInt32(bytes[index]) << shift
                shift += 8
                index = bytes.index(after: index)
            }
            h &*= m
        }
        h ^= h >> 13
        h &*= m
        h ^= h >> 15
        return Int32(bitPattern: h)
    }

    /// The partition of a key: the hash without its sign bit, modulo the number of partitions.
    package static func partition(_ bytes: some RandomAccessCollection<UInt8>, of partitions: Int) -> Int32 {
        (hash(bytes) & 0x7fff_ffff) % Int32(partitions)
    }
}
