internal import KafkaWire

/// Partitions without any special config, each handed out once.
///
/// Checks share a few topics instead of making one each: clusters limit how fast topics are made. Those of topics that
/// the user named are handed out again when a check is done with them.
actor PlainLogs {
    private let space: RunSpace
    private var free: [(topic: String, partition: Int32)] = []
    private var making: Task<Void, any Error>?
    /// Partitions of the topics that the user named, and how many of them each check has.
    private var given = 0
    private var held: [String: Int] = [:]
    static let partitionsAtOnce: Int32 = 16

    init(_ space: RunSpace) {
        self.space = space
    }

    /// A partition that no other probe was given.
    func take(through probe: Probe) async throws -> (topic: String, partition: Int32) {
        if let topics = space.givenTopics { return try await takeGiven(topics, for: probe) }
        while free.isEmpty {
            if let making {
                try await making.value
                continue
            }
            let task = Task { try await self.refill(through: probe) }
            making = task
            try await task.value
        }
        return free.removeFirst()
    }

    private func refill(through probe: Probe) async throws {
        // Before anyone who waits for it goes on: with too few partitions for all, some of them begin the next one.
        defer { making = nil }
        let name = space.name(RunNames.shared, "log")
        let topic = try await probe.makeTopic(named: name, partitions: Self.partitionsAtOnce)
        free += topic.partitions.map { (name, $0) }
    }

    /// A partition of the user's topics, when another check is done with one.
    private func takeGiven(_ topics: [String], for probe: Probe) async throws -> (topic: String, partition: Int32) {
        let names = topics.joined(separator: ", ")
        let check = probe.check.id
        guard held[check, default: 0] < given else {
            throw CheckOutcome.notRun("It needs more partitions than \(names) has")
        }
        let limit = Duration.seconds(30)
        let found = try await probe.firstAnswer(within: limit) { free.isEmpty ? nil : free.removeFirst() }
        guard let found else {
            throw CheckOutcome.notRun("All partitions of \(names) were in use by other checks for \(limit)")
        }
        held[check, default: 0] += 1
        return found
    }

    /// Takes in the topics that the user named.
    func offer(_ topic: String, partitions: [Int32]) {
        given += partitions.count
        free += partitions.map { (topic, $0) }
    }

    /// Takes back what a check had of the user's topics.
    func giveBack(_ topic: String, _ partition: Int32, of check: String) {
        held[check, default: 0] -= 1
        free.append((topic, partition))
    }
}
