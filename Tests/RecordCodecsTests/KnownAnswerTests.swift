import Testing

@testable import RecordCodecs

/// Streams that other programs made, all of the same text.
struct KnownAnswerTests {
    private static let plain = Array(repeatElement("temperature".utf8, count: 40).joined())

    private static let streams: [(maker: String, codec: RecordCodec, bytes: String)] = [
        (
            "gzip of Python 3", .gzip,
            "1f8b08000000000000032b49cd2d482d4a2c292d4a2d19650e1d26006f8f285db8010000"
        ),
        (
            "lz4 1.9.4: content checksum", .lz4,
            "04224d186440a716000000bf74656d70657261747572650b00ff96506174757265000000007bef70eb"
        ),
        (
            "lz4 1.9.4 --no-frame-crc", .lz4,
            "04224d1860408216000000bf74656d70657261747572650b00ff9650617475726500000000"
        ),
        (
            "Kafka 4.0's Java client, lz4", .lz4,
            "04224d1860408216000000bf74656d70657261747572650b00ff9650617475726500000000"
        ),
        (
            "zstd 1.5.4: checksum and content size", .zstd,
            "28b52ffd64b8009500005874656d70657261747572650100aa568b17190be3d9"
        ),
        (
            "zstd 1.5.4 of standard input --no-check: neither", .zstd,
            "28b52ffd00589500005874656d70657261747572650100aa568b17"
        ),
        (
            "Kafka 4.0's Java client, snappy", .snappy,
            """
            82534e4150505900000000010000000100000023
            b8032874656d7065726174757265fe0b00fe0b00fe0b00fe0b00fe0b00fe0b00b20b00
            """
        ),
        (
            "snappy-java 1.1.10.5, without blocks", .snappy,
            "b8032874656d7065726174757265fe0b00fe0b00fe0b00fe0b00fe0b00fe0b00b20b00"
        ),
    ]

    @Test(arguments: streams.indices)
    func streamOfAnotherProgramIsRead(index: Int) throws {
        let stream = Self.streams[index]
        let read = try stream.codec.decompress(hex(stream.bytes)[...], limit: Self.plain.count)
        #expect(read == Self.plain, "\(stream.maker)")
    }

    @Test func formsAreThoseOfKafkasJavaClient() throws {
        // Of the LZ4 frame: version 1, blocks independent and of 64 KiB at most, no checksums, no length.
        #expect(try RecordCodec.lz4.compress(Self.plain).starts(with: hex("04224d18604082")))
        #expect(try RecordCodec.snappy.compress(Self.plain).starts(with: hex("82534e41505059000000000100000001")))
        #expect(try Snappy.compress(Self.plain, framing: .bare).starts(with: hex("b803")))
        #expect(try RecordCodec.gzip.compress(Self.plain).starts(with: hex("1f8b08")))
        #expect(try RecordCodec.zstd.compress(Self.plain).starts(with: hex("28b52ffd")))
    }

    /// As `lz4 -BD -B4 --no-frame-crc` writes them; the second block copies from the first.
    @Test func dependentBlocksOfLZ4AreRead() throws {
        let (first, second) = ([UInt8](repeating: 0xff, count: 256), [UInt8](repeating: 0xff, count: 89))
        let packed =
            hex("04224d184040c015010000bf74656d70657261747572650b00") + first + hex("dd506572617475620000000ff7")
            + second
            + hex("0050617475726500000000")
        let plain = Array(repeatElement("temperature".utf8, count: 8000).joined())
        #expect(try RecordCodec.lz4.decompress(packed[...], limit: plain.count) == plain)
    }

    @Test(arguments: [RecordCodec.gzip, .lz4, .zstd])
    func streamsOnEndAreOne(codec: RecordCodec) throws {
        let packed = try codec.compress(Self.plain) + codec.compress([]) + codec.compress(noise(9))
        #expect(try codec.decompress(packed[...], limit: 1000) == Self.plain + noise(9))
    }
}
