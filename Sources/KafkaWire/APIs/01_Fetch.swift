// Fetch, key 1, versions 4 to 18.

/// Reads record batches from partitions, in a session or without one (KIP-227).
package struct FetchRequest: WireRequest {
    package typealias Response = FetchResponse
    package static let api = WireAPI(key: 1, name: "Fetch", versions: 4...18, firstFlexible: 12)

    package struct ReplicaState: WireStructure {
        package var replicaID: Int32 = -1
        package var replicaEpoch: Int64 = -1

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("replica_id", &replicaID, since: 15)
            try code.field("replica_epoch", &replicaEpoch, since: 15)
        }
    }

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partition: Int32 = 0
            package var currentLeaderEpoch: Int32 = -1
            package var fetchOffset: Int64 = 0
            package var lastFetchedEpoch: Int32 = -1
            package var logStartOffset: Int64 = -1
            package var partitionMaxBytes: Int32 = 0
            package var replicaDirectoryID = WireID.zero
            package var highWatermark: Int64 = 9_223_372_036_854_775_807

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition", &partition)
                try code.field("current_leader_epoch", &currentLeaderEpoch, since: 9)
                try code.field("fetch_offset", &fetchOffset)
                try code.field("last_fetched_epoch", &lastFetchedEpoch, since: 12)
                try code.field("log_start_offset", &logStartOffset, since: 5)
                try code.field("partition_max_bytes", &partitionMaxBytes)
                try code.tagged(0, "replica_directory_id", &replicaDirectoryID, unless: WireID.zero, since: 17)
                try code.tagged(1, "high_watermark", &highWatermark, unless: 9_223_372_036_854_775_807, since: 18)
            }
        }

        package var topic = ""
        package var topicID = WireID.zero
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic, through: 12)
            try code.field("topic_id", &topicID, since: 13)
            try code.field("partitions", &partitions)
        }
    }

    package struct ForgottenTopic: WireStructure {
        package var topic = ""
        package var topicID = WireID.zero
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic, since: 7, through: 12)
            try code.field("topic_id", &topicID, since: 13)
            try code.field("partitions", &partitions, since: 7)
        }
    }

    package var replicaID: Int32 = -1
    package var maxWaitMs: Int32 = 0
    package var minBytes: Int32 = 0
    package var maxBytes: Int32 = 0x7fffffff
    package var isolationLevel: Int8 = 0
    package var sessionID: Int32 = 0
    package var sessionEpoch: Int32 = -1
    package var topics: [Topic] = []
    package var forgottenTopicsData: [ForgottenTopic] = []
    package var rackID = ""
    package var clusterID: String?
    package var replicaState = ReplicaState()

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("replica_id", &replicaID, through: 14)
        try code.field("max_wait_ms", &maxWaitMs)
        try code.field("min_bytes", &minBytes)
        try code.field("max_bytes", &maxBytes)
        try code.field("isolation_level", &isolationLevel)
        try code.field("session_id", &sessionID, since: 7)
        try code.field("session_epoch", &sessionEpoch, since: 7)
        try code.field("topics", &topics)
        try code.field("forgotten_topics_data", &forgottenTopicsData, since: 7)
        try code.field("rack_id", &rackID, since: 11)
        try code.tagged(0, "cluster_id", &clusterID, since: 12)
        try code.tagged(1, "replica_state", &replicaState, unless: ReplicaState(), since: 15)
    }
}

/// The answer to `FetchRequest`.
package struct FetchResponse: WireStructure {
    package struct TopicResponse: WireStructure {
        package struct PartitionData: WireStructure {
            package struct EpochEndOffset: WireStructure {
                package var epoch: Int32 = -1
                package var endOffset: Int64 = -1

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("epoch", &epoch, since: 12)
                    try code.field("end_offset", &endOffset, since: 12)
                }
            }

            package struct LeaderIDAndEpoch: WireStructure {
                package var leaderID: Int32 = -1
                package var leaderEpoch: Int32 = -1

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("leader_id", &leaderID, since: 12)
                    try code.field("leader_epoch", &leaderEpoch, since: 12)
                }
            }

            package struct SnapshotID: WireStructure {
                package var endOffset: Int64 = -1
                package var epoch: Int32 = -1

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("end_offset", &endOffset)
                    try code.field("epoch", &epoch)
                }
            }

            package struct AbortedTransaction: WireStructure {
                package var producerID: Int64 = 0
                package var firstOffset: Int64 = 0

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("producer_id", &producerID)
                    try code.field("first_offset", &firstOffset)
                }
            }

            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var highWatermark: Int64 = 0
            package var lastStableOffset: Int64 = -1
            package var logStartOffset: Int64 = -1
            package var abortedTransactions: [AbortedTransaction]? = []
            package var preferredReadReplica: Int32 = -1
            package var records: WireBytes?
            package var divergingEpoch = EpochEndOffset()
            package var currentLeader = LeaderIDAndEpoch()
            package var snapshotID = SnapshotID()

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("high_watermark", &highWatermark)
                try code.field("last_stable_offset", &lastStableOffset)
                try code.field("log_start_offset", &logStartOffset, since: 5)
                try code.field("aborted_transactions", &abortedTransactions)
                try code.field("preferred_read_replica", &preferredReadReplica, since: 11)
                try code.field("records", &records)
                try code.tagged(0, "diverging_epoch", &divergingEpoch, unless: EpochEndOffset(), since: 12)
                try code.tagged(1, "current_leader", &currentLeader, unless: LeaderIDAndEpoch(), since: 12)
                try code.tagged(2, "snapshot_id", &snapshotID, unless: SnapshotID(), since: 12)
            }
        }

        package var topic = ""
        package var topicID = WireID.zero
        package var partitions: [PartitionData] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic, through: 12)
            try code.field("topic_id", &topicID, since: 13)
            try code.field("partitions", &partitions)
        }
    }

    package struct NodeEndpoint: WireStructure {
        package var nodeID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var rack: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("node_id", &nodeID, since: 16)
            try code.field("host", &host, since: 16)
            try code.field("port", &port, since: 16)
            try code.field("rack", &rack, since: 16)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var sessionID: Int32 = 0
    package var responses: [TopicResponse] = []
    package var nodeEndpoints: [NodeEndpoint] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode, since: 7)
        try code.field("session_id", &sessionID, since: 7)
        try code.field("responses", &responses)
        try code.tagged(0, "node_endpoints", &nodeEndpoints, unless: [], since: 16)
    }
}
