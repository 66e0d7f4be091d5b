internal import Foundation
internal import KafkaWire
internal import NIOCore
internal import Quantities

/// Everything that a cluster knows; it lives on the cluster's loop and is never seen elsewhere.
final class ClusterState {
    let settings: LabSettings
    let loop: any EventLoop
    let id: String
    let services = ServiceTable()
    let topics: Topics
    let configs = ClusterConfigs()
    var nodes: [LabNode]
    var features = LabFeature.kafka40
    var featuresEpoch: Int64 = 1
    var random: LabRandom
    let fetches = FetchWaits()
    let defects = ActiveDefects()
    private let started = ContinuousClock.now
    let directory: LabDirectory
    let store: LogStore
    private(set) lazy var groups = Groups(self)
    let transactions = Transactions()
    let users: LabUsers
    let tokens = DelegationTokens()
    let accessRules = AccessRules()
    let quotas = ClientQuotas()
    private var lastProducerID: Int64 = -1
    private var madeIdentity: LabIdentity?

    private var isClosed = false

    init(_ settings: LabSettings, loop: any EventLoop) {
        self.settings = settings
        self.loop = loop
        var random = LabRandom(seed: settings.seed)
        id = random.clusterID()
        directory = LabDirectory(in: settings.directory, number: random.next())
        store = LogStore(directory, memory: settings.memory)
        users = LabUsers(settings.listeners.contains(where: \.asksForLogin) ? settings.users : [:], random: &random)
        self.random = random
        nodes = (0..<settings.nodes).map { index in
            LabNode(
                id: Int32(index + 1),
                rack: settings.racks.isEmpty ? nil : settings.racks[index % settings.racks.count])
        }
        topics = Topics()
        defects.set(settings.defects)
    }

    var secondsSinceStart: Double { (ContinuousClock.now - started) / .seconds(1) }

    /// Milliseconds since 1970.
    var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    /// An id that no producer had before.
    func newProducerID() -> Int64 {
        lastProducerID += 1
        return lastProducerID
    }

    /// What ports with TLS show, made for the first of them.
    func identity() throws -> LabIdentity {
        if let madeIdentity { return madeIdentity }
        let identity = try LabIdentity(clusterID: id, now: Date(), directory: directory)
        madeIdentity = identity
        return identity
    }

    /// The file with the authority that clients with TLS have to trust; nil where no port has TLS.
    var authorityFile: String? { madeIdentity?.authorityFile }

    /// Something for who wants to see what the cluster does; clients are never told.
    func note(_ text: String) {
        notes.append(text)
        if notes.count > 1000 { notes.removeFirst(500) }
    }

    private(set) var notes: [String] = []
}

// Time.
extension ClusterState {
    /// Has something done later, on the loop; the timer takes it back.
    @discardableResult
    func after(_ delay: Duration, _ action: @escaping () -> Void) -> LabTimer {
        LabTimer(
            loop.assumeIsolated().scheduleTask(in: .nanoseconds(Nanoseconds(delay).rawValue)) { [weak self] in
                guard let self, !self.isClosed else { return }
                action()
            })
    }

    /// Has something done when the request at hand is served.
    func soon(_ action: @escaping () -> Void) { loop.assumeIsolated().execute(action) }
}

/// Something that will be done, unless it is taken back.
struct LabTimer {
    private let task: Scheduled<Void>

    init(_ task: Scheduled<Void>) {
        self.task = task
    }

    func cancel() { task.cancel() }
}

// Nodes.
extension ClusterState {
    func node(_ id: Int32) -> LabNode? { nodes.first { $0.id == id } }

    var liveNodes: [LabNode] { nodes.filter(\.isUp) }

    /// The node that Metadata calls the controller.
    var controllerID: Int32 { liveNodes.first?.id ?? -1 }

    func bootstrap(_ listener: LabListenerKind) -> String {
        nodes.compactMap { node in node.ports[listener].map { "\(settings.host):\($0)" } }.joined(separator: ",")
    }

    /// Opens the ports of all nodes, and makes the topics that are there from the start.
    func openListeners() -> EventLoopFuture<Void> {
        let bound = NIOLoopBound(self, eventLoop: loop)
        return EventLoopFuture.andAllSucceed(nodes.map { openListeners(of: $0) }, on: loop).map {
            let cluster = bound.value
            for (name, partitions) in cluster.settings.topics.sorted(by: { $0.key < $1.key }) {
                _ = cluster.topics.ensure(name, partitions: partitions, in: cluster)
            }
        }
    }

    /// Opens the ports of a node: the ones it had, or the ones that the settings say.
    func openListeners(of node: LabNode) -> EventLoopFuture<Void> {
        let opened = settings.listeners.enumerated().map { index, kind in
            let bound = NIOLoopBound(node, eventLoop: loop)
            let opened =
                if let port = node.ports[kind] {
                    LabListener.reopen(kind, of: node, port: port, in: self)
                } else if settings.port != 0 {
                    LabListener.open(
                        kind, of: node, port: settings.port + index * settings.nodes + Int(node.id) - 1, in: self)
                } else {
                    LabListener.openAnywhere(kind, of: node, in: self)
                }
            return opened.map { channel in
                let node = bound.value
                node.ports[kind] = channel.localAddress?.port
                node.channels.append(channel)
                if !node.isUp { node.epoch += 1 }
                node.isUp = true
            }
        }
        return EventLoopFuture.andAllSucceed(opened, on: loop)
    }

    func close() -> EventLoopFuture<Void> {
        isClosed = true
        for node in nodes { node.hangUp() }
        topics.removeAll()
        directory.remove()
        return loop.makeSucceededVoidFuture()
    }
}
