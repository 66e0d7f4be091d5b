/// Why bytes could not be compressed or decompressed.
package struct CodecError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The bytes end before the stream does.
        case truncated
        /// The bytes are no stream of the codec.
        case corrupt
        /// They decompress to more than was allowed.
        case tooLarge
        /// The library could not do its work: memory, or more bytes than it can take.
        case failed
    }

    package var kind: Kind
    /// What happened, in words that go on after the codec's name: `breaks off after 20 bytes`.
    package var what: String

    init(_ kind: Kind, _ what: String) {
        self.kind = kind
        self.what = what
    }
}

extension CodecError: CustomStringConvertible {
    package var description: String { what }
}

extension CodecError {
    static func truncated(after count: Int) -> CodecError {
        CodecError(.truncated, "breaks off after \(count) bytes")
    }

    static func corrupt(at offset: Int, _ what: String) -> CodecError {
        CodecError(.corrupt, "is wrong at or after byte \(offset): \(what)")
    }

    static func tooLarge(limit: Int) -> CodecError {
        CodecError(.tooLarge, "decompresses to more than \(limit) bytes")
    }
}
