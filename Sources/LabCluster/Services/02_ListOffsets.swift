internal import KafkaWire

extension LabService {
    /// The ends of logs, and the first offset at or after a time.
    static let listOffsets = LabService(answering: ListOffsetsRequest.self, 1...10) { call in
        var response = ListOffsetsResponse()
        var seen: Set<String> = []
        response.topics = call.request.topics.map { topic in
            .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { asked in
                    let isNew = seen.insert("\(topic.name)/\(asked.partitionIndex)").inserted
                    return isNew ? offset(of: topic.name, asked, call) : refused(asked, .invalidRequest)
                }
            }
        }
        return response
    }

    private typealias Answer = ListOffsetsResponse.TopicResponse.PartitionResponse
    private typealias Asked = ListOffsetsRequest.Topic.Partition

    private static func refused(_ asked: Asked, _ code: BrokerCode) -> Answer {
        Answer {
            $0.partitionIndex = asked.partitionIndex
            $0.errorCode = code
        }
    }

    private static func offset(of topic: String, _ asked: Asked, _ call: LabCall<ListOffsetsRequest>) -> Answer {
        guard call.may(.describe, topic: topic) else { return refused(asked, .topicAuthorizationFailed) }
        guard let partition = call.cluster.topics[topic]?.partition(asked.partitionIndex) else {
            return refused(asked, .unknownTopicOrPartition)
        }
        guard partition.leader == call.node.id else { return refused(asked, .notLeaderOrFollower) }
        if let fault = partition.fault(inEpoch: asked.currentLeaderEpoch) { return refused(asked, fault) }
        let end = partition.end(isolation: call.request.isolationLevel)
        var answer = Answer()
        answer.partitionIndex = asked.partitionIndex
        func set(_ offset: Int64) {
            answer.offset = offset
            answer.leaderEpoch = partition.log.epochs.last { $0.start <= offset }?.epoch ?? partition.leaderEpoch
        }
        do {
            switch asked.timestamp {
            // The latest; the earliest, also of what is not in remote storage: nothing is.
            case -1: set(end)
            case -2: set(partition.log.startOffset)
            case -4 where call.version >= 8: set(partition.log.startOffset)
            case -3 where call.version >= 7:
                if let found = try partition.log.latest(before: end) {
                    set(found.offset)
                    answer.timestamp = found.timestamp
                }
            case -5 where call.version >= 9: break
            case ..<0: return refused(asked, .unsupportedVersion)
            default:
                if let found = try partition.log.first(atOrAfter: asked.timestamp, before: end) {
                    set(found.offset)
                    answer.timestamp = found.timestamp
                }
            }
        } catch {
            return refused(asked, .corruptMessage)
        }
        return answer
    }
}
