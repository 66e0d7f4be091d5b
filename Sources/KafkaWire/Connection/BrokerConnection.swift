internal import NIOSSL
internal import Synchronization

/// A connection to one broker: its versions are known and its user is logged in.
///
/// Requests may be sent from several tasks; Kafka answers them in order. `close()` it when done: nothing else does.
package final class BrokerConnection: Sendable {
    package let broker: BrokerAddress
    /// What the broker offers: lowest to highest version by API key.
    package let offered: [Int16: ClosedRange<Int16>]

    /// The answer to the connection's first request: versions and features.
    package let versions: ApiVersionsResponse

    let channel: BrokerChannel
    private let clientID: String
    let requestLimit: Duration
    private let lastCorrelationID: Atomic<Int32>
    let session = Mutex(LoginSession())

    /// Connects, agrees on versions and logs in, all within `settings.connectLimit`.
    /// - Parameter asksVersions: where it is false nothing is sent, no login either: what comes first is the caller's.
    ///   `offered` is empty then, and requests go out with `send(_:exactly:)`.
    package static func connect(
        to broker: BrokerAddress, settings: WireSettings, asksVersions: Bool = true
    ) async throws(WireError) -> BrokerConnection {
        try await connect(
            to: broker, settings: settings, tls: try settings.tls?.makeContext(), within: settings.connectLimit,
            asksVersions: asksVersions)
    }

    /// The same with the TLS files read already.
    static func connect(
        to broker: BrokerAddress, settings: WireSettings, tls: NIOSSLContext?, within limit: Duration,
        asksVersions: Bool = true
    ) async throws(WireError) -> BrokerConnection {
        let deadline = Deadline(in: limit)
        let channel = try await BrokerChannel.open(
            broker, tls: tls, largestResponse: settings.largestResponse, within: limit)
        guard asksVersions else { return BrokerConnection(channel, ApiVersionsResponse(), settings) }
        do {
            let versions = try await channel.versions(clientID: settings.clientID, by: deadline)
            let connection = BrokerConnection(channel, versions, settings)
            if let sasl = settings.sasl { try await connection.logIn(sasl, by: deadline) }
            return connection
        } catch {
            await channel.close()
            throw error
        }
    }

    private init(_ channel: BrokerChannel, _ versions: ApiVersionsResponse, _ settings: WireSettings) {
        self.channel = channel
        broker = channel.broker
        offered = versions.ranges
        self.versions = versions
        clientID = settings.clientID
        requestLimit = settings.requestLimit
        lastCorrelationID = Atomic(BrokerChannel.correlationIDsOfVersions.upperBound)
    }

    /// The version that requests of an API are sent in: the highest that both sides speak.
    /// - Parameter preferred: no higher than this where a lower one is spoken.
    package func version(of api: WireAPI, atMost preferred: Int16? = nil) throws(WireError) -> Int16 {
        try api.version(with: offered[api.key], atMost: preferred, at: "\(broker)")
    }

    /// Sends a request and waits for its response, at most as long as the settings allow or `limit` says.
    ///
    /// It goes in the highest version that both sides speak, or in no higher than `preferred` where they can.
    ///
    /// An error code in the response is the caller's to read. After a time-out or a cancellation the connection is
    /// closed, and everything sent later fails with the first error.
    package func send<Request: WireRequest>(
        _ request: Request, within limit: Duration? = nil, version preferred: Int16? = nil
    ) async throws(WireError) -> Request.Response {
        let version = try version(of: Request.api, atMost: preferred)
        let id = lastCorrelationID.wrappingAdd(1, ordering: .relaxed).newValue
        return try await channel.send(
            request, version: version, correlationID: id, clientID: clientID, within: limit ?? requestLimit)
    }

    /// Sends a request in a version, whether the broker offers it or not, and reads the answer in it.
    /// - Parameter extraTags: tagged fields that no broker knows, at the end of the header and of the body; versions
    ///   that are not flexible have no place for them.
    package func send<Request: WireRequest>(
        _ request: Request, exactly version: Int16, within limit: Duration? = nil, extraTags: [UInt32: [UInt8]] = [:]
    ) async throws(WireError) -> Request.Response {
        let id = lastCorrelationID.wrappingAdd(1, ordering: .relaxed).newValue
        return try await channel.send(
            request, version: version, correlationID: id, clientID: clientID, within: limit ?? requestLimit,
            extraTags: extraTags)
    }

    /// Sends bytes as they are, and returns the frame that comes back, from its correlation id on.
    ///
    /// nil where none comes: the time is over, a later request was answered first (as after a Produce with acks 0), or
    /// the broker hung up, which `isClosed` tells. Throws where the connection is closed already.
    /// - Parameter frame: a whole frame with its size in front, or anything else.
    package func send(raw frame: [UInt8], within limit: Duration? = nil) async throws(WireError) -> [UInt8]? {
        try await channel.exchange(raw: frame, within: limit ?? requestLimit)
    }

    /// Whether it is of no more use.
    package var isClosed: Bool { channel.isClosed }

    /// Returns when the connection is closed.
    package func close() async { await channel.close() }
}

extension BrokerChannel {
    /// Ids that the first requests of a connection have.
    static let correlationIDsOfVersions: ClosedRange<Int32> = 1...2

    func send<Request: WireRequest>(
        _ request: Request, version: Int16, correlationID: Int32, clientID: String, within limit: Duration,
        extraTags: [UInt32: [UInt8]] = [:]
    ) async throws(WireError) -> Request.Response {
        let frame = RequestFrame(
            request, version: version, correlationID: correlationID, clientID: clientID, extraTags: extraTags)
        let response = try await exchange(frame, within: limit)
        return try Request.decode(response, version: version, from: "\(broker)")
    }

    /// What the broker offers; asks once more in version 0 where it does not know our highest (KIP-511).
    fileprivate func versions(clientID: String, by deadline: Deadline) async throws(WireError) -> ApiVersionsResponse {
        let request = ApiVersionsRequest {
            $0.clientSoftwareName = "seatrial"
            // The broker only shows it, and wants letters, digits, dots and dashes.
            $0.clientSoftwareVersion = "wire"
        }
        // Version 4 says nothing more that is wanted here, and there are services that hang up on it.
        var response = try await send(
            request, version: 3, correlationID: Self.correlationIDsOfVersions.lowerBound,
            clientID: clientID, within: deadline.remaining)
        if response.errorCode == .unsupportedVersion {
            response = try await send(
                request, version: 0,
                correlationID: Self.correlationIDsOfVersions.upperBound, clientID: clientID,
                within: deadline.remaining)
        }
        guard response.errorCode == .none else { throw .refused(response.errorCode, at: "\(broker)", "ApiVersions") }
        return response
    }
}
