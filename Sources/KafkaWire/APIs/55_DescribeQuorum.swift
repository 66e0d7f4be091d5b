// DescribeQuorum, key 55, versions 0 to 2.

/// Describes the metadata quorum (KIP-595).
package struct DescribeQuorumRequest: WireRequest {
    package typealias Response = DescribeQuorumResponse
    package static let api = WireAPI(key: 55, name: "DescribeQuorum", versions: 0...2, firstFlexible: 0)

    package struct TopicData: WireStructure {
        package struct PartitionData: WireStructure {
            package var partitionIndex: Int32 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
            }
        }

        package var topicName = ""
        package var partitions: [PartitionData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partitions", &partitions)
        }
    }

    package var topics: [TopicData] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
    }
}

/// The answer to `DescribeQuorumRequest`.
package struct DescribeQuorumResponse: WireStructure {
    package struct ReplicaState: WireStructure {
        package var replicaID: Int32 = 0
        package var replicaDirectoryID = WireID.zero
        package var logEndOffset: Int64 = 0
        package var lastFetchTimestamp: Int64 = -1
        package var lastCaughtUpTimestamp: Int64 = -1

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("replica_id", &replicaID)
            try code.field("replica_directory_id", &replicaDirectoryID, since: 2)
            try code.field("log_end_offset", &logEndOffset)
            try code.field("last_fetch_timestamp", &lastFetchTimestamp, since: 1)
            try code.field("last_caught_up_timestamp", &lastCaughtUpTimestamp, since: 1)
        }
    }

    package struct TopicData: WireStructure {
        package struct PartitionData: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String? = ""
            package var leaderID: Int32 = 0
            package var leaderEpoch: Int32 = 0
            package var highWatermark: Int64 = 0
            package var currentVoters: [ReplicaState] = []
            package var observers: [ReplicaState] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage, since: 2)
                try code.field("leader_id", &leaderID)
                try code.field("leader_epoch", &leaderEpoch)
                try code.field("high_watermark", &highWatermark)
                try code.field("current_voters", &currentVoters)
                try code.field("observers", &observers)
            }
        }

        package var topicName = ""
        package var partitions: [PartitionData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partitions", &partitions)
        }
    }

    package struct Node: WireStructure {
        package struct Listener: WireStructure {
            package var name = ""
            package var host = ""
            package var port: UInt16 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("name", &name, since: 2)
                try code.field("host", &host, since: 2)
                try code.field("port", &port, since: 2)
            }
        }

        package var nodeID: Int32 = 0
        package var listeners: [Listener] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("node_id", &nodeID, since: 2)
            try code.field("listeners", &listeners, since: 2)
        }
    }

    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var topics: [TopicData] = []
    package var nodes: [Node] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage, since: 2)
        try code.field("topics", &topics)
        try code.field("nodes", &nodes, since: 2)
    }
}
