internal import NIOCore

/// A node of the cluster, with its ports and connections.
final class LabNode {
    let id: Int32
    let rack: String?
    var ports: [LabListenerKind: Int] = [:]
    var isUp = false
    /// Counts its starts, as a broker's epoch.
    var epoch: Int64 = 0
    /// The partition that it copies to its empty disk, and the bytes that it has of it; nil where it copies none.
    var copied: (partition: Partition, bytes: Int)?
    var channels: [any Channel] = []
    let fetchSessions = FetchSessions()
    var connections: [ObjectIdentifier: LabConnection] = [:]

    init(id: Int32, rack: String?) {
        self.id = id
        self.rack = rack
    }

    /// Closes all ports and connections.
    func hangUp() {
        isUp = false
        for channel in channels { channel.close(promise: nil) }
        channels = []
        for connection in connections.values { connection.close() }
    }
}
