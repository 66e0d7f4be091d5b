internal import KafkaWire

/// Partitions without any special config, each handed out once.
///
/// Checks share a few topics instead of making one each: clusters limit how fast topics are made.
actor PlainLogs {
    private let space: RunSpace
    private var free: [(topic: String, partition: Int32)] = []
    private var making: Task<Void, any Error>?
    static let partitionsAtOnce: Int32 = 16

    init(_ space: RunSpace) {
        self.space = space
    }

    /// A partition that no other probe was given.
    func take(through probe: Probe) async throws -> (topic: String, partition: Int32) {
        while free.isEmpty {
            if let making {
                try await making.value
                continue
            }
            let task = Task { try await self.refill(through: probe) }
            making = task
            defer { making = nil }
            try await task.value
        }
        return free.removeFirst()
    }

    private func refill(through probe: Probe) async throws {
        if let given = space.givenTopics {
            throw CheckOutcome.notRun("All partitions of \(given.joined(separator: ", ")) are in use by other checks")
        }
        let name = space.name("plain", "log")
        let topic = try await probe.makeTopic(named: name, partitions: Self.partitionsAtOnce)
        free += topic.partitions.map { (name, $0) }
    }

    /// Takes in the topics that the user named.
    func offer(_ topic: String, partitions: [Int32]) {
        free += partitions.map { (topic, $0) }
    }
}
