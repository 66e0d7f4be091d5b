internal import CRdKafka

/// What the cluster says of itself.
package struct ClusterMetadata: Hashable, Sendable {
    package struct Broker: Hashable, Sendable {
        package var id: Int32
        package var host: String
        package var port: Int32
    }

    package struct Topic: Hashable, Sendable {
        package struct Partition: Hashable, Sendable {
            package var id: Int32
            package var leader: Int32
            package var replicas: [Int32]
            package var inSync: [Int32]
        }

        package var name: String
        package var partitions: [Partition]
        /// Why the cluster does not describe it; nil where it does.
        package var error: KafkaError?
    }

    package var clusterID: String?
    package var controller: Int32?
    package var brokers: [Broker]
    package var topics: [Topic]
}

extension ClusterMetadata {
    init(_ metadata: rd_kafka_metadata) {
        brokers = (0..<Int(metadata.broker_cnt)).map { index in
            let broker = metadata.brokers[index]
            return Broker(id: broker.id, host: String(cString: broker.host), port: broker.port)
        }
        topics = (0..<Int(metadata.topic_cnt)).map { Topic(metadata.topics[$0]) }
    }
}

extension ClusterMetadata.Topic {
    init(_ topic: rd_kafka_metadata_topic) {
        name = String(cString: topic.topic)
        error =
            topic.err == RD_KAFKA_RESP_ERR_NO_ERROR
            ? nil : KafkaError(topic.err, operation: "describe topic '\(String(cString: topic.topic))'")
        partitions = (0..<Int(topic.partition_cnt)).map { index in
            let partition = topic.partitions[index]
            return Partition(
                id: partition.id, leader: partition.leader,
                replicas: (0..<Int(partition.replica_cnt)).map { partition.replicas[$0] },
                inSync: (0..<Int(partition.isr_cnt)).map { partition.isrs[$0] })
        }
        .sorted { $0.id < $1.id }
    }
}
