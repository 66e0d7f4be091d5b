internal import KafkaWire

extension LabService {
    /// The moves that go on.
    static let listPartitionReassignments = LabService(
        answering: ListPartitionReassignmentsRequest.self, 0...0
    ) { call in
        var response = ListPartitionReassignmentsResponse()
        response.errorMessage = nil
        let asked = call.request.topics.map { topics in
            Dictionary(topics.map { ($0.name, Set($0.partitionIndexes)) }, uniquingKeysWith: { $0.union($1) })
        }
        for topic in call.cluster.topics.inOrder {
            let moving = topic.partitions.filter { partition in
                partition.isMoving && asked.map { $0[topic.name]?.contains(partition.index) == true } ?? true
            }
            guard !moving.isEmpty else { continue }
            response.topics.append(
                .init {
                    $0.name = topic.name
                    $0.partitions = moving.map { partition in
                        .init {
                            $0.partitionIndex = partition.index
                            $0.replicas = partition.replicas
                            $0.addingReplicas = partition.adding
                            $0.removingReplicas = partition.removing
                        }
                    }
                })
        }
        return response
    }
}
