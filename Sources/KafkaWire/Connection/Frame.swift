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

    init<Request: WireRequest>(_ request: Request, version: Int16, correlationID: Int32, clientID: String?) {
        let api = Request.api
        var body = WireWriter(version: version, isFlexible: api.isFlexible(version))
        request.write(to: &body)
        var header = WireWriter(version: version, isFlexible: false)
        header.write(api.key)
        header.write(version)
        header.write(correlationID)
        header.write(clientID)
        if body.isFlexible { header.writeUnsignedVarint(0) }
        var frame = WireWriter(version: version, isFlexible: false)
        frame.write(Int32(header.bytes.count + body.bytes.count))
        frame.append(header.bytes)
        frame.append(body.bytes)
        self.correlationID = correlationID
        bytes = frame.bytes
        name = "\(api.name) v\(version)"
    }
}

extension WireRequest {
    /// Reads a response without its size and correlation id: what is left of the header, and the body to its end.
    static func decode(_ bytes: ArraySlice<UInt8>, version: Int16, from broker: String) throws(WireError) -> Response {
        var reader = WireReader(
            bytes, version: version, isFlexible: api.isFlexible(version),
            place: "\(api.name) v\(version) response of \(broker)")
        if api.responseHeaderHasTags(version) { try reader.skipTags() }
        let response = try read(from: &reader)
        try reader.expectEnd()
        return response
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
