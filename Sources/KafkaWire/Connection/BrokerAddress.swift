/// Where a broker listens.
package struct BrokerAddress: Hashable, Sendable {
    /// A name or an IP address, IPv6 without brackets.
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads one entry of `bootstrap.servers`: `host:port`, `[::1]:9092`, `PLAINTEXT://host:port`, or a host alone.
    ///
    /// nil where it is none of them. Without a port it is 9092, as librdkafka has it.
    init?(entry: Substring) {
        var rest = entry.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        var portText: Substring? = nil
        var host = rest
        if rest.first == "[" {
            guard let bracket = rest.firstIndex(of: "]") else { return nil }
            host = rest[rest.index(after: rest.startIndex)..<bracket]
            let tail = rest[rest.index(after: bracket)...]
            if !tail.isEmpty {
                guard tail.first == ":" else { return nil }
                portText = tail.dropFirst()
            }
        } else if let colon = rest.firstIndex(of: ":") {
            host = rest[..<colon]
            portText = rest[rest.index(after: colon)...]
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
        var port = 9092
        if let portText {
            guard portText.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(portText) else { return nil }
            port = number
        }
        guard (1...65535).contains(port) else { return nil }
        self.init(host: String(host), port: port)
    }
}

extension BrokerAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
