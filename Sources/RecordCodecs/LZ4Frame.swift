internal import CLZ4

/// The LZ4 frame format by liblz4, with the choices of Kafka's Java client.
///
/// Kafka reads no blocks that depend on those before them, so none are written.
enum LZ4Frame {
    static func compress(_ bytes: [UInt8]) throws(CodecError) -> [UInt8] {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.blockSizeID = LZ4F_max64KB
        preferences.frameInfo.blockMode = LZ4F_blockIndependent
        let bound = LZ4F_compressFrameBound(bytes.count, &preferences)
        var code = 0
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, written in
            bytes.withUnsafeBytes { input in
                code = LZ4F_compressFrame(
                    output.baseAddress, output.count, input.baseAddress, input.count, &preferences)
            }
            written = LZ4F_isError(code) == 0 ? code : 0
        }
        guard LZ4F_isError(code) == 0 else { throw CodecError(.failed, words(of: code)) }
        return packed
    }

    static func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
        var context: OpaquePointer?
        let begun = LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
        guard LZ4F_isError(begun) == 0, let context else { throw CodecError(.failed, words(of: begun)) }
        defer { LZ4F_freeDecompressionContext(context) }
        return try decodeStreams(bytes, limit: limit) { input, output in
            var (read, written) = (input.count, output.count)
            let code = LZ4F_decompress(context, output.baseAddress, &written, input.baseAddress, &read, nil)
            if LZ4F_isError(code) != 0 { return StreamStep(read: 0, written: 0, end: .refused(words(of: code))) }
            // 0 is the end of a frame; anything else, how much the library would like next.
            return StreamStep(read: read, written: written, end: code == 0 ? .stream : .open)
        }
    }

    private static func words(of code: Int) -> String { String(cString: LZ4F_getErrorName(code)) }
}
