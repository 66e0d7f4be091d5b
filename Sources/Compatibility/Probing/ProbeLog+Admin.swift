package import KafkaWire

extension ProbeLog {
    /// Deletes the records before an offset, -1 for all; the answer of the partition, whatever its error code.
    ///
    /// Never those of a topic that the user named: the check is not run then.
    package func delete(before offset: Int64) async throws -> DeleteRecordsResponse.TopicResult.PartitionResult {
        if let given = probe.space.givenTopics, given.contains(topic) {
            throw CheckOutcome.notRun("It deletes records, and topic \(topic) is not its own")
        }
        let response = try await probe.send(
            DeleteRecordsRequest {
                $0.timeoutMs = 15_000
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.partitions = [
                            .init {
                                $0.partitionIndex = partition
                                $0.offset = offset
                            }
                        ]
                    }
                ]
            }, to: leader)
        guard let answer = response.topics.first?.partitions.first, answer.partitionIndex == partition else {
            throw CheckOutcome.fail("DeleteRecords answered without an entry for the partition")
        }
        return answer
    }

    /// Where a leader epoch ends in the log, as the leader says.
    package func epochEnd(
        _ epoch: Int32
    ) async throws -> OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult.EpochEndOffset {
        let response = try await probe.send(
            OffsetForLeaderEpochRequest {
                $0.replicaID = -1
                $0.topics = [
                    .init {
                        $0.topic = topic
                        $0.partitions = [
                            .init {
                                $0.partition = partition
                                $0.leaderEpoch = epoch
                            }
                        ]
                    }
                ]
            }, to: leader, atLeast: 2)
        guard let answer = response.topics.first?.partitions.first, answer.partition == partition else {
            throw CheckOutcome.fail("OffsetForLeaderEpoch answered without an entry for the partition")
        }
        return answer
    }
}
