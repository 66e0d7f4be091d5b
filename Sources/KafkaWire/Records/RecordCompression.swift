/// The records of a batch, compressed and not.
enum RecordCompression {
    static func compressed(_ plain: [UInt8], codec: CompressionCodec) throws(WireError) -> [UInt8] {
        guard codec == .none else { throw WireError(.settings, at: "record batch", "cannot write \(codec)") }
        return plain
    }

    static func decompressed(
        _ bytes: WireBytes, codec: CompressionCodec, place: String
    ) throws(WireError) -> WireBytes {
        guard codec == .none else { throw WireError(.settings, at: place, "cannot read \(codec)") }
        return bytes
    }
}
