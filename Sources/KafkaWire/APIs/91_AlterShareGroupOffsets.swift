// AlterShareGroupOffsets, key 91, versions 0.

/// Sets the offsets of a share group (KIP-932).
package struct AlterShareGroupOffsetsRequest: WireRequest {
    package typealias Response = AlterShareGroupOffsetsResponse
    package static let api = WireAPI(key: 91, name: "AlterShareGroupOffsets", versions: 0...0, firstFlexible: 0)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var startOffset: Int64 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("start_offset", &startOffset)
            }
        }

        package var topicName = ""
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("partitions", &partitions)
        }
    }

    package var groupID = ""
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("topics", &topics)
    }
}

/// The answer to `AlterShareGroupOffsetsRequest`.
package struct AlterShareGroupOffsetsResponse: WireStructure {
    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var errorCode = BrokerCode.none
            package var errorMessage: String?

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("error_code", &errorCode)
                try code.field("error_message", &errorMessage)
            }
        }

        package var topicName = ""
        package var topicID = WireID.zero
        package var partitions: [Partition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("topic_id", &topicID)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String?
    package var responses: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("responses", &responses)
    }
}
