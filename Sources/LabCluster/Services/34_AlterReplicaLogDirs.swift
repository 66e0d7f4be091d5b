internal import KafkaWire

extension LabService {
    /// Moves replicas to other directories of a node; a node has one directory, so there is none to move to.
    static let alterReplicaLogDirs = LabService(answering: AlterReplicaLogDirsRequest.self, 1...2) { call in
        var codes: [String: [Int32: BrokerCode]] = [:]
        for directory in call.request.dirs {
            for topic in directory.topics {
                for index in topic.partitions {
                    codes[topic.name, default: [:]][index] = code(directory.path, topic.name, index, call)
                }
            }
        }
        var response = AlterReplicaLogDirsResponse()
        response.results = codes.sorted { $0.key < $1.key }.map { name, codes in
            .init {
                $0.topicName = name
                $0.partitions = codes.sorted { $0.key < $1.key }.map { index, code in
                    .init {
                        $0.partitionIndex = index
                        $0.errorCode = code
                    }
                }
            }
        }
        return response
    }

    private static func code(
        _ path: String, _ topic: String, _ index: Int32, _ call: LabCall<AlterReplicaLogDirsRequest>
    ) -> BrokerCode {
        guard path == call.cluster.logDirectory(of: call.node) else { return .logDirNotFound }
        guard call.cluster.topics[topic]?.partition(index)?.replicas.contains(call.node.id) == true else {
            return .replicaNotAvailable
        }
        return .none
    }
}
