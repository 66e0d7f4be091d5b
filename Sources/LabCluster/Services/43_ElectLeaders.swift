internal import KafkaWire

extension LabService {
    /// Has the first replica lead again, or any replica where none that is in sync is left.
    static let electLeaders = LabService(answering: ElectLeadersRequest.self, 0...2) { call in
        var response = ElectLeadersResponse()
        guard let isUnclean = [0: false, 1: true][call.request.electionType] else {
            response.errorCode = .invalidRequest
            return response
        }
        // Who names no partitions wants all, and hears of those only where there was something to do.
        let places =
            call.request.topicPartitions.map { $0.map { ($0.topic, $0.partitions) } }
            ?? call.cluster.topics.inOrder.map { ($0.name, $0.partitions.map(\.index)) }
        for (name, indexes) in places {
            var results: [ElectLeadersResponse.ReplicaElectionResult.PartitionResult] = []
            for index in indexes {
                var result = ElectLeadersResponse.ReplicaElectionResult.PartitionResult()
                result.partitionID = index
                result.errorMessage = nil
                do throws(AdminRefusal) {
                    guard let partition = call.cluster.topics[name]?.partition(index) else {
                        throw AdminRefusal(.unknownTopicOrPartition, "No such partition as \(name)-\(index)")
                    }
                    try call.cluster.electLeader(of: partition, isUnclean: isUnclean)
                } catch {
                    if call.request.topicPartitions == nil, error.code == .electionNotNeeded { continue }
                    result.errorCode = error.code
                    result.errorMessage = error.message
                }
                results.append(result)
            }
            guard !results.isEmpty else { continue }
            response.replicaElectionResults.append(
                .init {
                    $0.topic = name
                    $0.partitionResult = results
                })
        }
        return response
    }
}

extension ClusterState {
    /// Elects a leader as an administrator asks for it.
    fileprivate func electLeader(of partition: Partition, isUnclean: Bool) throws(AdminRefusal) {
        if isUnclean {
            guard partition.leader < 0 else {
                throw AdminRefusal(.electionNotNeeded, "\(partition.name) has a leader.")
            }
            guard let next = partition.replicas.first(where: { node($0)?.isUp == true }) else {
                throw AdminRefusal(.eligibleLeadersNotAvailable, "No replica of \(partition.name) is up.")
            }
            partition.truncate(to: partition.replicated[next] ?? 0)
            partition.inSync = [next]
            return partition.lead(next, in: self)
        }
        guard let preferred = partition.replicas.first, preferred != partition.leader else {
            throw AdminRefusal(.electionNotNeeded, "The preferred replica of \(partition.name) leads it.")
        }
        guard partition.inSync.contains(preferred), node(preferred)?.isUp == true else {
            throw AdminRefusal(
                .preferredLeaderNotAvailable, "The preferred leader was not available: node \(preferred)")
        }
        partition.catchUp(in: self)
        partition.lead(preferred, in: self)
    }
}
