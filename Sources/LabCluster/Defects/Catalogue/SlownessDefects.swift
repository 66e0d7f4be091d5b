internal import KafkaWire

// Answers that come late.
extension LabDefect {
    static let slownessDefects = [
        LabDefect(
            "slow-writes", .slowness, "Every write is answered 300 ms late", foundBy: [.criterion("ack-tail")],
            .holding(ProduceRequest.self) { _, call in call.strikes() ? .milliseconds(300) : nil }),
        LabDefect(
            "slow-reads", .slowness, "Every read is answered 300 ms late", foundBy: [.criterion("live-tail")],
            .holding(FetchRequest.self) { _, call in call.strikes() ? .milliseconds(300) : nil }),
        LabDefect(
            "slow-node", .slowness, "One node answers writes and reads 500 ms late",
            foundBy: [.criterion("live-tail")], nodes: 3,
            .holding(ProduceRequest.self) { _, call in slowNode(call) },
            .holding(FetchRequest.self) { _, call in slowNode(call) }),
        LabDefect(
            "slow-partition", .slowness, "Writes to partition 0 of every topic are answered 500 ms late",
            foundBy: [.criterion("ack-tail")],
            .holding(ProduceRequest.self) { request, call in
                let isHit = request.topicData.contains { topic in
                    topic.partitionData.contains { $0.index == 0 && call.strikes(topic: topic.name, partition: 0) }
                }
                return isHit ? .milliseconds(500) : nil
            }),
        LabDefect(
            "slow-old-reads", .slowness, "What was written more than 1,000 records ago is read at two fetches a second",
            foundBy: [.criterion("catch-up")],
            .holding(FetchRequest.self) { request, call in
                readsOld(request, call) && call.strikes() ? .milliseconds(500) : nil
            }),
        LabDefect(
            "slow-beside-catch-up", .slowness, "Live reads take 300 ms as long as somebody reads old records",
            foundBy: [.criterion("interference")],
            .holding(FetchRequest.self) { request, call in
                let now = Int64(call.cluster.secondsSinceStart * 1000)
                if readsOld(request, call) {
                    call.defect.memory["old"] = now
                    return nil
                }
                guard let last = call.defect.memory["old"], now - last < 1000, call.strikes() else { return nil }
                return .milliseconds(300)
            }),
        LabDefect(
            "sleeping-readers", .slowness, "Readers that wait are not woken by what is written",
            foundBy: [.check("fetch.long-poll")], .lapse(.wakingReaders)),
        LabDefect(
            "no-long-poll", .slowness, "Fetches with nothing to read are answered at once",
            foundBy: [.check("fetch.long-poll")],
            .asking(FetchRequest.self) { request, call in if call.strikes() { request.maxWaitMs = 0 } }),
        LabDefect(
            "standstill", .slowness, "Nothing is written between the 4th and the 8th second of every ten",
            foundBy: [.criterion("unavailability")],
            .holding(ProduceRequest.self) { _, call in
                let second = call.cluster.secondsSinceStart.truncatingRemainder(dividingBy: 10)
                return (4..<8).contains(second) && call.strikes() ? .seconds(8 - second) : nil
            }),
    ]

    private static func slowNode(_ call: DefectCall) -> Duration? {
        call.node == 1 && call.strikes() ? .milliseconds(500) : nil
    }

    private static func readsOld(_ request: FetchRequest, _ call: DefectCall) -> Bool {
        request.topics.contains { topic in
            let found = call.cluster.topics.find(topic.topic, topic.topicID)
            return topic.partitions.contains { asked in
                guard let partition = found?.partition(asked.partition) else { return false }
                return asked.fetchOffset >= 0 && asked.fetchOffset + 1000 < partition.highWatermark
            }
        }
    }
}
