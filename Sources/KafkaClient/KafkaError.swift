internal import CRdKafka

/// What the client library reported, with what was being done and what to do about it.
package struct KafkaError: Error, Hashable, Sendable {
    /// librdkafka's code: negative for the client's own (`_TRANSPORT`), positive for the broker's.
    package var code: Int32
    /// The code's name: `TOPIC_AUTHORIZATION_FAILED`, `_TRANSPORT`.
    package var name: String
    /// What was being done: `create topic 'positions'`.
    package var operation: String
    /// librdkafka's own words.
    package var reason: String

    package init(code: Int32, operation: String, reason: String? = nil) {
        let error = rd_kafka_resp_err_t(rawValue: code)
        self.code = code
        name = rd_kafka_err2name(error).map { String(cString: $0) } ?? "error \(code)"
        self.operation = operation
        self.reason = reason ?? rd_kafka_err2str(error).map { String(cString: $0) } ?? "unknown error"
    }

    init(_ error: rd_kafka_resp_err_t, operation: String, reason: String? = nil) {
        self.init(code: error.rawValue, operation: operation, reason: reason)
    }

    /// Takes over `error` and destroys it.
    init(consuming error: OpaquePointer, operation: String) {
        self.init(
            code: rd_kafka_error_code(error).rawValue, operation: operation,
            reason: rd_kafka_error_string(error).map { String(cString: $0) })
        rd_kafka_error_destroy(error)
    }

    /// Whether the cluster refused who we are or what we may do, so that trying again cannot help.
    package var isRefusal: Bool {
        KafkaError.refusals.contains(rd_kafka_resp_err_t(rawValue: code))
    }

    /// Whether the cluster refused a right on a topic.
    package var isTopicRefusal: Bool {
        rd_kafka_resp_err_t(rawValue: code) == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
    }

    /// Whether the topic or partition is not there.
    package var isUnknownTopic: Bool {
        [
            RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
            RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, KafkaError.unknownTopicID,
        ].contains(rd_kafka_resp_err_t(rawValue: code))
    }

    /// UNKNOWN_TOPIC_ID (KIP-516), which librdkafka 2.0.2 has no name for.
    private static let unknownTopicID = rd_kafka_resp_err_t(rawValue: 100)

    /// Whether a code only sums up what other errors said before: every broker is down.
    package static func isSummary(_ code: Int32) -> Bool { code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN.rawValue }

    package static func timeout(_ operation: String) -> KafkaError {
        KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation: operation)
    }

    /// Whether the cluster is only not done yet: a leader or a coordinator is being found, a new topic spreads.
    package var isTransient: Bool {
        KafkaError.transients.contains(rd_kafka_resp_err_t(rawValue: code))
    }

    private static let transients: [rd_kafka_resp_err_t] = [
        RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
        RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
        RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
        RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE, RD_KAFKA_RESP_ERR__WAIT_COORD,
        // What the library itself says after it has asked a broker that has not heard of a new topic yet.
        RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
    ]

    private static let refusals: [rd_kafka_resp_err_t] = [
        RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, RD_KAFKA_RESP_ERR__SSL,
        RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
        RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM,
        RD_KAFKA_RESP_ERR__RESOLVE,
    ]
}

extension KafkaError: CustomStringConvertible {
    package var description: String {
        let what = "\(operation): \(reason) (\(name))"
        return advice.map { "\(what). \($0)" } ?? what
    }
}
