package import KafkaWire

extension Probe {
    /// Commits one partition; as no member where none is named.
    ///
    /// Returns what the coordinator says of it.
    package func commit(
        _ offset: Int64, of log: ProbeLog, group: String, member: String = "", generation: Int32 = -1,
        epoch: Int32 = -1, metadata: String = "", retention: Duration? = nil, over connection: BrokerConnection? = nil,
        version: Int16? = nil
    ) async throws -> BrokerCode {
        let version = try version ?? min(self.version(of: OffsetCommitRequest.api), 9)
        let request = OffsetCommitRequest {
            $0.groupID = group
            $0.generationIDOrMemberEpoch = generation
            $0.memberID = member
            if let retention { $0.retentionTimeMs = Int64(retention / .milliseconds(1)) }
            $0.topics = [
                .init {
                    $0.name = log.topic
                    $0.partitions = [
                        .init {
                            $0.partitionIndex = log.partition
                            $0.committedOffset = offset
                            $0.committedLeaderEpoch = epoch
                            $0.committedMetadata = metadata
                        }
                    ]
                }
            ]
        }
        func once() async throws -> BrokerCode {
            let connection =
                if let connection { connection } else { try await self.connection(to: .group(group)) }
            let answer = try await send(request, over: connection, version: version)
            guard let code = answer.topics.first?.partitions.first?.errorCode else {
                throw CheckOutcome.fail("OffsetCommit answered without an entry for the partition")
            }
            return code
        }
        // A coordinator that has just been elected says so for a while, and may not know a topic that was just made.
        return try await eventually(within: .seconds(20), "the coordinator of \(group)") {
            let code = try await once()
            guard code.isOfCoordinator || code == .unknownTopicOrPartition else {
                return code
            }
            forgetCoordinators()
            return nil
        }
    }

    /// What a group has committed for a partition; an offset of -1 is none.
    package func committed(
        of log: ProbeLog, group: String
    ) async throws -> OffsetFetchResponse.Topic.Partition {
        let version = try min(self.version(of: OffsetFetchRequest.api), 7)
        return try await eventually(within: .seconds(20), "the coordinator of \(group)") {
            let answer = try await self.send(
                OffsetFetchRequest {
                    $0.groupID = group
                    $0.topics = [
                        .init {
                            $0.name = log.topic
                            $0.partitionIndexes = [log.partition]
                        }
                    ]
                }, to: .group(group), version: version)
            if answer.errorCode.isOfCoordinator {
                self.forgetCoordinators()
                return nil
            }
            try self.expectNone(answer.errorCode, "OffsetFetch of \(group)")
            guard let found = answer.topics.first?.partitions.first else {
                throw CheckOutcome.fail("OffsetFetch answered without an entry for the partition")
            }
            return found
        }
    }
}

extension BrokerCode {
    /// Whether the coordinator is loading, not there yet, or another one: asking again helps.
    var isOfCoordinator: Bool {
        [.coordinatorLoadInProgress, .coordinatorNotAvailable, .notCoordinator].contains(self)
    }
}
