internal import KafkaWire

// Rules for what may be written.
extension LabDefect {
    static let writingDefects = [
        LabDefect(
            "any-size", .compatibility, "Batches above max.message.bytes are taken",
            foundBy: [.check("produce.size-limit-enforced")], .lapse(.sizeLimit)),
        LabDefect(
            "any-checksum", .corruption, "Batches with a wrong checksum are taken",
            foundBy: [.check("produce.batch-validation")], .lapse(.checksum)),
        LabDefect(
            "keyless-compaction", .compatibility, "Records without a key are taken by compacted topics",
            foundBy: [.check("produce.nullkey-compacted")], .lapse(.keysOfCompactedTopics)),
        LabDefect(
            "any-timestamp", .compatibility, "Records of any time are taken, whatever the topic allows",
            foundBy: [.check("produce.timestamp-bounds")], .lapse(.timestampBounds)),
        LabDefect(
            "producer-time-kept", .compatibility, "Topics with LogAppendTime keep the producer's time",
            foundBy: [.check("produce.logappendtime")], .lapse(.appendTime)),
        LabDefect(
            "any-node-writes", .compatibility, "Nodes take writes for partitions that they do not lead",
            foundBy: [.check("produce.wrong-leader")], nodes: 3, .lapse(.leadership)),
        LabDefect(
            "odd-acks", .compatibility, "acks=2 is taken for acks=all", foundBy: [.check("produce.acks-matrix")],
            .asking(ProduceRequest.self) { request, call in
                if !(-1...1).contains(request.acks), call.strikes() { request.acks = -1 }
            }),
        LabDefect(
            "all-or-nothing", .compatibility, "One partition that refuses makes a whole request fail",
            foundBy: [.check("produce.partial-failure")],
            .answering(ProduceRequest.self) { response, _, call in
                let codes = response.responses.flatMap(\.partitionResponses).map(\.errorCode)
                guard let code = codes.first(where: { $0 != .none }), call.strikes() else { return }
                for topic in response.responses.indices {
                    for index in response.responses[topic].partitionResponses.indices {
                        response.responses[topic].partitionResponses[index].errorCode = code
                    }
                }
            }),
        LabDefect(
            "nameless-record-errors", .compatibility, "Which record of a batch was refused is not said",
            foundBy: [.check("produce.record-errors")],
            .answering(ProduceRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.responses.indices {
                    for index in response.responses[topic].partitionResponses.indices {
                        response.responses[topic].partitionResponses[index].recordErrors = []
                        response.responses[topic].partitionResponses[index].errorMessage = nil
                    }
                }
            }),
        LabDefect(
            "offset-zero", .compatibility, "Every write is said to begin at offset 0",
            foundBy: [.check("produce.dense-offsets")],
            .answering(ProduceRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.responses.indices {
                    for index in response.responses[topic].partitionResponses.indices {
                        response.responses[topic].partitionResponses[index].baseOffset = 0
                    }
                }
            }),
    ]
}
