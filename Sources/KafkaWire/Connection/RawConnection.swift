internal import NIOCore

/// A connection for what no client would do: any bytes out, whole frames in, in the order they come.
///
/// Nothing is agreed on first. Requests may be sent before others are answered, and out of any order. One task reads
/// from it. `close()` it when done.
package final class RawConnection: Sendable {
    package let broker: BrokerAddress
    private let channel: any Channel
    private let inbox: FrameInbox
    private let clientID: String

    /// Connects, and logs in where the settings have a login and it is wanted.
    package static func open(
        to broker: BrokerAddress, settings: WireSettings, loggingIn: Bool = true
    ) async throws(WireError) -> RawConnection {
        if loggingIn, settings.sasl != nil {
            let connection = try await BrokerConnection.connect(to: broker, settings: settings)
            return try await RawConnection(taking: connection.channel, settings)
        }
        let channel = try await BrokerChannel.open(
            broker, tls: try settings.tls?.makeContext(), largestResponse: settings.largestResponse,
            within: settings.connectLimit)
        return try await RawConnection(taking: channel, settings)
    }

    /// Takes over an open channel with nothing on its way.
    private init(taking open: BrokerChannel, _ settings: WireSettings) async throws(WireError) {
        broker = open.broker
        channel = open.channel
        clientID = settings.clientID
        let inbox = FrameInbox()
        self.inbox = inbox
        let channel = open.channel
        do {
            try await channel.eventLoop.flatSubmit {
                let handlers = channel.pipeline.syncOperations
                do {
                    let context = try handlers.context(handlerType: ResponseHandler.self)
                    try handlers.addHandler(FrameInboxHandler(inbox), position: .after(context.handler))
                    return handlers.removeHandler(context: context)
                } catch {
                    return channel.eventLoop.makeFailedFuture(error)
                }
            }.get()
        } catch {
            await open.close()
            throw WireError(connection: error, to: "\(open.broker)")
        }
    }

    package var isClosed: Bool { inbox.isClosed || !channel.isActive }

    /// Sends bytes as they are: a size is not put in front.
    package func send(_ bytes: [UInt8]) async throws(WireError) {
        do {
            try await channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)).get()
        } catch {
            throw WireError(connection: error, to: "\(broker)")
        }
    }

    /// Sends a request with tagged fields that no broker knows at the end of its header and its body.
    package func send<Request: WireRequest>(
        _ request: Request, version: Int16, correlationID: Int32, extraTags: [UInt32: [UInt8]] = [:]
    ) async throws(WireError) {
        try await send(
            RequestFrame(
                request, version: version, correlationID: correlationID, clientID: clientID, extraTags: extraTags
            ).bytes)
    }

    /// What comes next, waited for no longer than `limit`.
    package func next(within limit: Duration) async -> RawAnswer {
        let promise = channel.eventLoop.makePromise(of: RawAnswer.self)
        let inbox = inbox
        let timeout = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) { inbox.giveUp() }
        defer { timeout.cancel() }
        inbox.take(promise)
        do {
            return try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                inbox.giveUp()
            }
        } catch {
            return .closed
        }
    }

    /// Sends a request and reads the answer to it, in any version.
    package func ask<Request: WireRequest>(
        _ request: Request, version: Int16, correlationID: Int32 = 1, within limit: Duration = .seconds(20)
    ) async throws(WireError) -> Request.Response {
        try await send(request, version: version, correlationID: correlationID)
        switch await next(within: limit) {
        case .frame(let frame):
            return try Request.response(in: frame, version: version, from: "\(broker)").response
        case .closed: throw WireError(.closed, at: "\(broker)", "the broker closed the connection")
        case .silence: throw WireError(.timedOut, at: "\(broker)", "no \(Request.api.name) response within \(limit)")
        }
    }

    /// Returns when the connection is closed.
    package func close() async {
        channel.close(promise: nil)
        do {
            try await channel.closeFuture.get()
        } catch {
            // The close future has no failure: it completes when the channel is gone, however that came.
        }
    }
}

extension WireRequest {
    /// The bytes of a request as they go over the wire, its size first.
    package func frame(version: Int16, correlationID: Int32, clientID: String) -> [UInt8] {
        RequestFrame(self, version: version, correlationID: correlationID, clientID: clientID).bytes
    }

    /// Reads a whole frame without its size as a response of this request.
    package static func response(
        in frame: WireBytes, version: Int16, from broker: String
    ) throws(WireError) -> (correlationID: Int32, response: Response) {
        var reader = WireReader(frame, version: version, isFlexible: false, place: "a response of \(broker)")
        let id = try reader.int32("correlation_id")
        return (id, try decode(frame.dropFirst(4), version: version, from: broker))
    }
}

/// Frames for APIs that nobody has.
package enum UnknownRequest {
    /// A request with a header of version 1 and no body, its size first.
    package static func frame(key: Int16, version: Int16, correlationID: Int32) -> [UInt8] {
        RequestFrame(
            key: key, version: version, correlationID: correlationID, clientID: "seatrial", isFlexible: false, body: [],
            name: "unknown"
        ).bytes
    }
}
