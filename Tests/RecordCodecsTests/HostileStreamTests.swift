import Testing

@testable import RecordCodecs

/// What is cut off, altered or made to burst is an error, and never a crash, a loop or a heap of memory.
struct HostileStreamTests {
    private static let plain =
        Array("temperature=21.5;humidity=40;".utf8) + noise(300) + Array(repeating: 9, count: 900)

    private func outcome(
        _ codec: RecordCodec, _ bytes: [UInt8], limit: Int = 1 << 20
    ) -> (bytes: [UInt8]?, error: CodecError?) {
        var read: [UInt8]?
        let error = codecError { () throws(CodecError) in read = try codec.decompress(bytes[...], limit: limit) }
        return (read, error)
    }

    @Test(arguments: [RecordCodec.gzip, .lz4, .zstd])
    func cutOffAnywhereIsAnError(codec: RecordCodec) throws {
        let packed = try codec.compress(Self.plain)
        for length in 0..<packed.count {
            #expect(outcome(codec, Array(packed.prefix(length))).error?.kind == .truncated, "\(length) bytes")
        }
    }

    @Test func cutOffSnappyIsAnErrorExceptBetweenBlocks() throws {
        let bare = try Snappy.compress(Self.plain, framing: .bare)
        for length in 0..<bare.count {
            #expect(outcome(.snappy, Array(bare.prefix(length))).error != nil, "\(length) bytes")
        }
        let twoBlocks = noise(40_000)
        let packed = try Snappy.compress(twoBlocks, framing: .blocks)
        let second = 20 + packed[16..<20].reduce(0) { $0 << 8 | Int($1) }
        for length in Array(0..<100) + Array(second - 50..<second + 50) + Array(packed.count - 50..<packed.count) {
            let found = outcome(.snappy, Array(packed.prefix(length)))
            if length == 16 || length == second {
                #expect(found.bytes == Array(twoBlocks.prefix(length == 16 ? 0 : 32_768)))
            } else {
                #expect(found.error != nil, "\(length) bytes")
            }
        }
    }

    /// Every byte, every one of its bits.
    @Test(arguments: RecordCodec.allCases)
    func alteredBytesNeverCrashAndNeverBurst(codec: RecordCodec) throws {
        let packed = try codec.compress(Self.plain)
        var found = 0
        for index in packed.indices {
            for bit in 0..<8 {
                var bytes = packed
                bytes[index] ^= 1 << UInt8(bit)
                let (read, error) = outcome(codec, bytes, limit: 5000)
                if error != nil { found += 1 }
                if let read { #expect(read.count <= 5000) }
                // Behind its header a gzip stream is summed; some of its bits are padding.
                if codec == .gzip, index >= 10 {
                    #expect(error != nil || read == Self.plain, "byte \(index), bit \(bit)")
                }
            }
        }
        #expect(found > 0)
    }

    @Test(arguments: RecordCodec.allCases)
    func bytesOfAnyKindNeverCrash(codec: RecordCodec) throws {
        var generator = SeededGenerator(state: 5)
        let packed = try codec.compress(Self.plain)
        for round in 0..<4000 {
            // The first bytes stay, so that the stream is taken for one.
            var bytes = Array(packed.prefix(Int.random(in: 0...20, using: &generator)))
            bytes += noise(.random(in: 0...200, using: &generator), seed: UInt64(round))
            let (read, error) = outcome(codec, bytes, limit: 5000)
            #expect((read?.count ?? 0) <= 5000)
            #expect((read == nil) == (error != nil))
        }
    }

    @Test(arguments: RecordCodec.allCases)
    func somethingBehindTheStreamIsAnError(codec: RecordCodec) throws {
        for tail in [[0], [1, 2, 3], noise(30)] {
            #expect(outcome(codec, try codec.compress(Self.plain) + tail).error != nil, "\(tail.count) bytes more")
        }
    }

    @Test(arguments: RecordCodec.allCases)
    func burstingStreamIsStoppedAtTheLimit(codec: RecordCodec) throws {
        let packed = try codec.compress(Array(repeating: 0, count: 8 << 20))
        #expect(outcome(codec, packed, limit: 1 << 20).error == .tooLarge(limit: 1 << 20))
    }

    @Test func lengthAloneMakesNoRoomForSnappy() {
        // 64 MiB in front of three bytes.
        let error = outcome(.snappy, hex("80808020 000061"), limit: 64 << 20).error
        #expect(error?.kind == .corrupt)
        #expect(error?.what.contains("67108864") == true)
    }

    @Test func mostThatSnappyCanExpandIsAllowed() throws {
        let packed = try Snappy.compress(Array(repeating: 0, count: 60_000), framing: .bare)
        #expect(try Snappy.decompress(packed[...], limit: 60_000).count == 60_000)
    }

    @Test(arguments: [
        ("82534e41505059000000000100000001 00000000", CodecError.Kind.corrupt),
        ("82534e41505059000000000100000001 7fffffff 00", .truncated),
        ("82534e41505059000000000100000001 ffffffff 00", .truncated),
        ("82534e41505059000000000100000001 000000", .truncated),
        ("82534e4150505900000000", .truncated),
        ("", .truncated),
        ("ffffffffff7f", .corrupt),
    ])
    func wrongBlocksOfSnappyAreTold(bytes: String, kind: CodecError.Kind) {
        #expect(outcome(.snappy, hex(bytes)).error?.kind == kind)
    }

    @Test func codecsAreNotTakenForEachOther() throws {
        for codec in RecordCodec.allCases {
            let packed = try codec.compress(Self.plain)
            for other in RecordCodec.allCases where other != codec {
                #expect(outcome(other, packed).error != nil, "\(codec) as \(other)")
            }
        }
    }
}
