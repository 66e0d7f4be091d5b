internal import KafkaWire

extension ProbeLog {
    /// Makes another broker the leader, and waits until the metadata says so.
    ///
    /// The next of the replicas becomes the preferred one and is elected; with one replica that moves to another
    /// broker. The partition's topic must be the check's own.
    package func moveLeader(within limit: Duration = .seconds(40)) async throws {
        let place = try await probe.eventually(within: limit, "a partition with all replicas in sync") {
            let found = try await probe.describeTopic(topic).partitions.first { $0.partitionIndex == partition }
            return found.flatMap { $0.leaderID >= 0 && $0.inSyncReplicas.count == $0.replicaNodes.count ? $0 : nil }
        }
        let brokers = try await probe.pool.metadata(MetadataRequest(topics: [], version: 4)).brokers.map(\.nodeID)
        let others = place.replicaNodes.filter { $0 != place.leaderID }
        guard let next = others.first ?? brokers.sorted().first(where: { $0 != place.leaderID }) else {
            throw CheckOutcome.notRun("There is no other broker that could lead")
        }
        let replicas = others.isEmpty ? [next] : others + [place.leaderID]
        try await reassign(to: replicas)
        _ = try await probe.eventually(within: limit, "the replicas of the partition to be reordered") {
            let found = try await probe.describeTopic(topic).partitions.first { $0.partitionIndex == partition }
            return found?.replicaNodes == replicas ? replicas : nil
        }
        _ = try await probe.eventually(within: limit, "another leader") {
            let found = try await probe.describeTopic(topic).partitions.first { $0.partitionIndex == partition }
            if found?.leaderID == next { return next }
            let code = try await electPreferred()
            guard code == .none || code == .electionNotNeeded || code == .preferredLeaderNotAvailable else {
                throw probe.refused(code, "ElectLeaders")
            }
            return nil as Int32?
        }
    }

    private func reassign(to replicas: [Int32]) async throws {
        let answer = try await probe.send(
            AlterPartitionReassignmentsRequest {
                $0.timeoutMs = 15_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = partition
                                $0.replicas = replicas
                            }
                        ]
                    }
                ]
            }, to: .controller)
        try probe.expectNone(answer.errorCode, "AlterPartitionReassignments")
        let code = answer.responses.flatMap(\.partitions).first?.errorCode ?? .none
        try probe.expectNone(code, "the reassignment of the partition")
    }

    private func electPreferred() async throws -> BrokerCode {
        let answer = try await probe.send(
            ElectLeadersRequest {
                $0.electionType = 0
                $0.timeoutMs = 15_000
                $0.topicPartitions = [
                    .init {
                        $0.topic = topic
                        $0.partitions = [partition]
                    }
                ]
            }, to: .controller)
        if answer.errorCode != .none { return answer.errorCode }
        return answer.replicaElectionResults.flatMap(\.partitionResult).first?.errorCode ?? .none
    }
}
