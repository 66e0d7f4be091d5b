// The broker's side of the messages: requests are read, responses are written.

/// What stands in front of every request, whatever its API.
package struct RequestHeader: Hashable, Sendable {
    package var apiKey: Int16
    package var version: Int16
    /// What the response repeats.
    package var correlationID: Int32
    /// nil where the client names none.
    package var clientID: String?

    /// Reads the header of a frame that came without its size.
    ///
    /// Also where nothing is known of the API or of the version: the body is then anybody's guess.
    package init(of frame: WireBytes) throws(WireError) {
        var reader = WireReader(frame, version: 0, isFlexible: false, place: "request header")
        apiKey = try reader.int16("api_key")
        version = try reader.int16("api_version")
        correlationID = try reader.int32("correlation_id")
        clientID = try reader.nullableString("client_id")
    }
}

extension WireRequest {
    /// Reads a request from a frame that came without its size; bytes behind it are passed over, as brokers do.
    ///
    /// Its byte fields share the frame's storage.
    package static func request(in frame: WireBytes, version: Int16) throws(WireError) -> Self {
        let isFlexible = api.isFlexible(version)
        var reader = WireReader(
            frame, version: version, isFlexible: false, place: "\(api.name) v\(version) request")
        _ = try reader.take(8, "header")
        _ = try reader.nullableString("client_id")
        var body = WireReader(
            try reader.take(reader.remaining, "body"), version: version, isFlexible: isFlexible,
            place: "\(api.name) v\(version) request")
        // The tagged fields of request header 2.
        try body.skipTags()
        var coder = MessageCoder(reading: body)
        var request = Self()
        try coder.structure(&request)
        return request
    }

    /// A response as it goes over the wire: its size, its header, its body.
    package static func frame(of response: Response, version: Int16, correlationID: Int32) -> [UInt8] {
        var header = WireWriter(version: version, isFlexible: api.isFlexible(version))
        header.write(Int32(0))
        header.write(correlationID)
        if api.responseHeaderHasTags(version) { header.writeUnsignedVarint(0) }
        var coder = MessageCoder(writing: header)
        var body = response
        do {
            try coder.structure(&body)
        } catch {
            // Only reading can fail.
            preconditionFailure("writing \(Response.self) failed: \(error)")
        }
        coder.writer.putSizeInFront()
        return coder.writer.bytes
    }
}
