import KafkaClient
import TestSupport
import Testing

/// Producer, consumer and admin against a lab cluster.
@Suite(.timeLimit(.minutes(15))) struct ClientTests {
    private func lab(_ body: (_ settings: [String: String]) throws -> Void) async throws {
        try await withLab(topics: ["events": 3]) { try body(["bootstrap.servers": $0]) }
    }

    /// Hands over one record a partition number, tagged by its place, and collects all reports.
    private func produce(_ partitions: [Int32], with producer: Producer) -> [UInt32: DeliveryReport] {
        var value = Array("value".utf8)
        var reports: [UInt32: DeliveryReport] = [:]
        value.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var records = partitions.enumerated().map { tag, partition in
                OutgoingRecord(
                    value: UnsafeRawPointer(base), valueLength: 5, key: nil, keyLength: 0, partition: partition,
                    tag: UInt32(tag))
            }
            let taken = producer.enqueue(topic: 0, &records, count: records.count)
            #expect(taken == partitions.count)
            withUnsafeTemporaryAllocation(of: DeliveryReport.self, capacity: Producer.batchCapacity) { buffer in
                guard let into = buffer.baseAddress else { return }
                while reports.count < partitions.count {
                    let count = producer.poll(into: into, timeoutMs: 1000)
                    for index in 0..<count { reports[into[index].tag] = into[index] }
                }
            }
        }
        return reports
    }

    @Test func everyRecordIsReportedOnceUnderItsTag() async throws {
        try await lab { settings in
            let producer = try Producer(settings: settings, topics: ["events"])
            try producer.connect(timeoutMs: 5000)
            let reports = produce([0, 1, 2, 0], with: producer)
            #expect(Set(reports.keys) == [0, 1, 2, 3])
            #expect(reports.values.allSatisfy { $0.outcome == .acknowledged && $0.code == 0 })
        }
    }

    @Test func aRecordForAPartitionThatIsNotThereIsRefusedAndTheOthersAreTaken() async throws {
        try await lab { settings in
            let producer = try Producer(settings: settings, topics: ["events"])
            try producer.connect(timeoutMs: 5000)
            var value: UInt64 = 0
            withUnsafeMutableBytes(of: &value) { bytes in
                guard let base = bytes.baseAddress else { return }
                var records = [0, 17, 1].map { partition in
                    OutgoingRecord(
                        value: UnsafeRawPointer(base), valueLength: 8, key: nil, keyLength: 0, partition: partition,
                        tag: 0)
                }
                #expect(producer.enqueue(topic: 0, &records, count: 3) == 2)
                #expect(records.map { $0.status == 0 } == [true, false, true])
            }
        }
    }

    @Test func logEndsFollowWhatWasProduced() async throws {
        try await lab { settings in
            let producer = try Producer(settings: settings, topics: ["events"])
            _ = produce([0, 0, 2], with: producer)
            let admin = try Admin(settings: settings)
            let partitions = (0..<3).map { TopicPartition(topic: "events", partition: Int32($0)) }
            #expect(try admin.offsets(.end, of: partitions, timeoutMs: 5000).map(\.offset) == [2, 0, 1])
            #expect(try admin.offsets(.start, of: partitions, timeoutMs: 5000).map(\.offset) == [0, 0, 0])
        }
    }

    @Test func aGroupStartsWhereItsOffsetsWereCommitted() async throws {
        try await lab { settings in
            let producer = try Producer(settings: settings, topics: ["events"])
            _ = produce([0, 0, 0, 1], with: producer)
            var grouped = settings
            grouped["group.id"] = "readers"
            let admin = try Admin(settings: grouped)
            let start = [(0, 2), (1, 0), (2, 0)].map { partition, offset in
                TopicPartition(topic: "events", partition: Int32(partition), offset: Int64(offset))
            }
            try admin.commit(start)
            let asked = start.map { TopicPartition(topic: $0.topic, partition: $0.partition) }
            #expect(try admin.committed(asked, timeoutMs: 5000) == start)

            grouped["session.timeout.ms"] = "6000"
            grouped["fetch.wait.max.ms"] = "5"
            grouped["auto.offset.reset"] = "earliest"
            let consumer = try Consumer(settings: grouped, topics: ["events"])
            var seen: Set<[Int64]> = []
            withUnsafeTemporaryAllocation(of: IncomingRecord.self, capacity: Consumer.batchCapacity) { buffer in
                guard let into = buffer.baseAddress else { return }
                while seen.count < 2 {
                    let count = consumer.poll(into: into, limit: 10, timeoutMs: 100)
                    for index in 0..<count where into[index].topic == 0 {
                        seen.insert([Int64(into[index].partition), into[index].offset])
                    }
                }
            }
            #expect(seen == [[0, 2], [1, 0]])
            #expect(consumer.assignment.count == 3)
            consumer.close()
        }
    }

    @Test func metadataNamesBrokersAndPartitions() async throws {
        try await lab { settings in
            let metadata = try Admin(settings: settings).metadata(topics: ["events"], timeoutMs: 5000)
            #expect(metadata.brokers.count == 1)
            #expect(metadata.topics.first?.partitions.map(\.id) == [0, 1, 2])
            #expect(metadata.topics.first?.error == nil)
        }
    }

    @Test func aWrongPropertyIsNamedAndItsValueIsNot() {
        let error = #expect(throws: KafkaError.self) {
            try Admin(settings: ["bootstrap.servers": "localhost:1", "sasl.mechanism": "PLAIN", "linger.ms": "s3cret"])
        }
        #expect(error?.description.contains("'linger.ms'") == true)
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test func nothingListeningIsARefusedConnectionWithAdvice() throws {
        let admin = try Admin(settings: ["bootstrap.servers": "127.0.0.1:1"])
        #expect(throws: KafkaError.self) { try admin.metadata(topics: [], timeoutMs: 1500) }
        let notices = admin.takeNotices().filter { $0.kind == .error && !KafkaError.isSummary($0.code) }
        let notice = try #require(notices.first)
        let error = KafkaError(code: notice.code, operation: "connect", reason: notice.text)
        #expect(error.advice?.contains("Nothing listens there") == true, "\(error)")
    }

    @Test func theEffectiveSettingsHoldWhatWasSet() async throws {
        try await lab { settings in
            let producer = try Producer(
                settings: settings.merging(["linger.ms": "7", "acks": "1"]) { $1 }, topics: ["events"])
            #expect(producer.settings["linger.ms"] == "7")
            #expect(producer.settings["acks"] == "1")
        }
    }
}
