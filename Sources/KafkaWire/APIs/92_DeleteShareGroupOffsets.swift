// DeleteShareGroupOffsets, key 92, versions 0.

/// Deletes the offsets of a share group (KIP-932).
package struct DeleteShareGroupOffsetsRequest: WireRequest {
    package typealias Response = DeleteShareGroupOffsetsResponse
    package static let api = WireAPI(key: 92, name: "DeleteShareGroupOffsets", versions: 0...0, firstFlexible: 0)

    package struct Topic: WireStructure {
        package var topicName = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
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

/// The answer to `DeleteShareGroupOffsetsRequest`.
package struct DeleteShareGroupOffsetsResponse: WireStructure {
    package struct Topic: WireStructure {
        package var topicName = ""
        package var topicID = WireID.zero
        package var errorCode = BrokerCode.none
        package var errorMessage: String?

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic_name", &topicName)
            try code.field("topic_id", &topicID)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
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
