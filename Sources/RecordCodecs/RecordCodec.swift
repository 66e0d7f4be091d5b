/// A compression that Kafka has for the records of a batch, in the form that its batches of magic 2 hold.
package enum RecordCodec: CaseIterable, Hashable, Sendable {
    /// RFC 1952.
    case gzip
    /// Written in the blocks of snappy-java, as Java clients do; read with them or without.
    case snappy
    /// The LZ4 frame format.
    case lz4
    /// RFC 8878.
    case zstd
}

extension RecordCodec {
    package func compress(_ bytes: [UInt8]) throws(CodecError) -> [UInt8] {
        switch self {
        case .gzip: try Gzip.compress(bytes)
        case .snappy: try Snappy.compress(bytes, framing: .blocks)
        case .lz4: try LZ4Frame.compress(bytes)
        case .zstd: try Zstd.compress(bytes)
        }
    }

    /// Decompresses all of `bytes`, and never to more than `limit` bytes.
    ///
    /// What is cut off, altered or followed by something else is an error, as far as the format lets that be seen:
    /// Snappy has no checksum, and LZ4 as Kafka writes it has none of the contents.
    package func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
        switch self {
        case .gzip: try Gzip.decompress(bytes, limit: limit)
        case .snappy: try Snappy.decompress(bytes, limit: limit)
        case .lz4: try LZ4Frame.decompress(bytes, limit: limit)
        case .zstd: try Zstd.decompress(bytes, limit: limit)
        }
    }
}
