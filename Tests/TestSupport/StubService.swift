import Foundation
import Synchronization

/// A service on loopback that answers each request as it is told, and remembers what it was asked.
///
/// One thread; one connection at a time, closed after each answer.
package final class StubService: Sendable {
    package struct Answer: Sendable {
        package var status: Int
        package var body: String

        package init(status: Int = 200, body: String = "{}") {
            self.status = status
            self.body = body
        }
    }

    package let port: UInt16
    private let listener: Int32
    private let heard = Mutex<[String]>([])

    package init(_ answer: @escaping @Sendable (_ request: String) -> Answer) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        var bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
        }
        guard bound == 0, listen(listener, 128) == 0 else { throw POSIXError(.EADDRINUSE) }
        var named = length
        bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &named) }
        }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in serve(answer) }
    }

    /// Refuses connections from now on; the serving thread closes the socket, so that its number is not used again
    /// under it.
    package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    package var url: String { "http://127.0.0.1:\(port)" }
    package var requests: [String] { heard.withLock { $0 } }

    private func serve(_ answer: @Sendable (String) -> Answer) {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            if let request = read(connection) {
                heard.withLock { $0.append(request) }
                let answer = answer(request)
                let head = "HTTP/1.1 \(answer.status) Told\r\nContent-Length: \(answer.body.utf8.count)\r\n"
                let bytes = Array((head + "Connection: close\r\n\r\n" + answer.body).utf8)
                var sent = 0
                while sent < bytes.count {
                    let count = bytes[sent...].withUnsafeBytes {
                        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                    if count <= 0 { break }
                    sent += count
                }
            }
            close(connection)
        }
        close(listener)
    }

    /// Head and body as text; nil when the peer went away before it was complete.
    private func read(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &block, block.count, 0)
            guard count > 0 else { return nil }
            bytes += block[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { continue }
            let length =
                text.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
            if text[end.upperBound...].utf8.count >= length { return text }
        }
    }
}
