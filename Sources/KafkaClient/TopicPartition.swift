internal import CRdKafka

/// A partition of a topic, with the offset that a call asked for or answered; nil where there is none.
package struct TopicPartition: Hashable, Sendable {
    package var topic: String
    package var partition: Int32
    package var offset: Int64?

    package init(topic: String, partition: Int32, offset: Int64? = nil) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

/// The owner of a librdkafka partition list.
///
/// The pointer must not outlive it.
final class PartitionList {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ partitions: [TopicPartition]) {
        // Aborts inside librdkafka when memory is out, so never nil.
        guard let list = rd_kafka_topic_partition_list_new(Int32(partitions.count)) else {
            preconditionFailure("librdkafka gave no partition list for \(partitions.count) partitions")
        }
        pointer = list
        for partition in partitions {
            let element = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
            if let offset = partition.offset { element?.pointee.offset = offset }
        }
    }

    init(taking list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        pointer = list
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    private var elements: UnsafeBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeBufferPointer(start: pointer.pointee.elems, count: Int(pointer.pointee.cnt))
    }

    var partitions: [TopicPartition] { PartitionList.partitions(pointer) }

    /// What is in a list that librdkafka owns.
    static func partitions(_ list: UnsafePointer<rd_kafka_topic_partition_list_t>?) -> [TopicPartition] {
        guard let list else { return [] }
        return UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt)).map { element in
            TopicPartition(
                topic: String(cString: element.topic), partition: element.partition,
                offset: element.offset >= 0 ? element.offset : nil)
        }
    }

    /// The first partition that the broker answered with an error.
    var firstError: (partition: TopicPartition, error: rd_kafka_resp_err_t)? {
        elements.first { $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }.map { element in
            (TopicPartition(topic: String(cString: element.topic), partition: element.partition), element.err)
        }
    }
}
