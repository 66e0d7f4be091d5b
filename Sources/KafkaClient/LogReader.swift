internal import CRdKafka
internal import Foundation

/// Reads partitions from given offsets, and leaves no trace on the cluster.
///
/// It belongs to no group: it has no `group.id`, so it never looks for a coordinator, joins, or commits. It asks for
/// nothing but metadata and records. What it has fetched ahead is bounded by `queued.max.messages.kbytes`; who does not
/// poll stops it fetching.
///
/// One thread at a time may call it.
package final class LogReader {
    private let handle: ClientHandle
    private let queue: OpaquePointer
    private var topics: [OpaquePointer] = []
    private let messages: UnsafeMutablePointer<UnsafeMutablePointer<rd_kafka_message_t>?>
    private var started: Set<Place> = []

    /// Most records of one `poll`.
    package static let batchCapacity = 4096

    private struct Place: Hashable {
        var topic: Int
        var partition: Int32
    }

    /// `topics`: the names that records refer to by index; they must be there.
    package init(settings: [String: String], topics names: [String]) throws(KafkaError) {
        handle = try ClientHandle(.consumer, settings: LogReader.groupless(settings))
        queue = rd_kafka_queue_new(handle.pointer)
        messages = .allocate(capacity: LogReader.batchCapacity)
        messages.initialize(repeating: nil, count: LogReader.batchCapacity)
        for (index, name) in names.enumerated() {
            let configuration = rd_kafka_default_topic_conf_dup(handle.pointer)
            // One more than the index, because a pointer of zero is none.
            rd_kafka_topic_conf_set_opaque(configuration, UnsafeMutableRawPointer(bitPattern: index + 1))
            guard let topic = rd_kafka_topic_new(handle.pointer, name, configuration) else {
                throw KafkaError(rd_kafka_last_error(), operation: "open topic '\(name)'")
            }
            topics.append(topic)
        }
    }

    deinit {
        // rdkafka.h: "The application needs to be stop all consumers before calling rd_kafka_destroy()".
        for place in started { rd_kafka_consume_stop(topics[place.topic], place.partition) }
        rd_kafka_queue_destroy(queue)
        for topic in topics { rd_kafka_topic_destroy(topic) }
        messages.deallocate()
    }

    /// The settings without a group, and with what a reader must not do switched off.
    static func groupless(_ settings: [String: String]) -> [String: String] {
        var settings = settings
        for name in ["group.id", "group.instance.id", "offset.store.method", "offset.store.path"] {
            settings[name] = nil
        }
        let own = [
            "enable.auto.commit": "false", "enable.auto.offset.store": "false", "allow.auto.create.topics": "false",
            // An offset that is gone is told, and not passed over in silence.
            "auto.offset.reset": "error", "enable.partition.eof": "true",
        ]
        return settings.merging(own) { _, own in own }
    }

    /// Begins to fetch a partition at `offset`, which is not negative; one that was started is begun again.
    package func start(topic: Int, partition: Int32, offset: Int64) throws(KafkaError) {
        stop(topic: topic, partition: partition)
        guard rd_kafka_consume_start_queue(topics[topic], partition, offset, queue) == 0 else {
            let name = String(cString: rd_kafka_topic_name(topics[topic]))
            throw KafkaError(rd_kafka_last_error(), operation: "read \(name)[\(partition)] from offset \(offset)")
        }
        started.insert(Place(topic: topic, partition: partition))
    }

    /// Ends the fetching of a partition and drops what was fetched of it.
    package func stop(topic: Int, partition: Int32) {
        guard started.remove(Place(topic: topic, partition: partition)) != nil else { return }
        rd_kafka_consume_stop(topics[topic], partition)
    }

    /// Replaces the batch's contents by what is there, having waited up to `timeoutMs` for a first record.
    ///
    /// As in ``Consumer/poll(into:limit:timeoutMs:)``, only the first record is waited for.
    package func poll(into batch: inout LogBatch, timeoutMs: Int32) {
        batch.records.removeAll(keepingCapacity: true)
        batch.keys.removeAll(keepingCapacity: true)
        // Serves the error callback, which runs in polls of the main queue only.
        rd_kafka_poll(handle.pointer, 0)
        var count = rd_kafka_consume_batch_queue(queue, 0, messages, LogReader.batchCapacity)
        if count <= 0, timeoutMs > 0 { count = rd_kafka_consume_batch_queue(queue, timeoutMs, messages, 1) }
        for index in 0..<max(0, count) {
            guard let message = messages[index] else { continue }
            batch.take(message)
            rd_kafka_message_destroy(message)
            messages[index] = nil
        }
    }

    /// What librdkafka had to say since the last call.
    package func takeNotices() -> [ClientNotice] { handle.inbox.take() }

    /// Every property in effect, secrets included.
    package var settings: [String: String] { handle.settings }
}

extension LogBatch {
    fileprivate mutating func take(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        let topic = message.pointee.rkt.flatMap { rd_kafka_topic_opaque($0) }.map { Int32(Int(bitPattern: $0) - 1) }
        var record = LogRecord(
            kind: .record, topic: topic ?? -1, partition: message.pointee.partition, offset: message.pointee.offset)
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            record.kind =
                switch message.pointee.err {
                case RD_KAFKA_RESP_ERR__PARTITION_EOF: .endOfLog
                case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE: .outOfRange
                default: .failure
                }
            record.code = message.pointee.err.rawValue
            records.append(record)
            return
        }
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        record.timestampMs = rd_kafka_message_timestamp(message, &kind)
        record.timestampKind =
            switch kind {
            case RD_KAFKA_TIMESTAMP_CREATE_TIME: .create
            case RD_KAFKA_TIMESTAMP_LOG_APPEND_TIME: .append
            default: .none
            }
        if let key = message.pointee.key {
            record.keyStart = keys.count
            record.keyLength = Int32(clamping: message.pointee.key_len)
            keys.append(contentsOf: UnsafeRawBufferPointer(start: key, count: message.pointee.key_len))
        }
        if message.pointee.payload != nil { record.valueLength = Int32(clamping: message.pointee.len) }
        (record.headerCount, record.headerBytes) = LogBatch.headers(of: message)
        records.append(record)
    }

    /// How many headers, and the bytes of their names and values.
    private static func headers(of message: UnsafePointer<rd_kafka_message_t>) -> (count: Int32, bytes: Int32) {
        var headers: OpaquePointer?
        guard rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR, let headers else {
            return (0, 0)
        }
        var (count, bytes) = (0, 0)
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var length = 0
        while rd_kafka_header_get_all(headers, count, &name, &value, &length) == RD_KAFKA_RESP_ERR_NO_ERROR {
            count += 1
            bytes += length + (name.map { strlen($0) } ?? 0)
        }
        return (Int32(clamping: count), Int32(clamping: bytes))
    }
}
