internal import CRdKafka

extension KafkaError {
    /// What to do about it, in a sentence; nil where librdkafka's words already say it.
    package var advice: String? {
        switch rd_kafka_resp_err_t(rawValue: code) {
        case RD_KAFKA_RESP_ERR__RESOLVE:
            "Check the host name in bootstrap, and that this machine's DNS knows it."
        case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
            transportAdvice
        case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
            "Check that the brokers' advertised listeners can be reached from this machine and that "
                + "security.protocol matches the listener."
        case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
            "Check sasl.username, sasl.password and sasl.mechanism of the target."
        case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
            "Set sasl.mechanism of the target to one that the broker enables."
        case RD_KAFKA_RESP_ERR__SSL:
            "Check ssl.ca.location (and ssl.certificate.location, ssl.key.location for mutual TLS), and that the "
                + "certificate names the host in bootstrap."
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
            "Grant this user Describe, Read and Write on the scenario's topics (Create, to let Seatrial create them)."
        case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
            "Grant this user Read on the consumer groups with the prefix 'seatrial-'."
        case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            "Grant this user Create (and IdempotentWrite, on brokers before 3.0) on the cluster, or create the topics "
                + "beforehand."
        case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
            "Set topics.<name>.replication to at most the number of brokers, or leave it out for the cluster's default."
        case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
            "The cluster's policy refuses this topic: change topics.<name> in the scenario, or create it beforehand."
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
            "The topic is not there (any more): create it, or let the scenario create it."
        default:
            nil
        }
    }

    private var transportAdvice: String {
        let words = reason.lowercased()
        if words.contains("refused") {
            return "Nothing listens there: check host and port in bootstrap, and that the broker runs."
        }
        if words.contains("disconnected") || words.contains("closed") {
            return "The broker closed the connection: check that security.protocol matches the listener "
                + "(SASL_SSL, SSL, SASL_PLAINTEXT or PLAINTEXT)."
        }
        return "Check bootstrap, the network and firewall, and security.protocol."
    }
}
