internal import CRdKafka

/// One record to hand over.
///
/// The bytes are copied before `enqueue` returns.
package struct OutgoingRecord {
    package var value: UnsafeRawPointer
    package var valueLength: Int
    /// nil: no key.
    package var key: UnsafeRawPointer?
    package var keyLength: Int
    package var partition: Int32
    /// Comes back in the delivery report.
    package var tag: UInt32
    /// After `enqueue`: 0 when the client took it, else librdkafka's error code.
    package var status: Int32

    package init(
        value: UnsafeRawPointer, valueLength: Int, key: UnsafeRawPointer?, keyLength: Int, partition: Int32,
        tag: UInt32
    ) {
        self.value = value
        self.valueLength = valueLength
        self.key = key
        self.keyLength = keyLength
        self.partition = partition
        self.tag = tag
        status = 0
    }
}

/// What became of one record that the client took.
package struct DeliveryReport {
    package enum Outcome: UInt8 {
        /// In the log, as `acks` understands it.
        case acknowledged
        /// Certainly not in the log.
        case rejected
        /// Nobody knows: the broker may have it.
        case indeterminate
    }

    /// The record's own.
    package var tag: UInt32
    /// librdkafka's error code; 0 where it was acknowledged.
    package var code: Int32
    package var outcome: Outcome
}

/// A Kafka producer with batch-shaped calls.
///
/// One thread at a time may call it.
///
/// Delivery reports come as events on the client's main queue, thousands in one event, instead of through a callback
/// per record (rdkafka.h, RD_KAFKA_EVENT_DR).
///
/// Sendable so that it can be made on one thread and used on another; the caller sees to it that they take turns.
package final class Producer: @unchecked Sendable {
    private let handle: ClientHandle
    private let queue: OpaquePointer
    private var topics: [OpaquePointer] = []
    private var messages: UnsafeMutablePointer<rd_kafka_message_t>
    private var reports: UnsafeMutablePointer<UnsafePointer<rd_kafka_message_t>?>
    /// The event whose messages the last `poll` handed out.
    private var event: OpaquePointer?
    private let capacity: Int
    private let bell: ReportBell?
    private var hasEnded = false

    /// Most records of one `enqueue`, and most reports of one `poll`, of a producer that was not asked for fewer.
    package static let batchCapacity = 1024

    package static var queueFull: Int32 { RD_KAFKA_RESP_ERR__QUEUE_FULL.rawValue }
    /// The code of what could not be handed over, because there was no connection.
    package static var notConnected: Int32 { RD_KAFKA_RESP_ERR__TRANSPORT.rawValue }

    /// `topics`: the names that `enqueue` refers to by index.
    ///
    /// With a `bell`, the client rings it as `number` when there is something to `poll`; poll until nothing is left.
    package init(
        settings: [String: String], topics names: [String], capacity: Int = Producer.batchCapacity,
        bell: ReportBell? = nil, number: UInt32 = 0
    ) throws(KafkaError) {
        self.capacity = capacity
        self.bell = bell
        handle = try ClientHandle(.producer, settings: settings) { configuration in
            rd_kafka_conf_set_events(configuration, RD_KAFKA_EVENT_DR)
        }
        queue = rd_kafka_queue_get_main(handle.pointer)
        messages = .allocate(capacity: capacity)
        messages.initialize(repeating: rd_kafka_message_t(), count: capacity)
        reports = .allocate(capacity: capacity)
        reports.initialize(repeating: nil, count: capacity)
        if let bell {
            var number = number
            rd_kafka_queue_io_event_enable(queue, bell.writeEnd, &number, MemoryLayout<UInt32>.size)
        }
        for name in names {
            guard let topic = rd_kafka_topic_new(handle.pointer, name, nil) else {
                throw KafkaError(rd_kafka_last_error(), operation: "open topic '\(name)'")
            }
            topics.append(topic)
        }
    }

    deinit {
        end()
        messages.deallocate()
        reports.deallocate()
    }

    /// Ends the client, if it has not ended yet, and waits for that in bounded time; nothing else may be called after.
    ///
    /// For the owner of many, who does not want to wait where the last reference happens to go.
    package func end() {
        guard !hasEnded else { return }
        hasEnded = true
        if let event { rd_kafka_event_destroy(event) }
        event = nil
        // Before the bell's pipe may go.
        if bell != nil { rd_kafka_queue_io_event_enable(queue, -1, nil, 0) }
        // What is still queued would make rd_kafka_destroy wait for its delivery; whoever closes has given up on it.
        rd_kafka_purge(handle.pointer, Int32(RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT))
        for topic in topics { rd_kafka_topic_destroy(topic) }
        topics = []
        rd_kafka_queue_destroy(queue)
        handle.end()
    }

    /// Learns the topics' leaders, so that the first record need not wait for them.
    package func connect(timeoutMs: Int32) throws(KafkaError) {
        for topic in topics {
            var answer: UnsafePointer<rd_kafka_metadata>?
            let error = rd_kafka_metadata(handle.pointer, 0, topic, &answer, timeoutMs)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
                let name = String(cString: rd_kafka_topic_name(topic))
                throw KafkaError(error, operation: "learn the leaders of topic '\(name)'")
            }
            rd_kafka_metadata_destroy(answer)
        }
    }

    /// Hands over up to its capacity of records of one topic; returns how many the client took.
    ///
    /// Each record's `status` says what became of it. A full queue refuses that record and all after it.
    package func enqueue(topic: Int, _ records: UnsafeMutablePointer<OutgoingRecord>, count: Int) -> Int {
        precondition(count <= capacity, "enqueue of \(count) records, at most \(capacity)")
        for index in 0..<count {
            let record = records + index
            let message = messages + index
            message.pointee.payload = UnsafeMutableRawPointer(mutating: record.pointee.value)
            message.pointee.len = record.pointee.valueLength
            message.pointee.key = UnsafeMutableRawPointer(mutating: record.pointee.key)
            message.pointee.key_len = record.pointee.keyLength
            message.pointee.partition = record.pointee.partition
            message.pointee.err = RD_KAFKA_RESP_ERR_NO_ERROR
            // One more than the tag, because a pointer of zero is none.
            message.pointee._private = UnsafeMutableRawPointer(bitPattern: UInt(record.pointee.tag) &+ 1)
        }
        let taken = rd_kafka_produce_batch(
            topics[topic], 0, Int32(RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_PARTITION), messages, Int32(count))
        for index in 0..<count { records[index].status = messages[index].err.rawValue }
        return Int(taken)
    }

    /// Waits up to `timeoutMs` for delivery reports and writes up to its capacity of them to `into`; returns how many.
    package func poll(into: UnsafeMutablePointer<DeliveryReport>, timeoutMs: Int32) -> Int {
        if let event {
            let count = fill(into, from: event)
            if count > 0 { return count }
            rd_kafka_event_destroy(event)
            self.event = nil
        }
        var next = rd_kafka_queue_poll(queue, timeoutMs)
        while let other = next, rd_kafka_event_type(other) != RD_KAFKA_EVENT_DR {
            note(other)
            next = rd_kafka_queue_poll(queue, 0)
        }
        guard let next else { return 0 }
        event = next
        return fill(into, from: next)
    }

    /// Takes in an event that is no delivery report, and destroys it.
    private func note(_ event: OpaquePointer) {
        // rdkafka.c, rd_kafka_poll_cb(): polled for events, the queue gives errors as such, and calls no callback.
        if rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR {
            let text = rd_kafka_event_error_string(event).map { String(cString: $0) } ?? ""
            handle.inbox.put(ClientNotice(kind: .error, code: rd_kafka_event_error(event).rawValue, text: text))
        }
        rd_kafka_event_destroy(event)
    }

    /// What the client has to say, before anything was handed over to it.
    func serveNotices() -> [ClientNotice] {
        while let next = rd_kafka_queue_poll(queue, 0) { note(next) }
        return handle.inbox.take()
    }

    /// Gives up on everything that was handed over and not reported yet; the reports are to be polled soon.
    ///
    /// What no broker can have is rejected, the rest is indeterminate.
    package func giveUp() {
        rd_kafka_purge(
            handle.pointer,
            Int32(RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING))
    }

    private func fill(_ into: UnsafeMutablePointer<DeliveryReport>, from event: OpaquePointer) -> Int {
        let count = rd_kafka_event_message_array(event, reports, capacity)
        for index in 0..<count {
            guard let message = reports[index] else { continue }
            into[index] = DeliveryReport(
                tag: UInt32(truncatingIfNeeded: UInt(bitPattern: message.pointee._private) &- 1),
                code: message.pointee.err.rawValue,
                outcome: Producer.outcome(of: message))
        }
        return count
    }

    private static func outcome(of message: UnsafePointer<rd_kafka_message_t>) -> DeliveryReport.Outcome {
        guard message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR else { return .acknowledged }
        // rdkafka.h, rd_kafka_message_status(): not persisted is certain, possibly persisted is not.
        return rd_kafka_message_status(message) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED ? .rejected : .indeterminate
    }

    /// What librdkafka had to say since the last call.
    package func takeNotices() -> [ClientNotice] { handle.inbox.take() }

    /// Every property in effect, secrets included.
    package var settings: [String: String] { handle.settings }
}
