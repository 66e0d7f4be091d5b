import KafkaWire

extension ProduceRequest {
    /// A write of one batch to partition 0 of a topic.
    init(_ batch: WireBytes, to topic: String, acks: Int16 = -1, timeoutMs: Int32 = 5000) {
        self.init {
            $0.acks = acks
            $0.timeoutMs = timeoutMs
            $0.topicData = [
                .init {
                    $0.name = topic
                    $0.partitionData = [.init { $0.records = batch }]
                }
            ]
        }
    }
}
