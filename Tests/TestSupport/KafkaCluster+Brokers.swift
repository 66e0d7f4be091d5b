package import Foundation

// What a test does to single brokers. They are numbered from 1.
extension KafkaCluster {
    package func pid(of broker: Int) throws -> pid_t { try process(of: broker).pid }

    /// Whether the broker's process is there; a suspended one is.
    package func isRunning(_ broker: Int) throws -> Bool { try process(of: broker).isRunning }

    /// Stops the broker in its tracks (SIGSTOP): its connections stay open, and nothing answers.
    package func suspend(_ broker: Int) throws { try process(of: broker).signal(SIGSTOP) }

    /// Lets a suspended broker go on (SIGCONT).
    package func resume(_ broker: Int) throws { try process(of: broker).signal(SIGCONT) }

    /// Kills the broker (SIGKILL) and waits until its process is gone; its disk stays.
    package func kill(_ broker: Int) async throws {
        let process = try process(of: broker)
        process.signal(SIGKILL, group: true)
        _ = try await process.finish(within: .seconds(10))
    }

    /// Asks the broker to shut down (SIGTERM), as an operator would, and waits until it has.
    package func shutDown(_ broker: Int) async throws {
        let process = try process(of: broker)
        process.signal(SIGTERM)
        _ = try await process.finish(within: .seconds(60))
    }

    /// Starts a broker that was killed or shut down on the same ports and disk, and waits until it serves again.
    package func restart(_ broker: Int) async throws {
        let running = try process(of: broker)
        guard !running.isRunning else {
            throw KafkaClusterError(description: "broker \(broker) still runs: kill it or shut it down first")
        }
        try launch(nodes[broker - 1])
        try await awaitReady(broker)
    }

    /// Whether the broker answers a request for metadata on its plain listener within the time.
    package func answers(_ broker: Int, within limit: Duration) async -> Bool {
        await brokersKnown(to: broker, within: limit) != nil
    }

    /// Waits until the broker has started, and knows as many brokers as have a running process.
    func awaitReady(_ broker: Int) async throws {
        let process = try process(of: broker)
        // Kafka writes this line when the broker is registered, no longer fenced, and accepting connections.
        try await process.waitForLine(containing: "Kafka Server started", within: .seconds(90))
        let expected = try nodes.filter { try isRunning($0.id) }.count
        let isReady = try await eventually(within: .seconds(60)) {
            await self.brokersKnown(to: broker, within: .seconds(5)) ?? 0 >= expected
        }
        guard isReady else {
            throw ProcessWaitError("knows fewer than \(expected) brokers after 60 s", process)
        }
    }

    /// How many brokers this one says are alive; nil when it does not answer in time.
    private func brokersKnown(to broker: Int, within limit: Duration) async -> Int? {
        let port = nodes[broker - 1].port
        do {
            return try await offPool { try MetadataProbe.brokerCount(port: port, within: limit) }
        } catch {
            return nil
        }
    }
}
