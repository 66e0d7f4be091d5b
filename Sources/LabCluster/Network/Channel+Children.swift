internal import Foundation
internal import NIOCore

extension Channel {
    /// Keeps the socket out of the programs that this process starts.
    ///
    /// swift-nio does not. A program that has a copy keeps the port taken, and a connection open that a node has closed,
    /// for as long as it runs. To be called on the channel's loop, from its initializer.
    func closeInChildren() throws {
        try pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            guard fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 else { throw IOError(errnoCode: errno, reason: "fcntl") }
        }
    }
}
