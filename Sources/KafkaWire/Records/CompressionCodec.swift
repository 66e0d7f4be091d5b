/// How the records of a batch are compressed; the raw value is that of the batch's attributes.
package enum CompressionCodec: UInt8, CaseIterable, Hashable, Sendable {
    case none
    case gzip
    case snappy
    case lz4
    case zstd
}

extension CompressionCodec: CustomStringConvertible {
    /// As `compression.type` has it: `zstd`.
    package var description: String {
        switch self {
        case .none: "none"
        case .gzip: "gzip"
        case .snappy: "snappy"
        case .lz4: "lz4"
        case .zstd: "zstd"
        }
    }
}
