internal import CSnappy

/// Snappy by libsnappy, bare or in the blocks of snappy-java.
///
/// Snappy itself is one piece with its length in front. Java clients cut the records into pieces, and put a header of
/// 16 bytes before them and a length before each (`SnappyOutputStream` of snappy-java, once by xerial.org); librdkafka
/// writes the bare piece. Kafka reads both.
package enum Snappy {
    package enum Framing: CaseIterable, Hashable, Sendable {
        /// One piece.
        case bare
        /// A header, and pieces of 32 KiB with their lengths.
        case blocks
    }

    package static func compress(_ bytes: [UInt8], framing: Framing) throws(CodecError) -> [UInt8] {
        guard framing == .blocks else { return try pack(bytes[...]) }
        var framed = magic + [0, 0, 0, 1, 0, 0, 0, 1]  // its version, and the oldest that can read it
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = try pack(rest.prefix(blockSize))
            rest = rest.dropFirst(blockSize)
            framed += withUnsafeBytes(of: UInt32(piece.count).bigEndian, Array.init)
            framed += piece
        }
        return framed
    }

    /// Decompresses either form, and never to more than `limit` bytes.
    package static func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
        var output: [UInt8] = []
        guard bytes.starts(with: magic) else {
            try unpack(bytes, at: 0, onto: &output, limit: limit)
            return output
        }
        guard bytes.count >= headerLength else { throw .truncated(after: bytes.count) }
        var rest = bytes.dropFirst(headerLength)
        while !rest.isEmpty {
            let offset = bytes.count - rest.count
            guard rest.count >= 4 else { throw .truncated(after: bytes.count) }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length > 0 else { throw .corrupt(at: offset, "a block of 0 bytes") }
            guard length <= rest.count else { throw .truncated(after: bytes.count) }
            try unpack(rest.prefix(length), at: offset + 4, onto: &output, limit: limit)
            rest = rest.dropFirst(length)
        }
        return output
    }

    private static let magic: [UInt8] = [0x82] + Array("SNAPPY".utf8) + [0]
    private static let headerLength = 16
    private static let blockSize = 32 << 10
    /// The most that a piece can expand: 3 bytes of it are a copy of 64 at best (snappy's format_description.txt).
    private static let (longestCopy, itsBytes) = (64, 3)
}

extension Snappy {
    private static func pack(_ bytes: ArraySlice<UInt8>) throws(CodecError) -> [UInt8] {
        let bound = snappy_max_compressed_length(bytes.count)
        var status = SNAPPY_OK
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, written in
            written = output.count
            output.withMemoryRebound(to: CChar.self) { output in
                bytes.withUnsafeBytes { input in
                    status = snappy_compress(
                        input.bindMemory(to: CChar.self).baseAddress, input.count, output.baseAddress, &written)
                }
            }
            if status != SNAPPY_OK { written = 0 }
        }
        guard status == SNAPPY_OK else {
            throw CodecError(.failed, "ended with status \(status.rawValue) of libsnappy")
        }
        return packed
    }

    /// Appends what one piece decompresses to.
    private static func unpack(
        _ piece: ArraySlice<UInt8>, at offset: Int, onto output: inout [UInt8], limit: Int
    ) throws(CodecError) {
        guard !piece.isEmpty else { throw .truncated(after: offset) }
        var length = 0
        let told = piece.withUnsafeBytes {
            snappy_uncompressed_length($0.bindMemory(to: CChar.self).baseAddress, $0.count, &length)
        }
        guard told == SNAPPY_OK else { throw .corrupt(at: offset, "no length in front") }
        guard length <= limit - output.count else { throw .tooLarge(limit: limit) }
        // So that no room is made on the word of a length alone.
        guard length <= piece.count * longestCopy / itsBytes else {
            throw .corrupt(at: offset, "\(piece.count) bytes cannot be \(length) bytes decompressed")
        }
        var status = SNAPPY_OK
        let plain = [UInt8](unsafeUninitializedCapacity: length) { output, written in
            written = length
            output.withMemoryRebound(to: CChar.self) { output in
                piece.withUnsafeBytes { input in
                    status = snappy_uncompress(
                        input.bindMemory(to: CChar.self).baseAddress, input.count, output.baseAddress, &written)
                }
            }
            if status != SNAPPY_OK { written = 0 }
        }
        guard status == SNAPPY_OK, plain.count == length else { throw .corrupt(at: offset, "no Snappy") }
        output += plain
    }
}
