import Testing

@testable import RecordCodecs

/// What is compressed comes back, whatever its size.
struct RoundTripTests {
    /// Around the blocks of each codec: 32 KiB of snappy-java, 64 KiB of LZ4, 128 KiB of zstd.
    private static let sizes = [0, 1, 2, 17, 4096, 32_767, 32_768, 32_769, 65_536, 65_537, 100_000, 131_073, 300_000]

    @Test(arguments: RecordCodec.allCases, sizes)
    func noiseComesBack(codec: RecordCodec, size: Int) throws {
        let plain = noise(size, seed: UInt64(size) + 1)
        let packed = try codec.compress(plain)
        #expect(try codec.decompress(packed[...], limit: size) == plain)
    }

    @Test(arguments: RecordCodec.allCases, sizes)
    func repetitionComesBackAndIsShorter(codec: RecordCodec, size: Int) throws {
        let plain = Array(repeatElement("temperature".utf8, count: size / 11 + 1).joined().prefix(size))
        let packed = try codec.compress(plain)
        #expect(try codec.decompress(packed[...], limit: size) == plain)
        if size > 1000 { #expect(packed.count < size / 8, "\(packed.count) of \(size) bytes") }
    }

    @Test(arguments: Snappy.Framing.allCases, sizes)
    func bothFormsOfSnappyComeBack(framing: Snappy.Framing, size: Int) throws {
        let plain = noise(size / 2) + Array(repeating: 7, count: size - size / 2)
        let packed = try Snappy.compress(plain, framing: framing)
        #expect(try Snappy.decompress(packed[...], limit: size) == plain)
    }

    @Test(arguments: RecordCodec.allCases)
    func slicesAreReadWhereverTheyBegin(codec: RecordCodec) throws {
        let packed = try codec.compress(noise(5000))
        let padded = [1, 2, 3] + packed + [4, 5]
        #expect(try codec.decompress(padded[3..<3 + packed.count], limit: 5000) == noise(5000))
    }

    @Test(arguments: RecordCodec.allCases)
    func limitIsKeptToTheByte(codec: RecordCodec) throws {
        for plain in [noise(70_000), Array(repeating: 0, count: 70_000)] {
            let packed = try codec.compress(plain)
            #expect(try codec.decompress(packed[...], limit: 70_000).count == 70_000)
            for limit in [69_999, 4096, 1, 0] {
                let error = codecError { () throws(CodecError) in
                    _ = try codec.decompress(packed[...], limit: limit)
                }
                #expect(error?.kind == .tooLarge, "limit \(limit)")
            }
        }
    }
}
