package import KafkaWire

/// A member of a group whose coordinator assigns (KIP-848), heartbeat by heartbeat.
///
/// It takes what it is assigned at once, and says so with its next heartbeat. It leaves after the check.
package struct ReconcilingMember: Sendable {
    package let group: String
    package let id: String
    package let topics: [String]?
    package let regex: String?
    package let assignor: String?
    package let instance: String?
    private let probe: Probe

    /// 0 before it has joined.
    package private(set) var epoch: Int32 = 0
    /// What it owns.
    package private(set) var owned: [WireID: Set<Int32>] = [:]
    /// How long it may wait between heartbeats, as the coordinator says.
    package private(set) var interval: Duration = .zero

    init(
        _ probe: Probe, group: String, topics: [String]?, regex: String?, assignor: String?, instance: String?
    ) {
        self.probe = probe
        self.group = group
        self.topics = topics
        self.regex = regex
        self.assignor = assignor
        self.instance = instance
        id = WireID(high: .random(in: 1...UInt64.max), low: .random(in: 1...UInt64.max)).description
    }

    /// How many partitions it owns, of whatever topics.
    package var count: Int { owned.values.reduce(0) { $0 + $1.count } }

    /// Its heartbeat: all of it where it joins, else what may have changed.
    /// - Parameter epoch: another epoch than the member's, to see it refused.
    package func tryBeat(epoch other: Int32? = nil) async throws -> ConsumerGroupHeartbeatResponse {
        let epoch = other ?? self.epoch
        let version = try probe.highestHeartbeat
        return try await probe.send(
            ConsumerGroupHeartbeatRequest {
                $0.groupID = group
                $0.memberID = id
                $0.memberEpoch = epoch
                $0.instanceID = instance
                $0.rebalanceTimeoutMs = epoch == 0 ? 30_000 : -1
                if epoch == 0 {
                    $0.subscribedTopicNames = topics ?? []
                    $0.subscribedTopicRegex = regex
                    $0.serverAssignor = assignor
                }
                if epoch >= 0 {
                    $0.topicPartitions = owned.map { topic, partitions in
                        .init {
                            $0.topicID = topic
                            $0.partitions = partitions.sorted()
                        }
                    }
                }
            }, to: .group(group), version: version)
    }

    /// One heartbeat; takes over the epoch and the assignment.
    package mutating func beat() async throws {
        let answer = try await tryBeat()
        if answer.errorCode.isOfCoordinator { return probe.forgetCoordinators() }
        try probe.expectNone(answer.errorCode, "a heartbeat: \(answer.errorMessage ?? "")")
        epoch = answer.memberEpoch
        interval = .milliseconds(Int(answer.heartbeatIntervalMs))
        guard let assignment = answer.assignment else { return }
        owned = [:]
        for topic in assignment.topicPartitions where !topic.partitions.isEmpty {
            owned[topic.topicID, default: []].formUnion(topic.partitions)
        }
    }

    /// Leaves the group; what comes of it.
    @discardableResult
    package func leave() async throws -> BrokerCode { try await tryBeat(epoch: -1).errorCode }
}

extension Probe {
    /// The version of heartbeats: 1 is the one in which members make their own ids.
    var highestHeartbeat: Int16 {
        get throws { min(1, offered(ConsumerGroupHeartbeatRequest.api)?.upperBound ?? 0) }
    }

    /// A member that has not joined yet.
    package func reconcilingMember(
        of group: String, topics: [String]?, regex: String? = nil, assignor: String? = nil, instance: String? = nil
    ) -> ReconcilingMember {
        let member = ReconcilingMember(
            self, group: group, topics: topics, regex: regex, assignor: assignor, instance: instance)
        afterwards { try await member.leave() }
        return member
    }

    /// Lets members beat in turn until `isDone`, and fails where two of them own the same partition on the way.
    ///
    /// Each beats three times before the next one, so that what the others have not given up yet would show.
    package func reconcile(
        _ members: [ReconcilingMember], within limit: Duration = .seconds(30),
        until isDone: ([ReconcilingMember]) async throws -> Bool
    ) async throws -> [ReconcilingMember] {
        var members = members
        return try await eventually(within: limit, "the members' shares") {
            for index in members.indices {
                for _ in 0..<3 {
                    try await members[index].beat()
                    for other in members.indices where other != index {
                        let mine = members[index].owned
                        for (topic, theirs) in members[other].owned {
                            guard mine[topic, default: []].isDisjoint(with: theirs) else {
                                throw CheckOutcome.fail(
                                    "A partition is given to a member that another one still owns",
                                    ["owned twice": "yes"])
                            }
                        }
                    }
                }
            }
            return try await isDone(members) ? members : nil
        }
    }

    /// The id of a topic (KIP-516).
    package func topicID(of topic: String) async throws -> WireID {
        let version = try version(of: MetadataRequest.api, atLeast: 10)
        let answer = try await send(MetadataRequest(topics: [topic], version: version), version: version)
        guard let found = answer.topics.first(where: { $0.name == topic }), !found.topicID.isZero else {
            throw CheckOutcome.fail("The metadata has no id of the topic")
        }
        return found.topicID
    }

    /// Sets configs of a group (resource type 32), or removes them where the value is nil.
    package func alterGroupConfig(_ group: String, _ key: String, to value: String?) async throws -> BrokerCode {
        let response = try await send(
            IncrementalAlterConfigsRequest {
                $0.resources = [
                    .init {
                        $0.resourceType = 32
                        $0.resourceName = group
                        $0.configs = [
                            .init {
                                $0.name = key
                                $0.configOperation = value == nil ? 1 : 0
                                $0.value = value
                            }
                        ]
                    }
                ]
            }, to: .controller)
        guard let result = response.responses.first else {
            throw CheckOutcome.fail("IncrementalAlterConfigs answered without an entry for the group")
        }
        return result.errorCode
    }
}
