internal import KafkaWire

extension Probe {
    /// Commits an offset for a group that has no members.
    func commitPosition(_ offset: Int64, epoch: Int32 = -1, of log: ProbeLog, in group: String) async throws {
        _ = try await eventually(within: .seconds(30), "a commit") { () -> Bool? in
            let response = try await send(
                OffsetCommitRequest {
                    $0.groupID = group
                    $0.generationIDOrMemberEpoch = -1
                    $0.topics = [
                        .init {
                            $0.name = log.topic
                            $0.partitions = [
                                .init {
                                    $0.partitionIndex = log.partition
                                    $0.committedOffset = offset
                                    $0.committedLeaderEpoch = epoch
                                    $0.committedMetadata = ""
                                }
                            ]
                        }
                    ]
                }, to: .group(group))
            let code = response.topics.first?.partitions.first?.errorCode ?? .unknownServerError
            if code.isTransient || [3, 14, 15, 16].contains(code.rawValue) {
                forgetCoordinators()
                return nil
            }
            try expectNone(code, "a commit of \(group)")
            return true
        }
    }

    /// What a group has committed in a partition: offset -1 where it has nothing.
    func committedPosition(of log: ProbeLog, in group: String) async throws -> (offset: Int64, epoch: Int32) {
        let version = min(try version(of: OffsetFetchRequest.api, atLeast: 5), 7)
        let response = try await send(
            OffsetFetchRequest {
                $0.groupID = group
                $0.topics = [
                    .init {
                        $0.name = log.topic
                        $0.partitionIndexes = [log.partition]
                    }
                ]
            }, to: .group(group), version: version)
        try expectNone(response.errorCode, "the commits of \(group)")
        guard let answer = response.topics.first?.partitions.first else { return (-1, -1) }
        try expectNone(answer.errorCode, "the commits of \(group)")
        return (answer.committedOffset, answer.committedLeaderEpoch)
    }
}
