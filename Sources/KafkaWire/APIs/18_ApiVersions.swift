// ApiVersions, key 18: which APIs and versions a broker offers.
//
// Versions spoken: 0 to 3.
// v0  the list
// v1  throttle time
// v2  throttling before the response is sent, no change of layout
// v3  flexible; client software name and version (KIP-511)
//
// A broker that does not know the version answers in version 0 with UNSUPPORTED_VERSION (KIP-511); the response header
// has no tagged fields in any version.

/// Asks a broker which APIs and versions it offers.
package struct ApiVersionsRequest: WireRequest {
    package static let api = WireAPI(key: 18, name: "ApiVersions", versions: 0...3, firstFlexible: 3)

    package init() {}

    package func write(to writer: inout WireWriter) {
        if writer.version >= 3 {
            writer.write("seatrial")
            // The broker only shows it, and wants letters, digits, dots and dashes.
            writer.write("wire")
        }
        writer.endStructure()
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> ApiVersionsResponse {
        let code = try reader.code("error_code")
        if code == .unsupportedVersion, reader.version > 0 {
            // What follows is in version 0, and not every broker fills it in: the question is put again in version 0.
            _ = try reader.take(reader.remaining, "api_keys")
            return ApiVersionsResponse(code: code, ranges: [:])
        }
        let entries = try reader.array("api_keys") { (reader) throws(WireError) in
            let key = try reader.int16("api_key")
            let lowest = try reader.int16("min_version")
            let highest = try reader.int16("max_version")
            try reader.skipTags()
            guard lowest <= highest else {
                throw reader.fault("min_version", "of API \(key) is \(lowest), above its max_version \(highest)")
            }
            return (key: key, versions: lowest...highest)
        }
        if reader.version >= 1 { _ = try reader.int32("throttle_time_ms") }
        try reader.skipTags()
        let ranges = Dictionary(entries.map { ($0.key, $0.versions) }) { first, _ in first }
        return ApiVersionsResponse(code: code, ranges: ranges)
    }
}

/// Which APIs and versions a broker offers.
package struct ApiVersionsResponse: Sendable {
    package var code: BrokerCode
    /// Lowest to highest version by API key.
    package var ranges: [Int16: ClosedRange<Int16>]
}
