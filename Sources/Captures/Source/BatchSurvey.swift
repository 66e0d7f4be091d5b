internal import Dispatch
internal import KafkaWire
internal import Synchronization
internal import Traces

/// Codec and sizes of record batches, which librdkafka hides: seen by the wire client, in a sample from where the window
/// starts.
enum BatchSurvey {
    /// What is read of all partitions together, unless the capture's limit lets less through in a second.
    private static let mostBytes = 32e6
    private static let leastBytesPerPartition = 16_384
    private static let limit = Duration.seconds(30)

    /// The batches of the window's beginning, by partition and codec, or why there are none.
    ///
    /// Blocks its thread, which must be the capture's own: what it waits for runs on the cooperative pool.
    static func sample(
        _ source: SourceConnection, plan: CapturePlan, limit: CaptureLimit
    ) -> (batches: [TraceBatch], note: String?) {
        let order = Order(source, plan: plan, limit: limit)
        let answer = Answer()
        Task {
            let result = await order.run()
            answer.result.withLock { $0 = result }
            answer.isThere.signal()
        }
        answer.isThere.wait()
        switch answer.result.withLock({ $0 }) {
        case .success(let batches): return (batches, nil)
        case .failure(let error): return ([], "codec and batch sizes are left out: \(error)")
        case nil: preconditionFailure("an answer was signalled before it was there")
        }
    }

    private final class Answer: Sendable {
        let result = Mutex<Result<[TraceBatch], WireError>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    /// What is sampled, in values that may leave the capture's thread.
    private struct Order: Sendable {
        let properties: [String: String]
        let topics: [TraceManifest.Topic]
        /// By topic, then partition.
        let windows: [[Int32: Range<Int64>]]
        let bytesPerPartition: Int

        init(_ source: SourceConnection, plan: CapturePlan, limit: CaptureLimit) {
            properties = source.properties
            topics = plan.topics
            windows = plan.topics.indices.map { topic in
                let read = plan.partitions.filter { $0.topic == topic && $0.events > 0 }
                return Dictionary(
                    read.map { ($0.partition, $0.start..<max($0.start, $0.position)) },
                    uniquingKeysWith: { first, _ in first })
            }
            let bytes = min(mostBytes, limit.bytesPerSecond ?? mostBytes)
            bytesPerPartition = max(leastBytesPerPartition, Int(bytes) / max(1, plan.partitions.count))
        }

        func run() async -> Result<[TraceBatch], WireError> {
            do throws(WireError) {
                let cluster = try WireCluster(WireSettings(properties: properties))
                var batches: [TraceBatch] = []
                for topic in topics.indices where !windows[topic].isEmpty {
                    let samples = try await cluster.sampleBatches(
                        topic: topics[topic].name, partitions: windows[topic].keys.sorted(),
                        from: .offsets(windows[topic].mapValues(\.lowerBound)),
                        maxBytesPerPartition: bytesPerPartition, within: BatchSurvey.limit)
                    batches += BatchSurvey.count(samples, topic: topic, windows: windows[topic])
                }
                return .success(batches)
            } catch {
                return .failure(error)
            }
        }
    }

    /// By partition and codec; what lies outside the window and the markers of transactions are left out.
    static func count(_ samples: [BatchSample], topic: Int, windows: [Int32: Range<Int64>]) -> [TraceBatch] {
        struct Kind: Hashable {
            var partition: Int32
            var codec: CompressionCodec
        }
        var counted: [Kind: TraceBatch] = [:]
        for sample in samples where !sample.isControl && windows[sample.partition]?.contains(sample.baseOffset) == true
        {
            // Message sets from before Kafka 0.11 do not tell how many records they hold.
            guard let records = sample.recordCount else { continue }
            let kind = Kind(partition: sample.partition, codec: sample.codec)
            counted[
                kind, default: TraceBatch(topic: topic, partition: sample.partition, codec: "\(sample.codec)")
            ].add(records: Int64(records), bytes: Int64(sample.byteSize))
        }
        return counted.values.sorted { ($0.partition, $0.codec) < ($1.partition, $1.codec) }
    }
}
