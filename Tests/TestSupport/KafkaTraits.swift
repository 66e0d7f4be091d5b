package import Testing

extension Trait where Self == ConditionTrait {
    /// The test needs a real Apache Kafka; where there is none it is reported as skipped, with the reason.
    package static var requiresKafka: Self {
        .enabled(if: KafkaCluster.isAvailable, "\(KafkaDistribution.unavailableReason ?? "Apache Kafka is there")")
    }
}

extension Trait where Self == OneAtATime {
    /// Tests with this trait wait for each other, in whatever suite they are.
    ///
    /// Brokers and measured load want the machine for themselves. A `.timeLimit` beside it would count the wait too, so
    /// that the turn has a limit of its own.
    package static var oneAtATime: Self { Self() }
}

/// Gives each test that has it its turn, over all suites of the run; `.serialized` reaches one suite only.
package struct OneAtATime: TestTrait, SuiteTrait, TestScoping {
    package let isRecursive = true

    package func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        // Once around each case, and not around a suite as well: that would wait for itself.
        testCase == nil ? nil : self
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @concurrent @Sendable () async throws -> Void
    ) async throws {
        await Turns.shared.take()
        let watchdog = Task {
            await offPoolPause(Self.limit)
            guard !Task.isCancelled else { return }
            Issue.record("not over \(Self.limit) after its turn came; the others go on")
            await Turns.shared.pass()
        }
        defer { watchdog.cancel() }
        do {
            try await body()
        } catch {
            await Turns.shared.pass()
            throw error
        }
        await Turns.shared.pass()
    }

    /// Far more than any test takes: for those that would never end.
    private static let limit = Duration.seconds(1200)
}

/// Hands out one turn at a time, in the order of asking.
private actor Turns {
    static let shared = Turns()
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if !isTaken {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func pass() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}
