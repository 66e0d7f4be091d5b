internal import KafkaWire

extension LabService {
    /// Moves partitions to other nodes, or calls such a move off; new replicas are copied at the rate of the settings.
    static let alterPartitionReassignments = LabService(
        answering: AlterPartitionReassignmentsRequest.self, 0...0
    ) { call in
        var response = AlterPartitionReassignmentsResponse()
        response.errorMessage = nil
        response.allowReplicationFactorChange = call.request.allowReplicationFactorChange
        var copies: [Int32: [Partition]] = [:]
        response.responses = call.request.topics.map { asked in
            .init {
                $0.name = asked.name
                $0.partitions = asked.partitions.map { place in
                    var result = AlterPartitionReassignmentsResponse.ReassignableTopicResponse
                        .ReassignablePartitionResponse()
                    result.partitionIndex = place.partitionIndex
                    result.errorMessage = nil
                    do throws(AdminRefusal) {
                        guard let partition = call.cluster.topics[asked.name]?.partition(place.partitionIndex) else {
                            throw AdminRefusal(
                                .unknownTopicOrPartition, "This server does not host this topic-partition.")
                        }
                        guard let target = place.replicas else {
                            try call.cluster.cancelMove(of: partition)
                            return result
                        }
                        guard call.request.allowReplicationFactorChange || target.count == partition.target.count else {
                            throw AdminRefusal(
                                .invalidReplicationFactor,
                                "The replication factor is changed from \(partition.target.count) to \(target.count)")
                        }
                        for node in try call.cluster.beginMove(of: partition, to: target) {
                            copies[node, default: []].append(partition)
                        }
                    } catch {
                        result.errorCode = error.code
                        result.errorMessage = error.message
                    }
                    return result
                }
            }
        }
        for (id, partitions) in copies.sorted(by: { $0.key < $1.key }) {
            if let node = call.cluster.node(id) { call.cluster.copy(partitions, to: node) }
        }
        return response
    }
}
