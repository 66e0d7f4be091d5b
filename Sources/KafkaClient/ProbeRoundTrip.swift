internal import CRdKafka

/// One record there and back, for looking at a target.
///
/// Not for measuring: it waits in whole milliseconds.
package enum ProbeRoundTrip {
    /// Writes one record and waits for its acknowledgement.
    package static func write(settings: [String: String], topic: String, timeoutMs: Int32) throws(KafkaError) {
        let producer = try Producer(
            settings: settings.merging(["message.timeout.ms": String(timeoutMs)]) { $1 }, topics: [topic])
        try producer.connect(timeoutMs: timeoutMs)
        let operation = "write to topic '\(topic)'"
        var value: UInt64 = 0x5345_4154
        let status = withUnsafeBytes(of: &value) { bytes -> Int32 in
            guard let base = bytes.baseAddress else { return 0 }
            var record = OutgoingRecord(
                value: base, valueLength: bytes.count, key: nil, keyLength: 0, partition: 0, tag: 0)
            _ = producer.enqueue(topic: 0, &record, count: 1)
            return record.status
        }
        guard status == 0 else { throw KafkaError(code: status, operation: operation) }
        let reports = UnsafeMutablePointer<DeliveryReport>.allocate(capacity: Producer.batchCapacity)
        defer { reports.deallocate() }
        guard producer.poll(into: reports, timeoutMs: timeoutMs + 1000) > 0 else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation: operation)
        }
        guard reports[0].outcome == .acknowledged else { throw KafkaError(code: reports[0].code, operation: operation) }
    }

    /// Joins a group of one, reads one record, commits and leaves.
    package static func read(settings: [String: String], topic: String, timeoutMs: Int32) throws(KafkaError) {
        let consumer = try Consumer(
            settings: settings.merging(["auto.offset.reset": "earliest"]) { own, _ in own }, topics: [topic])
        let records = UnsafeMutablePointer<IncomingRecord>.allocate(capacity: Consumer.batchCapacity)
        defer { records.deallocate() }
        let operation = "read from topic '\(topic)'"
        for _ in 0..<max(1, timeoutMs / 100) where consumer.poll(into: records, limit: 1, timeoutMs: 100) > 0 {
            guard records[0].topic == 0 else { throw KafkaError(code: records[0].code, operation: operation) }
            try consumer.commit(timeoutMs: timeoutMs)
            consumer.close()
            return
        }
        throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation: operation)
    }
}
