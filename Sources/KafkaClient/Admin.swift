internal import CRdKafka

/// Questions and changes outside the data path.
///
/// Every call blocks up to its time limit: never from the cooperative pool.
///
/// Sendable because librdkafka's handles are thread-safe and it has no state of its own.
package final class Admin: Sendable {
    let handle: ClientHandle
    private let hasGroup: Bool

    /// Asks only what leaves nothing on the cluster: it names no group, so that no coordinator is looked for, which alone
    /// would make a fresh cluster create `__consumer_offsets`, and a topic that is not there is not created by asking.
    package init(groupless settings: [String: String]) throws(KafkaError) {
        handle = try ClientHandle(.consumer, settings: LogReader.groupless(settings))
        hasGroup = false
    }

    /// `settings` may name a `group.id`, for ``committed(_:timeoutMs:)`` and ``commit(_:)``; nothing joins the group.
    package init(settings: [String: String]) throws(KafkaError) {
        // A consumer, because only a consumer may ask for committed offsets; without a subscription it joins nothing.
        var settings = settings
        settings["group.id"] = settings["group.id"] ?? "seatrial-admin"
        settings["enable.auto.commit"] = "false"
        handle = try ClientHandle(.consumer, settings: settings)
        rd_kafka_poll_set_consumer(handle.pointer)
        hasGroup = true
    }

    /// What librdkafka had to say since the last call.
    package func takeNotices() -> [ClientNotice] { awaitNotices(timeoutMs: 0) }

    /// Waits up to `timeoutMs` for the library to say something.
    package func awaitNotices(timeoutMs: Int32) -> [ClientNotice] {
        guard hasGroup else {
            rd_kafka_poll(handle.pointer, timeoutMs)
            return handle.inbox.take()
        }
        // Serves the error callback, which runs in polls only. What concerns the group comes as a message instead.
        if let message = rd_kafka_consumer_poll(handle.pointer, timeoutMs) {
            let error = message.pointee.err
            if error != RD_KAFKA_RESP_ERR_NO_ERROR {
                let text = rd_kafka_message_errstr(message).map { String(cString: $0) } ?? ""
                handle.inbox.put(ClientNotice(kind: .error, code: error.rawValue, text: text))
            }
            rd_kafka_message_destroy(message)
        }
        return handle.inbox.take()
    }

    /// Brokers, and the named topics (nil: all of them).
    package func metadata(topics names: [String]? = nil, timeoutMs: Int32) throws(KafkaError) -> ClusterMetadata {
        guard let names, let first = names.first else { return try metadata(of: nil, all: names == nil, timeoutMs) }
        // rd_kafka_metadata describes one topic or all.
        var whole = try metadata(ofTopicNamed: first, timeoutMs)
        for name in names.dropFirst() { whole.topics += try metadata(ofTopicNamed: name, timeoutMs).topics }
        return whole
    }

    private func metadata(ofTopicNamed name: String, _ timeoutMs: Int32) throws(KafkaError) -> ClusterMetadata {
        guard let topic = rd_kafka_topic_new(handle.pointer, name, nil) else {
            throw KafkaError(rd_kafka_last_error(), operation: "open topic '\(name)'")
        }
        defer { rd_kafka_topic_destroy(topic) }
        return try metadata(of: topic, all: false, timeoutMs)
    }

    private func metadata(of topic: OpaquePointer?, all: Bool, _ timeoutMs: Int32) throws(KafkaError)
        -> ClusterMetadata
    {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let error = rd_kafka_metadata(handle.pointer, all ? 1 : 0, topic, &answer, timeoutMs)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw KafkaError(error, operation: "ask the cluster for its metadata")
        }
        defer { rd_kafka_metadata_destroy(answer) }
        var metadata = ClusterMetadata(answer.pointee)
        if let text = rd_kafka_clusterid(handle.pointer, 0) {
            metadata.clusterID = String(cString: text)
            rd_kafka_mem_free(handle.pointer, text)
        }
        let controller = rd_kafka_controllerid(handle.pointer, 0)
        metadata.controller = controller >= 0 ? controller : nil
        return metadata
    }

    /// Log ends (`.end`) or log starts (`.start`) of the partitions, in the order asked.
    ///
    /// One request per leader.
    package func offsets(_ edge: LogEdge, of partitions: [TopicPartition], timeoutMs: Int32) throws(KafkaError)
        -> [TopicPartition]
    {
        let list = PartitionList(
            partitions.map { TopicPartition(topic: $0.topic, partition: $0.partition, offset: edge.rawValue) })
        // ListOffsets takes a timestamp, of which -1 and -2 mean end and start (KIP-79).
        let error = rd_kafka_offsets_for_times(handle.pointer, list.pointer, timeoutMs)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let failure = KafkaError(error, operation: "ask for log \(edge == .end ? "ends" : "starts")")
            throw failure.isUnknownTopic ? try naming(failure, in: partitions, timeoutMs: timeoutMs) : failure
        }
        if let (partition, error) = list.firstError {
            throw KafkaError(
                error,
                operation:
                    "ask for the log \(edge == .end ? "end" : "start") of \(partition.topic)[\(partition.partition)]")
        }
        return list.partitions
    }

    /// The same error with the name of the topic that is not there, which librdkafka does not tell.
    private func naming(
        _ failure: KafkaError, in partitions: [TopicPartition], timeoutMs: Int32
    ) throws(KafkaError) -> KafkaError {
        let names = Set(partitions.map(\.topic)).sorted()
        let missing = try metadata(topics: names, timeoutMs: timeoutMs).topics.filter {
            $0.error?.isUnknownTopic == true
        }
        var named = failure
        // Brokers hear of a deletion one after the other: the one asked now may not have heard of it yet.
        let suspects = missing.isEmpty ? names : missing.map(\.name)
        let words = missing.isEmpty && names.count > 1 ? "one of topics" : "topic"
        named.operation += " of \(words) " + suspects.map { "'\($0)'" }.joined(separator: ", ")
        return named
    }

    /// One end of a partition's log; the value is what ListOffsets calls it.
    package enum LogEdge: Int64, Sendable {
        case end = -1
        case start = -2
    }

    /// What the settings' group has committed, in the order asked; nil offsets where it has committed nothing.
    package func committed(_ partitions: [TopicPartition], timeoutMs: Int32) throws(KafkaError) -> [TopicPartition] {
        let list = PartitionList(partitions)
        let error = rd_kafka_committed(handle.pointer, list.pointer, timeoutMs)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(error, operation: "ask for committed offsets")
        }
        if let (partition, error) = list.firstError {
            throw KafkaError(
                error, operation: "ask for the committed offset of \(partition.topic)[\(partition.partition)]")
        }
        return list.partitions
    }

    /// Commits offsets for the settings' group, which must have no members.
    package func commit(_ partitions: [TopicPartition], timeoutMs: Int32 = 10_000) throws(KafkaError) {
        try OffsetCommit.run(
            handle.pointer, PartitionList(partitions), timeoutMs: timeoutMs,
            operation: "commit the group's starting offsets")
    }
}
