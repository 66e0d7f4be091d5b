internal import CZlib

/// Gzip (RFC 1952) by zlib; checksum and length at its end are compared.
enum Gzip {
    static func compress(_ bytes: [UInt8]) throws(CodecError) -> [UInt8] {
        let stream = ZlibStream()
        guard seatrial_gzip_begin_writing(stream.state) == Z_OK else { throw CodecError(.failed, "could not begin") }
        defer { deflateEnd(stream.state) }
        guard let count = UInt32(exactly: bytes.count) else {
            throw CodecError(.failed, "takes no \(bytes.count) bytes at once")
        }
        // The bound holds for the parameters that the stream was begun with (zlib.h, deflateBound).
        let bound = Int(deflateBound(stream.state, UInt(count)))
        guard bound <= Int(UInt32.max) else { throw CodecError(.failed, "takes no \(bytes.count) bytes at once") }
        var code = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { output, written in
            bytes.withUnsafeBytes { input in
                let step = stream.run(input, UnsafeMutableRawBufferPointer(output)) { deflate($0, Z_FINISH) }
                code = step.code
                written = step.written
            }
        }
        guard code == Z_STREAM_END else { throw CodecError(.failed, "ended with code \(code) of zlib") }
        return packed
    }

    static func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
        let stream = ZlibStream()
        guard seatrial_gzip_begin_reading(stream.state) == Z_OK else { throw CodecError(.failed, "could not begin") }
        defer { inflateEnd(stream.state) }
        return try decodeStreams(bytes, limit: limit) { input, output in
            let step = stream.run(input, output) { inflate($0, Z_NO_FLUSH) }
            switch step.code {
            // Z_BUF_ERROR only says that nothing could be done with so little.
            case Z_OK, Z_BUF_ERROR:
                return StreamStep(read: step.read, written: step.written, end: .open)
            case Z_STREAM_END:
                inflateReset(stream.state)
                return StreamStep(read: step.read, written: step.written, end: .stream)
            default:
                let words = stream.state.pointee.msg.map { String(cString: $0) } ?? "code \(step.code) of zlib"
                return StreamStep(read: step.read, written: step.written, end: .refused(words))
            }
        }
    }
}

/// The state of a stream of zlib, which remembers its own address and so must not move.
private final class ZlibStream {
    let state: UnsafeMutablePointer<z_stream>

    init() {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
    }

    deinit { state.deallocate() }

    func run(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer,
        _ call: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (code: Int32, read: Int, written: Int) {
        // Its counts are of 32 bits; what is above comes in the next call.
        let available = UInt32(clamping: input.count)
        let room = UInt32(clamping: output.count)
        // zlib does not write to its input, though the type allows it; nil is refused even where nothing is to be read.
        var nothing: UInt8 = 0
        return withUnsafeMutablePointer(to: &nothing) { nothing in
            let first = input.bindMemory(to: UInt8.self).baseAddress
            state.pointee.next_in = UnsafeMutablePointer(mutating: first) ?? nothing
            state.pointee.avail_in = available
            state.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
            state.pointee.avail_out = room
            let code = call(state)
            return (code, Int(available - state.pointee.avail_in), Int(room - state.pointee.avail_out))
        }
    }
}
