// AddRaftVoter, key 80, versions 0 to 1.

/// Adds a voter to the metadata quorum (KIP-853).
package struct AddRaftVoterRequest: WireRequest {
    package typealias Response = AddRaftVoterResponse
    package static let api = WireAPI(key: 80, name: "AddRaftVoter", versions: 0...1, firstFlexible: 0)

    package struct Listener: WireStructure {
        package var name = ""
        package var host = ""
        package var port: UInt16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("host", &host)
            try code.field("port", &port)
        }
    }

    package var clusterID: String? = ""
    package var timeoutMs: Int32 = 0
    package var voterID: Int32 = 0
    package var voterDirectoryID = WireID.zero
    package var listeners: [Listener] = []
    package var ackWhenCommitted = true

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("cluster_id", &clusterID)
        try code.field("timeout_ms", &timeoutMs)
        try code.field("voter_id", &voterID)
        try code.field("voter_directory_id", &voterDirectoryID)
        try code.field("listeners", &listeners)
        try code.field("ack_when_committed", &ackWhenCommitted, since: 1)
    }
}

/// The answer to `AddRaftVoterRequest`.
package struct AddRaftVoterResponse: WireStructure {
    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
    }
}
