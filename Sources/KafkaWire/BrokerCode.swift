/// An error code of the Kafka protocol; 0 is none.
///
/// Names are those of Kafka's `Errors`. Only what this client's own requests can bring has a name here.
package struct BrokerCode: Hashable, Sendable, RawRepresentable {
    package var rawValue: Int16

    package init(rawValue: Int16) {
        self.rawValue = rawValue
    }

    static let none = BrokerCode(rawValue: 0)
    static let offsetOutOfRange = BrokerCode(rawValue: 1)
    static let unknownTopicOrPartition = BrokerCode(rawValue: 3)
    static let topicAuthorizationFailed = BrokerCode(rawValue: 29)
    static let unsupportedSaslMechanism = BrokerCode(rawValue: 33)
    static let unsupportedVersion = BrokerCode(rawValue: 35)
    static let saslAuthenticationFailed = BrokerCode(rawValue: 58)

    /// Whether the cluster is only moving a leader or starting up, so that asking again can help.
    var isTransient: Bool { BrokerCode.transients.contains(rawValue) }

    var remedy: String? { BrokerCode.remedies[rawValue] }

    private static let transients: Set<Int16> = [5, 6, 7, 9, 13, 56, 72, 74, 75, 78]

    private static let names: [Int16: String] = [
        -1: "UNKNOWN_SERVER_ERROR", 0: "NONE", 1: "OFFSET_OUT_OF_RANGE", 2: "CORRUPT_MESSAGE",
        3: "UNKNOWN_TOPIC_OR_PARTITION", 5: "LEADER_NOT_AVAILABLE", 6: "NOT_LEADER_OR_FOLLOWER",
        7: "REQUEST_TIMED_OUT", 9: "REPLICA_NOT_AVAILABLE", 13: "NETWORK_EXCEPTION", 17: "INVALID_TOPIC_EXCEPTION",
        29: "TOPIC_AUTHORIZATION_FAILED", 31: "CLUSTER_AUTHORIZATION_FAILED", 33: "UNSUPPORTED_SASL_MECHANISM",
        34: "ILLEGAL_SASL_STATE", 35: "UNSUPPORTED_VERSION", 42: "INVALID_REQUEST",
        43: "UNSUPPORTED_FOR_MESSAGE_FORMAT", 56: "KAFKA_STORAGE_ERROR", 58: "SASL_AUTHENTICATION_FAILED",
        72: "LISTENER_NOT_FOUND", 74: "FENCED_LEADER_EPOCH", 75: "UNKNOWN_LEADER_EPOCH",
        76: "UNSUPPORTED_COMPRESSION_TYPE", 78: "OFFSET_NOT_AVAILABLE", 100: "UNKNOWN_TOPIC_ID",
    ]

    private static let remedies: [Int16: String] = [
        3:
            "Check the topic's name and its number of partitions; a user without the right to describe it is told the same",
        29: "Give this user the rights Read and Describe on the topic",
        31: "Give this user the right Describe on the cluster",
        33: "Set sasl.mechanism to one that the broker's listener has",
        34: "Set security.protocol to what the broker's listener speaks",
        58: "Check sasl.username, sasl.password and sasl.mechanism",
    ]
}

extension BrokerCode: CustomStringConvertible {
    package var description: String {
        BrokerCode.names[rawValue].map { "\($0) (\(rawValue))" } ?? "error code \(rawValue)"
    }
}
