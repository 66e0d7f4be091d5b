internal import CRdKafka

/// One record as it was read.
///
/// `value` points into the client's memory, valid until the next `poll` or `close`.
package struct IncomingRecord {
    package var value: UnsafeRawPointer?
    package var valueLength: Int
    /// Index into the topics the consumer was made with; -1 for an error, whose code is in `code`.
    package var topic: Int32
    package var partition: Int32
    package var offset: Int64
    package var code: Int32

    package init(
        value: UnsafeRawPointer?, valueLength: Int, topic: Int32, partition: Int32, offset: Int64, code: Int32
    ) {
        self.value = value
        self.valueLength = valueLength
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.code = code
    }
}

/// A member of a consumer group with batch-shaped calls.
///
/// One thread at a time may call it.
package final class Consumer {
    private let handle: ClientHandle
    private let queue: OpaquePointer
    private let topics: [String]
    private var messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
    private var held = 0
    /// Topic handles as messages carry them, to tell the topic without comparing names.
    private var handles: [(pointer: OpaquePointer, index: Int32)] = []
    private var isClosed = false

    package static let batchCapacity = 512

    /// Joins the group `group.id` of the settings and subscribes to `topics`; the assignment comes while polling.
    package init(settings: [String: String], topics: [String]) throws(KafkaError) {
        handle = try ClientHandle(.consumer, settings: settings) { configuration in
            rd_kafka_conf_set_rebalance_cb(configuration, receiveRebalance)
        }
        rd_kafka_poll_set_consumer(handle.pointer)
        queue = rd_kafka_queue_get_consumer(handle.pointer)
        messages = .allocate(capacity: Consumer.batchCapacity)
        messages.initialize(repeating: nil, count: Consumer.batchCapacity)
        self.topics = topics
        let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: -1) })
        let error = rd_kafka_subscribe(handle.pointer, list.pointer)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(error, operation: "subscribe to \(topics.joined(separator: ", "))")
        }
    }

    deinit {
        close()
        rd_kafka_queue_destroy(queue)
        messages.deallocate()
    }

    /// Waits up to `timeoutMs` for a first record, then takes what is there without waiting; returns how many.
    ///
    /// rd_kafka_consume_batch_queue waits until its array is full or the time is over, which would hold a record back:
    /// so it waits for one record at most, and takes the others with a time of zero.
    package func poll(into: UnsafeMutablePointer<IncomingRecord>, limit: Int, timeoutMs: Int32) -> Int {
        release()
        let wanted = min(limit, Consumer.batchCapacity)
        var count = max(0, rd_kafka_consume_batch_queue(queue, 0, messages, wanted))
        if count == 0, timeoutMs > 0 {
            count = max(0, rd_kafka_consume_batch_queue(queue, timeoutMs, messages, 1))
        }
        held = count
        for index in 0..<count {
            guard let message = messages[index] else { continue }
            let failed = message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR
            into[index] = IncomingRecord(
                value: UnsafeRawPointer(message.pointee.payload), valueLength: message.pointee.len,
                topic: failed ? -1 : topicIndex(message.pointee.rkt), partition: message.pointee.partition,
                offset: message.pointee.offset, code: message.pointee.err.rawValue)
        }
        return count
    }

    private func topicIndex(_ topic: OpaquePointer?) -> Int32 {
        guard let topic else { return -1 }
        for known in handles where known.pointer == topic { return known.index }
        let name = String(cString: rd_kafka_topic_name(topic))
        let index = Int32(topics.firstIndex(of: name) ?? -1)
        handles.append((topic, index))
        return index
    }

    private func release() {
        for index in 0..<held {
            rd_kafka_message_destroy(messages[index])
            messages[index] = nil
        }
        held = 0
    }

    /// The key of a record of the last `poll`, by its place there; valid as long as its value.
    package func key(ofRecord index: Int) -> (bytes: UnsafeRawPointer?, length: Int) {
        guard index < held, let message = messages[index] else { return (nil, 0) }
        return (UnsafeRawPointer(message.pointee.key), message.pointee.key_len)
    }

    /// How often the group gave or took partitions so far: while it stays the same, so does ``assignment``.
    package var rebalances: Int { handle.inbox.rebalances }

    /// Partitions assigned to this member now.
    package var assignment: [TopicPartition] {
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        guard rd_kafka_assignment(handle.pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        return PartitionList(taking: list).partitions
    }

    /// Stops fetching what is assigned now.
    ///
    /// The member goes on polling and stays in its group.
    package func pause() throws(KafkaError) {
        try forAssignment("pause", rd_kafka_pause_partitions)
    }

    package func resume() throws(KafkaError) {
        try forAssignment("resume", rd_kafka_resume_partitions)
    }

    private func forAssignment(
        _ verb: String,
        _ call: (OpaquePointer?, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) -> rd_kafka_resp_err_t
    ) throws(KafkaError) {
        let list = PartitionList(assignment)
        let error = call(handle.pointer, list.pointer)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(error, operation: "\(verb) the assigned partitions")
        }
    }

    /// Commits what was handed over, waiting up to `timeoutMs` for the broker's answer.
    package func commit(timeoutMs: Int32) throws(KafkaError) {
        try OffsetCommit.run(handle.pointer, nil, timeoutMs: timeoutMs, operation: "commit offsets")
    }

    /// Commits, leaves the group and gives its memory back.
    ///
    /// Blocks while the broker answers.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        release()
        rd_kafka_consumer_close(handle.pointer)
    }

    /// Goes away as a crash does: no commit, and no word to the group, which waits for this member until its session times
    /// out.
    package func abandon() {
        guard !isClosed else { return }
        isClosed = true
        release()
        handle.endsSilently = true
    }

    /// What librdkafka had to say since the last call.
    package func takeNotices() -> [ClientNotice] { handle.inbox.take() }

    /// Every property in effect, secrets included.
    package var settings: [String: String] { handle.settings }
}

/// Follows the group's decisions, eager or cooperative, and notes them.
private func receiveRebalance(
    _ client: OpaquePointer?, _ error: rd_kafka_resp_err_t,
    _ partitions: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, _ opaque: UnsafeMutableRawPointer?
) {
    guard let client else { return }
    let isCooperative = rd_kafka_rebalance_protocol(client).map { String(cString: $0) } == "COOPERATIVE"
    let count = partitions?.pointee.cnt ?? 0
    let isAssignment = error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS
    var failure: OpaquePointer?
    switch (isAssignment, isCooperative) {
    case (true, true): failure = rd_kafka_incremental_assign(client, partitions)
    case (true, false): rd_kafka_assign(client, partitions)
    case (false, true): failure = rd_kafka_incremental_unassign(client, partitions)
    case (false, false): rd_kafka_assign(client, nil)
    }
    let inbox = ClientInbox.from(opaque)
    inbox?.put(
        ClientNotice(
            kind: .rebalance, code: error.rawValue,
            text: isAssignment ? "\(count) partitions assigned" : "\(count) partitions revoked"))
    if let failure {
        let error = KafkaError(consuming: failure, operation: "follow a rebalance")
        inbox?.put(ClientNotice(kind: .error, code: error.code, text: error.description))
    }
}
