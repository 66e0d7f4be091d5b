// DeleteRecords, key 21, versions 0 to 2.

/// Deletes the records of partitions before an offset (KIP-107).
package struct DeleteRecordsRequest: WireRequest {
    package typealias Response = DeleteRecordsResponse
    package static let api = WireAPI(key: 21, name: "DeleteRecords", versions: 0...2, firstFlexible: 2)

    package struct Topic: WireStructure {
        package struct Partition: WireStructure {
            package var partitionIndex: Int32 = 0
            package var offset: Int64 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("offset", &offset)
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

    package var topics: [Topic] = []
    package var timeoutMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
        try code.field("timeout_ms", &timeoutMs)
    }
}

/// The answer to `DeleteRecordsRequest`.
package struct DeleteRecordsResponse: WireStructure {
    package struct TopicResult: WireStructure {
        package struct PartitionResult: WireStructure {
            package var partitionIndex: Int32 = 0
            package var lowWatermark: Int64 = 0
            package var errorCode = BrokerCode.none

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("partition_index", &partitionIndex)
                try code.field("low_watermark", &lowWatermark)
                try code.field("error_code", &errorCode)
            }
        }

        package var name = ""
        package var partitions: [PartitionResult] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var topics: [TopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("topics", &topics)
    }
}
