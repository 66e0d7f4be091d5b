internal import NIOCore

/// A request as it goes over the wire: its size, its header, its body.
///
/// Request header version 1 ends with the client id; version 2, of flexible versions, adds tagged fields. The client
/// id keeps its two-byte length in both (RequestHeader.json).
struct RequestFrame {
    var correlationID: Int32
    /// The whole frame, the size included.
    var bytes: [UInt8]
    /// `Fetch v12`, for errors.
    var name: String

    init<Request: WireRequest>(
        _ request: Request, version: Int16, correlationID: Int32, clientID: String?, extraTags: [UInt32: [UInt8]] = [:]
    ) {
        let api = Request.api
        self.init(
            key: api.key, version: version, correlationID: correlationID, clientID: clientID,
            isFlexible: api.isFlexible(version),
            body: request.encoded(version: version, isFlexible: api.isFlexible(version), extraTags: extraTags),
            name: "\(api.name) v\(version)", extraTags: extraTags)
    }

    /// A frame with any body, also one that no broker can make sense of.
    init(
        key: Int16, version: Int16, correlationID: Int32, clientID: String?, isFlexible: Bool, body: [UInt8],
        name: String, extraTags: [UInt32: [UInt8]] = [:]
    ) {
        var header = WireWriter(version: version, isFlexible: false)
        header.write(key)
        header.write(version)
        header.write(correlationID)
        header.write(clientID)
        if isFlexible { header.writeTags(extraTags) }
        var frame = WireWriter(version: version, isFlexible: false)
        frame.write(Int32(header.bytes.count + body.count))
        frame.append(header.bytes)
        frame.append(body)
        self.correlationID = correlationID
        bytes = frame.bytes
        self.name = name
    }
}

extension RequestFrame {
    /// The correlation id of a whole frame; nil where it ends before that.
    static func correlationID(in frame: [UInt8]) -> Int32? {
        // After the size, the API key and the version.
        guard frame.count >= 12 else { return nil }
        return frame[8..<12].reduce(0) { $0 << 8 | Int32($1) }
    }
}

extension WireStructure {
    /// The bytes of the message in a version, with tagged fields at its end that no broker knows.
    package func encoded(version: Int16, isFlexible: Bool, extraTags: [UInt32: [UInt8]] = [:]) -> [UInt8] {
        var coder = MessageCoder(writing: WireWriter(version: version, isFlexible: isFlexible))
        var copy = self
        do {
            try coder.structure(&copy, extraTags: extraTags)
        } catch {
            // Only reading can fail.
            preconditionFailure("writing \(Self.self) failed: \(error)")
        }
        return coder.writer.bytes
    }

    /// Reads a message to its end.
    init(decoding reader: WireReader) throws(WireError) {
        var coder = MessageCoder(reading: reader)
        self.init()
        try coder.structure(&self)
        try coder.reader.expectEnd()
    }
}

extension WireRequest {
    /// Reads a response without its size and correlation id: what is left of the header, and the body to its end.
    static func decode(_ bytes: WireBytes, version: Int16, from broker: String) throws(WireError) -> Response {
        var reader = WireReader(
            bytes, version: version, isFlexible: api.isFlexible(version),
            place: "\(api.name) v\(version) response of \(broker)")
        if api.responseHeaderHasTags(version) { try reader.skipTags() }
        return try Response(decoding: reader)
    }
}

/// Cuts the stream of a broker into frames, and hands each on without its size.
///
/// Memory grows with what was received, never with what a size claims.
struct FrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    let broker: String
    let largest: Int

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let frame = try next(in: &buffer) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(frame))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        // What is left of a frame at the end of the connection is told by the request that waits for it.
        try decode(context: context, buffer: &buffer)
    }

    /// The next whole frame; nil while it is not there yet.
    func next(in buffer: inout ByteBuffer) throws(WireError) -> ByteBuffer? {
        guard let size = buffer.getInteger(at: buffer.readerIndex, as: Int32.self) else { return nil }
        // The smallest response is its correlation id.
        guard (4...largest).contains(Int(size)) else { throw wrongSize(size) }
        guard buffer.readableBytes >= 4 + Int(size) else { return nil }
        buffer.moveReaderIndex(forwardBy: 4)
        return buffer.readSlice(length: Int(size))
    }

    private func wrongSize(_ size: Int32) -> WireError {
        let what = "a response claims \(size) bytes; 4 to \(largest) are taken"
        // A TLS record of type alert or handshake: 0x15 or 0x16, then the version 3.x.
        if [0x1503, 0x1603].contains(size >> 16) {
            return WireError(
                .malformed, at: broker, "\(what): it is the beginning of a TLS record",
                remedy: "The port speaks TLS: set security.protocol to ssl or sasl_ssl")
        }
        if size == 0x4854_5450 {
            return WireError(
                .malformed, at: broker, "\(what): it reads HTTP",
                remedy: "A web server listens there: give the port of the Kafka listener")
        }
        return .malformed(at: broker, what)
    }
}
