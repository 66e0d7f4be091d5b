internal import KafkaWire

// What readers are given.
extension LabDefect {
    static let readingDefects = [
        LabDefect(
            "batch-skipped", .loss, "A fetch from the middle of a batch leaves that batch out",
            foundBy: [.check("fetch.mid-batch-offset")],
            .answering(FetchRequest.self) { response, request, call in
                changeBatches(in: &response, call) { batches, partition in
                    let offset = request.offset(of: partition) ?? 0
                    return batches.filter { ($0.number(at: 0) as Int64) >= offset }
                }
            }),
        LabDefect(
            "one-batch-a-fetch", .slowness, "A fetch gives one batch, however many there are",
            foundBy: [.check("fetch.many-batches")],
            .answering(FetchRequest.self) { response, _, call in
                changeBatches(in: &response, call) { batches, _ in Array(batches.prefix(1)) }
            }),
        LabDefect(
            "out-of-range-is-empty", .compatibility,
            "A fetch from an offset that is not there gives nothing, and no error",
            foundBy: [.check("fetch.out-of-range")],
            .answering(FetchRequest.self) { response, _, call in
                changeParts(in: &response, call) { part in
                    guard part.errorCode == .offsetOutOfRange else { return }
                    part.errorCode = .none
                    part.records = []
                }
            }),
        LabDefect(
            "watermark-ahead", .compatibility, "The high watermark is told one too high",
            foundBy: [.check("fetch.watermark-invariants")],
            .answering(FetchRequest.self) { response, _, call in
                changeParts(in: &response, call) { $0.highWatermark += 1 }
            }),
        LabDefect(
            "least-bytes-ignored", .compatibility, "A fetch is answered before there is as much as it asks for",
            foundBy: [.check("fetch.min-bytes")],
            .asking(FetchRequest.self) { request, call in
                if request.minBytes > 1, call.strikes() { request.minBytes = 1 }
            }),
        LabDefect(
            "large-batch-stuck", .loss, "A batch that is larger than the fetch allows is never given",
            foundBy: [.check("fetch.max-bytes-progress")],
            .answering(FetchRequest.self) { response, request, call in
                changeParts(in: &response, call) { part in
                    if part.records?.count ?? 0 > Int(request.maxBytes) { part.records = [] }
                }
            }),
        LabDefect(
            "any-epoch", .compatibility, "Readers of an old epoch are not told",
            foundBy: [.check("fetch.epoch-fencing")],
            .asking(FetchRequest.self) { request, call in
                guard call.strikes() else { return }
                for topic in request.topics.indices {
                    for index in request.topics[topic].partitions.indices {
                        request.topics[topic].partitions[index].currentLeaderEpoch = -1
                    }
                }
            }),
        LabDefect(
            "session-errors-hidden", .compatibility,
            "Fetches of a session that does not exist are answered as if it did",
            foundBy: [.check("fetch.session-errors")],
            .answering(FetchRequest.self) { response, _, call in
                if [70, 71].contains(response.errorCode.rawValue), call.strikes() { response.errorCode = .none }
            }),
    ]

    /// Changes what a fetch gives of each partition that the defect strikes.
    static func changeParts(
        in response: inout FetchResponse, _ call: DefectCall,
        _ change: (inout FetchResponse.TopicResponse.PartitionData) -> Void
    ) {
        for topic in response.responses.indices {
            for index in response.responses[topic].partitions.indices {
                let partition = response.responses[topic].partitions[index].partitionIndex
                let name = response.responses[topic].topic
                guard call.strikes(topic: name.isEmpty ? nil : name, partition: partition) else { continue }
                change(&response.responses[topic].partitions[index])
            }
        }
    }

    /// Gives other batches of each partition; the closure gets the partition's number, too.
    static func changeBatches(
        in response: inout FetchResponse, _ call: DefectCall, _ change: ([WireBytes], Int32) -> [WireBytes]
    ) {
        changeParts(in: &response, call) { part in
            guard let records = part.records, !records.isEmpty else { return }
            part.records = change(batches(in: records), part.partitionIndex).reduce(into: WireBytes()) { $0 += $1 }
        }
    }

    private static func batches(in records: WireBytes) -> [WireBytes] {
        var (rest, found): (WireBytes, [WireBytes]) = (records, [])
        while let header = BatchHeader(rest), header.size <= rest.count {
            found.append(rest.prefix(header.size))
            rest = rest.dropFirst(header.size)
        }
        return found
    }
}

extension FetchRequest {
    /// From where a partition is asked for; nil where the session knows it.
    fileprivate func offset(of partition: Int32) -> Int64? {
        topics.flatMap(\.partitions).first { $0.partition == partition }?.fetchOffset
    }
}
