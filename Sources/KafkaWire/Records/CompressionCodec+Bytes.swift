internal import RecordCodecs

extension CompressionCodec {
    func compressed(_ bytes: [UInt8], bareSnappy: Bool = false) throws(WireError) -> [UInt8] {
        guard let codec = library else { return bytes }
        do {
            if codec == .snappy, bareSnappy { return try Snappy.compress(bytes, framing: .bare) }
            return try codec.compress(bytes)
        } catch {
            throw .unwritable("\(self) \(error)")
        }
    }

    /// Where nothing is compressed the limit does not count.
    func decompressed(_ bytes: WireBytes, limit: Int, place: String) throws(WireError) -> WireBytes {
        guard let codec = library else { return bytes }
        do {
            return try codec.decompress(bytes, limit: limit)[...]
        } catch {
            throw .malformed(at: place, "'records': the \(self) stream \(error)")
        }
    }

    private var library: RecordCodec? {
        switch self {
        case .none: nil
        case .gzip: .gzip
        case .snappy: .snappy
        case .lz4: .lz4
        case .zstd: .zstd
        }
    }
}
