internal import KafkaWire

/// Who speaks to a coordinator.
struct GroupClient {
    let id: String
    /// As Kafka tells it: `/127.0.0.1`.
    let host: String

    init(id: String, host: String) {
        self.id = id
        self.host = host
    }

    init<Request>(_ call: LabCall<Request>) {
        self.init(id: call.clientID, host: "/\(call.connection.clientHost)")
    }
}

/// A member of a classic group.
final class ClassicMember {
    typealias Protocols = [JoinGroupRequest.GroupProtocol]

    private(set) var id: String
    /// Set for a static member.
    let instanceID: String?
    var client: GroupClient
    /// Milliseconds.
    var sessionTimeout: Int32
    /// Milliseconds.
    var rebalanceTimeout: Int32
    /// What it can take part in, the one it likes best first.
    var protocols: Protocols
    /// What the leader gave it.
    var assignment: WireBytes = []
    /// The answer to the JoinGroup that waits.
    private(set) var joining: ((JoinGroupResponse) -> Void)?
    /// The answer to the SyncGroup that waits.
    private(set) var syncing: ((SyncGroupResponse) -> Void)?
    /// Runs out when nothing was heard of it for too long.
    let session = GroupTimer()
    /// Whether it has not been in a generation yet.
    var isNew = true

    init(id: String, request: JoinGroupRequest, client: GroupClient) {
        self.id = id
        instanceID = request.groupInstanceID
        self.client = client
        sessionTimeout = request.sessionTimeoutMs
        rebalanceTimeout = request.rebalanceTimeoutMs
        protocols = request.protocols
    }

    /// A member that comes from a group of the consumer protocol.
    init(
        id: String, instanceID: String?, client: GroupClient, sessionTimeout: Int32, rebalanceTimeout: Int32,
        protocols: Protocols
    ) {
        self.id = id
        self.instanceID = instanceID
        self.client = client
        self.sessionTimeout = sessionTimeout
        self.rebalanceTimeout = rebalanceTimeout
        self.protocols = protocols
        isNew = false
    }

    var isJoining: Bool { joining != nil }
    var isSyncing: Bool { syncing != nil }

    func metadata(for name: String?) -> WireBytes { protocols.first { $0.name == name }?.metadata ?? [] }

    func rename(_ id: String) { self.id = id }

    func awaitJoin(_ answer: @escaping (JoinGroupResponse) -> Void) { joining = answer }

    func awaitSync(_ answer: @escaping (SyncGroupResponse) -> Void) { syncing = answer }

    func answerJoin(_ response: JoinGroupResponse) {
        let answer = joining
        joining = nil
        answer?(response)
    }

    func refuseJoin(_ code: BrokerCode) {
        answerJoin(
            JoinGroupResponse {
                $0.errorCode = code
                $0.memberID = id
                $0.protocolName = nil
            })
    }

    func answerSync(_ response: SyncGroupResponse) {
        let answer = syncing
        syncing = nil
        answer?(response)
    }

    func refuseSync(_ code: BrokerCode) { answerSync(SyncGroupResponse { $0.errorCode = code }) }
}
