internal import CRdKafka

extension Admin {
    /// For each partition, in the order asked, the first offset whose record is of `timestampMs` or later; nil where
    /// there is none yet.
    ///
    /// Milliseconds since 1970, not negative. One request per leader (ListOffsets, KIP-79).
    package func offsets(atMs timestampMs: Int64, of partitions: [TopicPartition], timeoutMs: Int32)
        throws(KafkaError) -> [TopicPartition]
    {
        let list = PartitionList(
            partitions.map { TopicPartition(topic: $0.topic, partition: $0.partition, offset: timestampMs) })
        let operation = "ask for the offsets at a time"
        let error = rd_kafka_offsets_for_times(handle.pointer, list.pointer, timeoutMs)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(error, operation: operation) }
        if let (partition, error) = list.firstError {
            throw KafkaError(error, operation: "\(operation) of \(partition.topic)[\(partition.partition)]")
        }
        return list.partitions
    }
}
