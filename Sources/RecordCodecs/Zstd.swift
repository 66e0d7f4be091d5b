internal import CZstd

/// Zstandard frames (RFC 8878) by libzstd.
enum Zstd {
    static func compress(_ bytes: [UInt8]) throws(CodecError) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        var code = 0
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, written in
            bytes.withUnsafeBytes { input in
                code = ZSTD_compress(
                    output.baseAddress, output.count, input.baseAddress, input.count, ZSTD_CLEVEL_DEFAULT)
            }
            written = ZSTD_isError(code) == 0 ? code : 0
        }
        guard ZSTD_isError(code) == 0 else { throw CodecError(.failed, words(of: code)) }
        return packed
    }

    static func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
        // Windows above 128 MiB are refused by the library itself; Kafka's highest level, 22, asks for just these.
        guard let context = ZSTD_createDCtx() else { throw CodecError(.failed, "could not begin") }
        defer { ZSTD_freeDCtx(context) }
        return try decodeStreams(bytes, limit: limit) { input, output in
            var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let code = ZSTD_decompressStream(context, &to, &from)
            if ZSTD_isError(code) != 0 { return StreamStep(read: 0, written: 0, end: .refused(words(of: code))) }
            // 0 is the end of a frame; anything else, how much the library would like next.
            return StreamStep(read: from.pos, written: to.pos, end: code == 0 ? .stream : .open)
        }
    }

    private static func words(of code: Int) -> String { String(cString: ZSTD_getErrorName(code)) }
}
