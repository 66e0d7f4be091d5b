// FindCoordinator, key 10, versions 0 to 6.

/// Asks which broker coordinates a group or a transactional id.
package struct FindCoordinatorRequest: WireRequest {
    package typealias Response = FindCoordinatorResponse
    package static let api = WireAPI(key: 10, name: "FindCoordinator", versions: 0...6, firstFlexible: 3)

    package var key = ""
    package var keyType: Int8 = 0
    package var coordinatorKeys: [String] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("key", &key, through: 3)
        try code.field("key_type", &keyType, since: 1)
        try code.field("coordinator_keys", &coordinatorKeys, since: 4)
    }
}

/// The answer to `FindCoordinatorRequest`.
package struct FindCoordinatorResponse: WireStructure {
    package struct Coordinator: WireStructure {
        package var key = ""
        package var nodeID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("key", &key, since: 4)
            try code.field("node_id", &nodeID, since: 4)
            try code.field("host", &host, since: 4)
            try code.field("port", &port, since: 4)
            try code.field("error_code", &errorCode, since: 4)
            try code.field("error_message", &errorMessage, since: 4)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var nodeID: Int32 = 0
    package var host = ""
    package var port: Int32 = 0
    package var coordinators: [Coordinator] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs, since: 1)
        try code.field("error_code", &errorCode, through: 3)
        try code.field("error_message", &errorMessage, since: 1, through: 3)
        try code.field("node_id", &nodeID, through: 3)
        try code.field("host", &host, through: 3)
        try code.field("port", &port, through: 3)
        try code.field("coordinators", &coordinators, since: 4)
    }
}
