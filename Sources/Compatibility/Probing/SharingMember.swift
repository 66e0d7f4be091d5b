package import KafkaWire

/// A member of a share group (KIP-932) that reads one partition.
package struct SharingMember: Sendable {
    /// What is said of a delivered record.
    package enum Acknowledgement: Int8, Sendable {
        case accept = 1
        case release = 2
        case reject = 3
        /// The lock begins anew (KIP-1222).
        case renew = 4
    }

    package let group: String
    package let id: String
    private let log: ProbeLog
    private let topicID: WireID
    private let probe: Probe
    private let connection: BrokerConnection
    /// 0 before it has joined.
    private var memberEpoch: Int32 = 0
    /// The epoch that the share session expects next.
    package private(set) var sessionEpoch: Int32 = 0
    /// Whether the coordinator gave it the partition.
    package private(set) var isAssigned = false

    init(_ probe: Probe, over connection: BrokerConnection, group: String, log: ProbeLog, topicID: WireID) {
        self.probe = probe
        self.connection = connection
        self.group = group
        self.log = log
        self.topicID = topicID
        id = WireID(high: .random(in: 1...UInt64.max), low: .random(in: 1...UInt64.max)).description
    }

    /// One heartbeat; takes over the epoch and the assignment.
    package mutating func beat() async throws {
        let answer = try await tryBeat(epoch: memberEpoch)
        if answer.errorCode.isOfCoordinator { return probe.forgetCoordinators() }
        try probe.expectNone(answer.errorCode, "a heartbeat of a share group: \(answer.errorMessage ?? "")")
        memberEpoch = answer.memberEpoch
        guard let assignment = answer.assignment else { return }
        isAssigned = assignment.topicPartitions.contains {
            $0.topicID == topicID && $0.partitions.contains(log.partition)
        }
    }

    package func leave() async throws { try await tryBeat(epoch: -1) }

    @discardableResult
    private func tryBeat(epoch: Int32) async throws -> ShareGroupHeartbeatResponse {
        try await probe.send(
            ShareGroupHeartbeatRequest {
                $0.groupID = group
                $0.memberID = id
                $0.memberEpoch = epoch
                $0.subscribedTopicNames = epoch == 0 ? [log.topic] : nil
            }, to: .group(group))
    }

    /// One ShareFetch, whatever comes of it.
    ///
    /// - Parameters:
    ///   - epoch: another epoch than the session's, to see it refused.
    ///   - mode: 0 takes whole batches, 1 no more records than `most` (KIP-1206).
    package mutating func tryFetch(
        epoch other: Int32? = nil, most: Int32 = 100, mode: Int8 = 0, version: Int16? = nil
    ) async throws -> ShareFetchResponse {
        let epoch = other ?? sessionEpoch
        let answer = try await probe.send(
            ShareFetchRequest {
                $0.groupID = group
                $0.memberID = id
                $0.shareSessionEpoch = epoch
                $0.maxWaitMs = 500
                $0.minBytes = 1
                $0.maxBytes = 1 << 20
                $0.maxRecords = most
                $0.batchSize = most
                $0.shareAcquireMode = mode
                $0.topics = [
                    .init {
                        $0.topicID = topicID
                        $0.partitions = [.init { $0.partitionIndex = log.partition }]
                    }
                ]
            }, over: connection, version: try version ?? probe.version(of: ShareFetchRequest.api))
        if other == nil, answer.errorCode == .none { sessionEpoch += 1 }
        return answer
    }

    /// How often each record that is delivered has been delivered, by its distance from the check's first one.
    package mutating func fetch(
        most: Int32 = 100, mode: Int8 = 0, version: Int16? = nil
    ) async throws -> [Int64: Int16] {
        let answer = try await tryFetch(most: most, mode: mode, version: version)
        try probe.expectNone(answer.errorCode, "ShareFetch: \(answer.errorMessage ?? "")")
        guard let partition = answer.responses.first(where: { $0.topicID == topicID })?.partitions.first else {
            return [:]
        }
        try probe.expectNone(partition.errorCode, "ShareFetch: \(partition.errorMessage ?? "")")
        var delivered: [Int64: Int16] = [:]
        for range in partition.acquiredRecords {
            guard range.firstOffset <= range.lastOffset, range.lastOffset - range.firstOffset < 10_000 else {
                throw CheckOutcome.fail("ShareFetch names a range of records that cannot be")
            }
            for offset in range.firstOffset...range.lastOffset { delivered[offset - log.base] = range.deliveryCount }
        }
        return delivered
    }

    /// Says something of records, by their distance from the check's first one; the partition's error code.
    /// - Parameter epoch: another epoch than the session's, to see it refused.
    package mutating func acknowledge(
        _ records: ClosedRange<Int64>, _ kind: Acknowledgement, epoch other: Int32? = nil, version: Int16? = nil
    ) async throws -> BrokerCode {
        let epoch = other ?? sessionEpoch
        let answer = try await probe.send(
            ShareAcknowledgeRequest {
                $0.groupID = group
                $0.memberID = id
                $0.shareSessionEpoch = epoch
                $0.isRenewAck = kind == .renew
                $0.topics = [
                    .init {
                        $0.topicID = topicID
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = log.partition
                                $0.acknowledgementBatches = [
                                    .init {
                                        $0.firstOffset = log.base + records.lowerBound
                                        $0.lastOffset = log.base + records.upperBound
                                        $0.acknowledgeTypes = [kind.rawValue]
                                    }
                                ]
                            }
                        ]
                    }
                ]
            }, over: connection, version: try version ?? probe.version(of: ShareAcknowledgeRequest.api))
        guard answer.errorCode == .none else { return answer.errorCode }
        if other == nil { sessionEpoch += 1 }
        return answer.responses.first?.partitions.first?.errorCode ?? .none
    }

    /// Fetches until records come, with heartbeats between.
    package mutating func deliveries(
        within limit: Duration = .seconds(20), most: Int32 = 100, mode: Int8 = 0, version: Int16? = nil
    ) async throws -> [Int64: Int16] {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            try await beat()
            let delivered = try await fetch(most: most, mode: mode, version: version)
            if !delivered.isEmpty { return delivered }
            // A partition that was only just given answers at once.
            try await Task.sleep(for: .milliseconds(100))
        }
        return [:]
    }
}

extension Probe {
    /// A share group that reads from the start of its partitions.
    package func shareGroup(lock: Duration? = nil) async throws -> String {
        let group = group("share")
        let lock = lock.map { "\(Int($0 / .milliseconds(1)))" }
        let configs = ["share.auto.offset.reset": "earliest", "share.record.lock.duration.ms": lock]
        for (key, value) in configs.sorted(by: { $0.key < $1.key }) {
            guard let value else { continue }
            afterwards { _ = try await self.alterGroupConfig(group, key, to: nil) }
            try expectNone(try await alterGroupConfig(group, key, to: value), "\(key) of the share group")
        }
        return group
    }

    /// A member that was given the one partition of a log; it leaves after the check.
    package func sharingMember(of group: String, log: ProbeLog) async throws -> SharingMember {
        let id = try await topicID(of: log.topic)
        let connection = try await freshConnection(to: log.leader)
        var member = SharingMember(self, over: connection, group: group, log: log, topicID: id)
        let leaving = member
        afterwards { try await leaving.leave() }
        _ = try await eventually(within: .seconds(30), "the assignment of a share group") {
            try await member.beat()
            return member.isAssigned ? true : nil
        }
        return member
    }
}
