// DescribeLogDirs, key 35, versions 1 to 4.

/// Describes log directories and the sizes of the logs in them (KIP-113).
package struct DescribeLogDirsRequest: WireRequest {
    package typealias Response = DescribeLogDirsResponse
    package static let api = WireAPI(key: 35, name: "DescribeLogDirs", versions: 1...4, firstFlexible: 2)

    package struct DescribableLogDirTopic: WireStructure {
        package var topic = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partitions", &partitions)
        }
    }

    package var topics: [DescribableLogDirTopic]? = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
    }
}

/// The answer to `DescribeLogDirsRequest`.
package struct DescribeLogDirsResponse: WireStructure {
    package struct DescribeLogDirsResult: WireStructure {
        package struct Topic: WireStructure {
            package struct Partition: WireStructure {
                package var partitionIndex: Int32 = 0
                package var partitionSize: Int64 = 0
                package var offsetLag: Int64 = 0
                package var isFutureKey = false

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("partition_index", &partitionIndex)
                    try code.field("partition_size", &partitionSize)
                    try code.field("offset_lag", &offsetLag)
                    try code.field("is_future_key", &isFutureKey)
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
        package var logDir = ""
        package var topics: [Topic] = []
        package var totalBytes: Int64 = -1
        package var usableBytes: Int64 = -1

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("log_dir", &logDir)
            try code.field("topics", &topics)
            try code.field("total_bytes", &totalBytes, since: 4)
            try code.field("usable_bytes", &usableBytes, since: 4)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var results: [DescribeLogDirsResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode, since: 3)
        try code.field("results", &results)
    }
}
