// TxnOffsetCommit, key 28, versions 0 to 5.

/// Commits offsets in a transaction (KIP-98).
package struct TxnOffsetCommitRequest: WireRequest {
    package typealias Response = TxnOffsetCommitResponse
    package static let api = WireAPI(key: 28, name: "TxnOffsetCommit", versions: 0...5, firstFlexible: 3)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var committedOffset: Int64 = 0
            package var committedLeaderEpoch: Int32 = -1
            package var committedMetadata: String? = ""

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("committed_offset", &committedOffset)
                try code.field("committed_leader_epoch", &committedLeaderEpoch, since: 2)
                try code.field("committed_metadata", &committedMetadata)
            }
        }

        package var name = ""
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var transactionalID = ""
    package var groupID = ""
    package var producerID: Int64 = 0
    package var producerEpoch: Int16 = 0
    package var generationID: Int32 = -1
    package var memberID = ""
    package var groupInstanceID: String?
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("transactional_id", &transactionalID)
        try code.field("group_id", &groupID)
        try code.field("producer_id", &producerID)
        try code.field("producer_epoch", &producerEpoch)
        try code.field("generation_id", &generationID, since: 3)
        try code.field("member_id", &memberID, since: 3)
        try code.field("group_instance_id", &groupInstanceID, since: 3)
        try code.field("topics", &topics)
    }
}

/// The answer to `TxnOffsetCommitRequest`.
package struct TxnOffsetCommitResponse: WireStructure {
    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
            }
        }

        package var name = ""
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
