internal import CRdKafka

/// One commit of offsets, waited for in bounded time: rd_kafka_commit() itself waits for as long as it takes.
enum OffsetCommit {
    /// Commits `partitions`, or nil for what was handed over since the last commit.
    static func run(
        _ client: OpaquePointer, _ partitions: PartitionList?, timeoutMs: Int32, operation: String
    ) throws(KafkaError) {
        let queue = rd_kafka_queue_new(client)
        defer { rd_kafka_queue_destroy(queue) }
        let refused = rd_kafka_commit_queue(client, partitions?.pointer, queue, nil, nil)
        // Nothing was handed over since the last commit.
        if refused == RD_KAFKA_RESP_ERR__NO_OFFSET { return }
        guard refused == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(refused, operation: operation) }
        guard let event = rd_kafka_queue_poll(queue, timeoutMs) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation: operation)
        }
        defer { rd_kafka_event_destroy(event) }
        let error = rd_kafka_event_error(event)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR__NO_OFFSET else {
            throw KafkaError(error, operation: operation)
        }
    }
}
