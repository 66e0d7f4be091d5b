internal import KafkaWire

extension LabService {
    /// Reads the committed offsets of groups.
    static let offsetFetch = LabService(answering: OffsetFetchRequest.self, 1...9) { call in
        let request = call.request
        var response = OffsetFetchResponse()
        guard call.version < 8 else {
            response.groups = request.groups.map { call.cluster.groups.fetch($0, call) }
            return response
        }
        var asked = OffsetFetchRequest.Group()
        asked.groupID = request.groupID
        // Version 1 has no null, and no way to ask for all.
        asked.topics = request.topics?.map { topic in
            .init {
                $0.name = topic.name
                $0.partitionIndexes = topic.partitionIndexes
            }
        }
        let found = call.cluster.groups.fetch(asked, call)
        response.errorCode = found.errorCode
        response.topics = found.topics.map { topic in
            .init {
                $0.name = topic.name
                $0.partitions = topic.partitions.map { partition in
                    .init {
                        $0.partitionIndex = partition.partitionIndex
                        $0.committedOffset = partition.committedOffset
                        $0.committedLeaderEpoch = partition.committedLeaderEpoch
                        $0.metadata = partition.metadata
                        // Version 1 has no code for all.
                        $0.errorCode = call.version < 2 ? code(found, partition) : partition.errorCode
                    }
                }
            }
        }
        return response
    }

    private static func code(
        _ group: OffsetFetchResponse.Group, _ partition: OffsetFetchResponse.Group.Topics.Partitions
    ) -> BrokerCode { group.errorCode == .none ? partition.errorCode : group.errorCode }
}

extension Groups {
    fileprivate func fetch(
        _ asked: OffsetFetchRequest.Group, _ call: LabCall<OffsetFetchRequest>
    ) -> OffsetFetchResponse.Group {
        var answer = OffsetFetchResponse.Group()
        answer.groupID = asked.groupID
        answer.errorCode = faultOfFetch(asked, call) ?? .none
        let offsets = self[asked.groupID]?.offsets
        let isRefused = answer.errorCode != .none
        if isRefused, call.version >= 2 { return answer }
        // Where all are asked for, those that may not be described are left out.
        let told = topics(asked, offsets).filter { asked.topics != nil || call.may(.describe, topic: $0.topic) }
        answer.topics = told.map { topic, partitions in
            let isAllowed = call.may(.describe, topic: topic)
            return .init {
                $0.name = topic
                $0.partitions = partitions.map { index in
                    let place = OffsetPlace(topic, index)
                    let found = isRefused || !isAllowed ? nil : offsets?[place]
                    let isUnstable = call.request.requireStable && offsets?.isUnstable(place) == true
                    return .init {
                        $0.partitionIndex = index
                        $0.committedOffset = isUnstable ? -1 : found?.offset ?? -1
                        $0.committedLeaderEpoch = isUnstable ? -1 : found?.leaderEpoch ?? -1
                        $0.metadata = isUnstable ? "" : found?.metadata ?? ""
                        $0.errorCode = isUnstable ? .unstableOffsetCommit : .none
                        if !isAllowed { $0.errorCode = .topicAuthorizationFailed }
                    }
                }
            }
        }
        return answer
    }

    /// What was asked for; all that has an offset where nothing is named.
    private func topics(
        _ asked: OffsetFetchRequest.Group, _ offsets: GroupOffsets?
    ) -> [(topic: String, partitions: [Int32])] {
        if let topics = asked.topics { return topics.map { ($0.name, $0.partitionIndexes) } }
        let byTopic = Dictionary(grouping: offsets?.places ?? [], by: \.topic)
        return byTopic.sorted { $0.key < $1.key }.map { ($0.key, $0.value.map(\.partition)) }
    }

    private func faultOfFetch(
        _ asked: OffsetFetchRequest.Group, _ call: LabCall<OffsetFetchRequest>
    ) -> BrokerCode? {
        guard call.may(.describe, group: asked.groupID) else { return .groupAuthorizationFailed }
        guard isCoordinator(call.node, of: asked.groupID) else { return .notCoordinator }
        guard let memberID = asked.memberID, asked.memberEpoch >= 0,
            case .consumer(let members)? = self[asked.groupID]?.kind
        else { return nil }
        return members.fault(of: memberID, epoch: asked.memberEpoch)
    }
}
