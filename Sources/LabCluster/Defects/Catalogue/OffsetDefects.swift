internal import KafkaWire

// Answers about offsets.
extension LabDefect {
    static let offsetDefects = [
        LabDefect(
            "time-finds-the-start", .compatibility, "Every search by time finds the log's start",
            foundBy: [.check("offsets.by-timestamp")], changingOffsets { $0 >= 0 ? 0 : nil }),
        LabDefect(
            "end-one-short", .compatibility, "The end of a log is told one too low", foundBy: [.check("offsets.edges")],
            .answering(ListOffsetsRequest.self) { response, request, call in
                changeOffsets(of: request, in: &response, call) { $0 == -1 ? $1 - 1 : nil }
            }),
        LabDefect(
            "trimmed-time", .compatibility, "A search by time finds offsets that were deleted",
            foundBy: [.check("offsets.by-timestamp-after-trim")], changingOffsets { $0 >= 0 ? 0 : nil }),
        LabDefect(
            "no-latest-record", .compatibility, "The record of the highest time is not found",
            foundBy: [.check("offsets.max-timestamp")], changingOffsets { $0 == -3 ? 0 : nil }),
        LabDefect(
            "found-after-the-end", .compatibility, "A time after all records finds the end instead of nothing",
            foundBy: [.check("offsets.by-timestamp-none")],
            .answering(ListOffsetsRequest.self) { response, request, call in
                changeOffsets(of: request, in: &response, call) { $0 >= 0 && $1 == -1 ? 0 : nil }
            }),
        LabDefect(
            "committed-end-ignored", .compatibility, "The end for readers of committed data is that of all",
            foundBy: [.check("offsets.read-committed-end")],
            .asking(ListOffsetsRequest.self) { request, call in if call.strikes() { request.isolationLevel = 0 } }),
        LabDefect(
            "epoch-ends-unknown", .compatibility, "Where a leader's epoch ended is not known",
            foundBy: [.check("offsets.for-leader-epoch")],
            .answering(OffsetForLeaderEpochRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices {
                        response.topics[topic].partitions[index].endOffset = 0
                    }
                }
            }),
        LabDefect(
            "deleted-records-stay", .compatibility, "Records are said to be deleted, and stay",
            foundBy: [.check("records.delete")],
            .asking(DeleteRecordsRequest.self) { request, call in
                guard call.strikes() else { return }
                for topic in request.topics.indices {
                    for index in request.topics[topic].partitions.indices {
                        request.topics[topic].partitions[index].offset = 0
                    }
                }
            }),
    ]

    /// Gives another offset to questions with a timestamp (-1 asks for the end, -2 the start, -3 the latest record).
    private static func changingOffsets(_ offset: @escaping @Sendable (Int64) -> Int64?) -> DefectHook {
        .answering(ListOffsetsRequest.self) { response, request, call in
            changeOffsets(of: request, in: &response, call) { asked, _ in offset(asked) }
        }
    }

    private static func changeOffsets(
        of request: ListOffsetsRequest, in response: inout ListOffsetsResponse, _ call: DefectCall,
        _ offset: (_ asked: Int64, _ told: Int64) -> Int64?
    ) {
        for topic in response.topics.indices {
            let name = response.topics[topic].name
            let asked = request.topics.first { $0.name == name }?.partitions ?? []
            for index in response.topics[topic].partitions.indices {
                let part = response.topics[topic].partitions[index]
                guard let time = asked.first(where: { $0.partitionIndex == part.partitionIndex })?.timestamp,
                    let other = offset(time, part.offset),
                    call.strikes(topic: name, partition: part.partitionIndex)
                else { continue }
                response.topics[topic].partitions[index].offset = other
                response.topics[topic].partitions[index].timestamp = max(part.timestamp, 0)
            }
        }
    }
}
