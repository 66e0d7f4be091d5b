// CreatePartitions, key 37, versions 0 to 3.

/// Grows topics by partitions (KIP-195).
package struct CreatePartitionsRequest: WireRequest {
    package typealias Response = CreatePartitionsResponse
    package static let api = WireAPI(key: 37, name: "CreatePartitions", versions: 0...3, firstFlexible: 2)

    package struct Topic: WireStructure {
        package struct Assignment: WireStructure {
            package var brokerIDs: [Int32] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("broker_ids", &brokerIDs)
            }
        }

        package var name = ""
        package var count: Int32 = 0
        package var assignments: [Assignment]? = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("count", &count)
            try code.field("assignments", &assignments)
        }
    }

    package var topics: [Topic] = []
    package var timeoutMs: Int32 = 0
    package var validateOnly = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics)
        try code.field("timeout_ms", &timeoutMs)
        try code.field("validate_only", &validateOnly)
    }
}

/// The answer to `CreatePartitionsRequest`.
package struct CreatePartitionsResponse: WireStructure {
    package struct TopicResult: WireStructure {
        package var name = ""
        package var errorCode = BrokerCode.none
        package var errorMessage: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [TopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
