package import Testing

extension Trait where Self == ConditionTrait {
    /// The test needs a real Apache Kafka; where there is none it is reported as skipped, with the reason.
    package static var requiresKafka: Self {
        .enabled(if: KafkaCluster.isAvailable, "\(KafkaDistribution.unavailableReason ?? "Apache Kafka is there")")
    }
}

extension Trait where Self == TestTurn {
    /// Tests with this trait wait for each other, in whatever suite they are.
    ///
    /// Brokers and measured load want the machine for themselves. A `.timeLimit` beside it would count the wait too, so
    /// that the turn has a limit of its own.
    package static var oneAtATime: Self { Self(turns: .one) }

    /// A few tests with this trait run beside each other, and beside those that run one at a time.
    ///
    /// For many that wait more than they work.
    package static var fewAtATime: Self { Self(turns: .few) }
}

/// Gives each test that has it its turn, over all suites of the run; `.serialized` reaches one suite only.
package struct TestTurn: TestTrait, SuiteTrait, TestScoping {
    package let isRecursive = true
    fileprivate let turns: Turns

    package func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        // Once around each case, and not around a suite as well: that would wait for itself.
        testCase == nil ? nil : self
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @concurrent @Sendable () async throws -> Void
    ) async throws {
        await turns.take()
        let watchdog = Task {
            await offPoolPause(Self.limit)
            guard !Task.isCancelled else { return }
            Issue.record("not over \(Self.limit) after its turn came; the others go on")
            await turns.pass()
        }
        defer { watchdog.cancel() }
        do {
            try await body()
        } catch {
            await turns.pass()
            throw error
        }
        await turns.pass()
    }

    /// Far more than any test takes: for those that would never end.
    private static let limit = Duration.seconds(1200)
}

/// Hands out so many turns at a time, in the order of asking.
private actor Turns {
    static let one = Turns(1)
    static let few = Turns(4)
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func pass() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
