// Metadata, key 3, versions 0 to 13.

/// Asks for the brokers, the topics and the leaders of their partitions.
package struct MetadataRequest: WireRequest {
    package typealias Response = MetadataResponse
    package static let api = WireAPI(key: 3, name: "Metadata", versions: 0...13, firstFlexible: 9)

    package struct Topic: WireStructure {
        package var topicID = WireID.zero
        package var name: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_id", &topicID, since: 10)
            try code.field("name", &name)
        }
    }

    package var topics: [Topic]? = []
    package var allowAutoTopicCreation = true
    package var includeClusterAuthorizedOperations = false
    package var includeTopicAuthorizedOperations = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
        try code.field("allow_auto_topic_creation", &allowAutoTopicCreation, since: 4)
        try code.field(
            "include_cluster_authorized_operations", &includeClusterAuthorizedOperations, since: 8, through: 10)
        try code.field("include_topic_authorized_operations", &includeTopicAuthorizedOperations, since: 8)
    }
}

/// The answer to `MetadataRequest`.
package struct MetadataResponse: WireStructure {
    package struct Broker: WireStructure {
        package var nodeID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var rack: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("node_id", &nodeID)
            try code.field("host", &host)
            try code.field("port", &port)
            try code.field("rack", &rack, since: 1)
        }
    }

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var errorCode = BrokerCode.none
            package var partitionIndex: Int32 = 0
            package var leaderID: Int32 = 0
            package var leaderEpoch: Int32 = -1
            package var replicaNodes: [Int32] = []
            package var inSyncReplicas: [Int32] = []
            package var offlineReplicas: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("error_code", &errorCode)
                try code.field("partition_index", &partitionIndex)
                try code.field("leader_id", &leaderID)
                try code.field("leader_epoch", &leaderEpoch, since: 7)
                try code.field("replica_nodes", &replicaNodes)
                try code.field("isr_nodes", &inSyncReplicas)
                try code.field("offline_replicas", &offlineReplicas, since: 5)
            }
        }

        package var errorCode = BrokerCode.none
        package var name: String? = ""
        package var topicID = WireID.zero
        package var isInternal = false
        package var partitions: [Partition] = []
        package var topicAuthorizedOperations: Int32 = -2_147_483_648

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("name", &name)
            try code.field("topic_id", &topicID, since: 10)
            try code.field("is_internal", &isInternal, since: 1)
            try code.field("partitions", &partitions)
            try code.field("topic_authorized_operations", &topicAuthorizedOperations, since: 8)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var brokers: [Broker] = []
    package var clusterID: String?
    package var controllerID: Int32 = -1
    package var topics: [Topic] = []
    package var clusterAuthorizedOperations: Int32 = -2_147_483_648
    package var errorCode = BrokerCode.none

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 3)
        try code.field("brokers", &brokers)
        try code.field("cluster_id", &clusterID, since: 2)
        try code.field("controller_id", &controllerID, since: 1)
        try code.field("topics", &topics)
        try code.field("cluster_authorized_operations", &clusterAuthorizedOperations, since: 8, through: 10)
        try code.field("error_code", &errorCode, since: 13)
    }
}
