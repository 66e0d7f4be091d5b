import Foundation

/// The little of sockets that tests need, on 127.0.0.1 only.
///
/// Everything blocks.
enum Loopback {
    /// Ports that nothing listens on, all different.
    ///
    /// They lie below the range from which the kernel takes the source ports of connections, so that a broker which
    /// is restarted finds its port still free.
    static func freePorts(_ count: Int) throws -> [Int] {
        var held: [Int32] = []
        defer { for descriptor in held { close(descriptor) } }
        var ports: [Int] = []
        while ports.count < count {
            guard held.count < 1_000 else { throw SpawnError(step: "find a free port", code: EADDRINUSE) }
            let port = Int.random(in: 15_000..<32_000)
            let descriptor = try openSocket()
            held.append(descriptor)
            if withAddress(of: port, { bind(descriptor, $0, $1) }) == 0 { ports.append(port) }
        }
        return ports
    }

    /// Sends bytes to a port and reads exactly `count` bytes of the answer.
    static func exchange(_ request: [UInt8], port: Int, reading count: Int, within limit: Duration) throws -> [UInt8] {
        let descriptor = try openSocket()
        defer { close(descriptor) }
        var timeout = timeval()
        timeout.tv_sec = Int(limit.components.seconds)
        timeout.tv_usec = .init(limit.components.attoseconds / 1_000_000_000_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] { setsockopt(descriptor, SOL_SOCKET, option, &timeout, size) }
        guard withAddress(of: port, { connect(descriptor, $0, $1) }) == 0 else {
            throw SpawnError(step: "connect to 127.0.0.1:\(port)", code: errno)
        }
        guard send(descriptor, request, request.count, noSignal) == request.count else {
            throw SpawnError(step: "send to 127.0.0.1:\(port)", code: errno)
        }
        var answer = [UInt8](repeating: 0, count: count)
        let received = recv(descriptor, &answer, count, Int32(MSG_WAITALL.rawFlag))
        guard received == count else {
            throw SpawnError(step: "read from 127.0.0.1:\(port)", code: received < 0 ? errno : ECONNRESET)
        }
        return answer
    }

    #if canImport(Darwin)
        private static let noSignal: Int32 = 0
        private static let streamSocket = SOCK_STREAM
    #else
        private static let noSignal = Int32(MSG_NOSIGNAL.rawFlag)
        private static let streamSocket = Int32(SOCK_STREAM.rawValue)
    #endif

    private static func openSocket() throws -> Int32 {
        let descriptor = socket(AF_INET, streamSocket, 0)
        guard descriptor >= 0 else { throw SpawnError(step: "socket", code: errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func withAddress<Result>(
        of port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

extension FixedWidthInteger {
    // The value of a C flag, which one platform declares as a number...
    fileprivate var rawFlag: Self { self }
}

#if !canImport(Darwin)
    extension RawRepresentable where RawValue: FixedWidthInteger {
        // ... and another as an enumeration.
        fileprivate var rawFlag: RawValue { rawValue }
    }
#endif
