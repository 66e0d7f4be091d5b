/// One record of a log.
package struct WireRecord: Hashable, Sendable {
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: [UInt8]?

        package init(name: String, value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    package var offset: Int64 = 0
    /// Milliseconds since 1970.
    package var timestamp: Int64
    package var key: [UInt8]?
    package var value: [UInt8]?
    package var headers: [Header]

    package init(key: [UInt8]? = nil, value: [UInt8]?, timestamp: Int64 = 1_700_000_000_000, headers: [Header] = []) {
        self.key = key
        self.value = value
        self.timestamp = timestamp
        self.headers = headers
    }
}
