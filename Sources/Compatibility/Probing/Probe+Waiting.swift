internal import KafkaWire

extension Probe {
    /// Asks again until there is an answer, with growing pauses; after `limit` the check is inconclusive.
    /// - Parameter what: what is waited for, for people.
    @discardableResult
    package func eventually<Value: Sendable>(
        within limit: Duration, _ what: String, isolation: isolated (any Actor)? = #isolation,
        _ ask: () async throws -> Value?
    ) async throws -> Value {
        guard let value = try await firstAnswer(within: limit, isolation: isolation, ask) else {
            throw CheckOutcome.inconclusive("Waited \(limit) for \(what), and it did not come")
        }
        return value
    }

    /// Asks again until there is an answer or the time is up: nil then.
    package func firstAnswer<Value: Sendable>(
        within limit: Duration, isolation: isolated (any Actor)? = #isolation, _ ask: () async throws -> Value?
    ) async throws -> Value? {
        let end = ContinuousClock.now + limit
        var pause = Duration.milliseconds(20)
        while true {
            if let value = try await ask() { return value }
            guard ContinuousClock.now + pause < end else { return nil }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
        }
    }
}
