// DeleteTopics, key 20, versions 1 to 6.

/// Deletes topics (KIP-4).
package struct DeleteTopicsRequest: WireRequest {
    package typealias Response = DeleteTopicsResponse
    package static let api = WireAPI(key: 20, name: "DeleteTopics", versions: 1...6, firstFlexible: 4)

    package struct DeleteTopicState: WireStructure {
        package var name: String?
        package var topicID = WireID.zero

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name, since: 6)
            try code.field("topic_id", &topicID, since: 6)
        }
    }

    package var topics: [DeleteTopicState] = []
    package var topicNames: [String] = []
    package var timeoutMs: Int32 = 0

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("topics", &topics, since: 6)
        try code.field("topic_names", &topicNames, through: 5)
        try code.field("timeout_ms", &timeoutMs)
    }
}

/// The answer to `DeleteTopicsRequest`.
package struct DeleteTopicsResponse: WireStructure {
    package struct TopicResult: WireStructure {
        package var name: String? = ""
        package var topicID = WireID.zero
        package var errorCode = BrokerCode.none
        package var errorMessage: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("topic_id", &topicID, since: 6)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage, since: 5)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var responses: [TopicResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("responses", &responses)
    }
}
