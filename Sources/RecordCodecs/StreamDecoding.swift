/// What one call of a library's stream decoder did.
struct StreamStep {
    enum End {
        /// More output may come, or more input is needed.
        case open
        /// The stream is over; another may follow it.
        case stream
        /// The library refused the input, with its own words.
        case refused(String)
    }

    var read: Int
    var written: Int
    var end: End
}

/// Decompresses one stream, or several on end, with a decoder that is called again and again.
///
/// It ends: each call takes input or gives output, or is the last. The output grows with what was received and what
/// came of it, whatever a stream says about its size.
func decodeStreams(
    _ input: ArraySlice<UInt8>, limit: Int,
    step: (_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) -> StreamStep
) throws(CodecError) -> [UInt8] {
    // One byte above the limit is room to see that there is more.
    let largest = limit + 1
    var output = [UInt8](repeating: 0, count: min(largest, max(4096, 4 * input.count)))
    var (read, written) = (0, 0)
    while true {
        if written == output.count {
            output.append(contentsOf: repeatElement(0, count: min(output.count, largest - output.count)))
        }
        let done = input.withUnsafeBytes { from in
            output.withUnsafeMutableBytes { to in
                step(
                    UnsafeRawBufferPointer(rebasing: from[read...]),
                    UnsafeMutableRawBufferPointer(rebasing: to[written...]))
            }
        }
        read += done.read
        written += done.written
        guard written <= limit else { throw .tooLarge(limit: limit) }
        switch done.end {
        case .refused(let words):
            throw .corrupt(at: read, words)
        case .stream:
            if read == input.count { return Array(output.prefix(written)) }
        case .open:
            break
        }
        // There was room for output: what is missing is input.
        if done.read == 0, done.written == 0 { throw .truncated(after: read) }
    }
}
