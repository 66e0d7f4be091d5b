// DescribeCluster, key 60, versions 0 to 2.

/// Describes the cluster (KIP-700).
package struct DescribeClusterRequest: WireRequest {
    package typealias Response = DescribeClusterResponse
    package static let api = WireAPI(key: 60, name: "DescribeCluster", versions: 0...2, firstFlexible: 0)

    package var includeClusterAuthorizedOperations = false
    package var endpointType: Int8 = 1
    package var includeFencedBrokers = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("include_cluster_authorized_operations", &includeClusterAuthorizedOperations)
        try code.field("endpoint_type", &endpointType, since: 1)
        try code.field("include_fenced_brokers", &includeFencedBrokers, since: 2)
    }
}

/// The answer to `DescribeClusterRequest`.
package struct DescribeClusterResponse: WireStructure {
    package struct Broker: WireStructure {
        package var brokerID: Int32 = 0
        package var host = ""
        package var port: Int32 = 0
        package var rack: String?
        package var isFenced = false

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("broker_id", &brokerID)
            try code.field("host", &host)
            try code.field("port", &port)
            try code.field("rack", &rack)
            try code.field("is_fenced", &isFenced, since: 2)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String?
    package var endpointType: Int8 = 1
    package var clusterID = ""
    package var controllerID: Int32 = -1
    package var brokers: [Broker] = []
    package var clusterAuthorizedOperations: Int32 = -2_147_483_648

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("endpoint_type", &endpointType, since: 1)
        try code.field("cluster_id", &clusterID)
        try code.field("controller_id", &controllerID)
        try code.field("brokers", &brokers)
        try code.field("cluster_authorized_operations", &clusterAuthorizedOperations)
    }
}
