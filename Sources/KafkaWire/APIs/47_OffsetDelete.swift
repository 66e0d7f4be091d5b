// OffsetDelete, key 47, versions 0.

/// Deletes committed offsets of a group (KIP-496).
package struct OffsetDeleteRequest: WireRequest {
    package typealias Response = OffsetDeleteResponse
    package static let api = WireAPI(key: 47, name: "OffsetDelete", versions: 0...0)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
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

    package var groupID = ""
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("topics", &topics)
    }
}

/// The answer to `OffsetDeleteRequest`.
package struct OffsetDeleteResponse: WireStructure {
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

    package var errorCode = BrokerCode.none
    package var throttleTimeMs: Int32 = 0
    package var topics: [Topic] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("error_code", &errorCode)
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
