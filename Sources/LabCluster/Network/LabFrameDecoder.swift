internal import NIOCore

/// Cuts what a client sends into requests, and hands each on without its size.
///
/// A size that is none ends that connection. Memory grows with what was received, never with what a size claims.
struct LabFrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    /// The highest size of a request, as Kafka's `socket.request.max.bytes`.
    let largest: Int

    /// API key, version, correlation id and the length of the client id: less is no request.
    private static let smallest = 10

    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let size = buffer.getInteger(at: buffer.readerIndex, as: Int32.self) else { return .needMoreData }
        guard (Self.smallest...largest).contains(Int(size)) else { throw LabHangUp("a request claims \(size) bytes") }
        guard buffer.readableBytes >= 4 + Int(size) else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let frame = buffer.readSlice(length: Int(size)) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(frame))
        return .continue
    }

    func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        try decode(context: context, buffer: &buffer)
    }
}

/// Why the cluster ends a connection, where the protocol has no answer for it.
struct LabHangUp: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
