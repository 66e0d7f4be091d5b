// AlterReplicaLogDirs, key 34, versions 1 to 2.

/// Moves replicas to other log directories (KIP-113).
package struct AlterReplicaLogDirsRequest: WireRequest {
    package typealias Response = AlterReplicaLogDirsResponse
    package static let api = WireAPI(key: 34, name: "AlterReplicaLogDirs", versions: 1...2, firstFlexible: 2)

    package struct AlterReplicaLogDir: WireStructure {
        package struct AlterReplicaLogDirTopic: WireStructure {
            package var name = ""
            package var partitions: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name)
                try code.field("partitions", &partitions)
            }
        }

        package var path = ""
        package var topics: [AlterReplicaLogDirTopic] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("path", &path)
            try code.field("topics", &topics)
        }
    }

    package var dirs: [AlterReplicaLogDir] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("dirs", &dirs)
    }
}

/// The answer to `AlterReplicaLogDirsRequest`.
package struct AlterReplicaLogDirsResponse: WireStructure {
    package struct AlterReplicaLogDirTopicResult: WireStructure {
        package struct AlterReplicaLogDirPartitionResult: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
            }
        }

        package var topicName = ""
        package var partitions: [AlterReplicaLogDirPartitionResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [AlterReplicaLogDirTopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
