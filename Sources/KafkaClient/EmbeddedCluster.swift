internal import CRdKafka

/// A cluster inside the process: librdkafka's mock brokers on loopback.
///
/// A stopgap with known limits (docs/methodology.md, "The embedded target"): 5 MiB a partition, no admin requests, an
/// empty fetch waits its whole time, a stopped broker keeps its leaderships.
///
/// Sendable because the mock's calls are handed to its own thread (rdkafka_mock.h) and nothing here is mutable.
package final class EmbeddedCluster: @unchecked Sendable {
    private let handle: ClientHandle
    private let cluster: OpaquePointer

    package init(brokers: Int) throws(KafkaError) {
        handle = try ClientHandle(.producer, settings: ["client.id": "embedded"])
        guard let cluster = rd_kafka_mock_cluster_new(handle.pointer, Int32(brokers)) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, operation: "start the embedded cluster")
        }
        self.cluster = cluster
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
    }

    package var bootstrap: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    package func create(topic: String, partitions: Int32, replication: Int32) throws(KafkaError) {
        let error = rd_kafka_mock_topic_create(cluster, topic, partitions, replication)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(error, operation: "create topic '\(topic)' on the embedded cluster")
        }
    }

    /// Closes the broker's listener and connections.
    ///
    /// It keeps its leaderships.
    package func stop(broker: Int32) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_down(cluster, broker), "stop embedded broker \(broker)")
    }

    package func start(broker: Int32) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_up(cluster, broker), "start embedded broker \(broker)")
    }

    private func check(_ error: rd_kafka_resp_err_t, _ operation: String) throws(KafkaError) {
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error, operation: operation) }
    }
}
