import Evidence
import KafkaWire
import Testing

@testable import Compatibility

/// What an error comes to where the probe made nothing of it.
struct CheckOutcomeTests {
    @Test(arguments: [
        (WireError.Kind.unsupported, CheckVerdict.unsupported), (.refused(.unsupportedVersion), .unsupported),
        (.refused(.topicAuthorizationFailed), .inconclusive), (.refused(.notController), .inconclusive),
        (.malformed, .fail), (.timedOut, .inconclusive), (.closed, .inconclusive), (.unreachable, .inconclusive),
        (.authentication, .inconclusive), (.cancelled, .inconclusive),
    ])
    func errorOfTheWireHasItsVerdict(kind: WireError.Kind, verdict: CheckVerdict) {
        #expect(CheckOutcome(WireError(kind, at: "broker", "it happened")).verdict == verdict)
    }

    @Test func whatAProbeThrowsIsItsOutcome() {
        struct Other: Error {}
        #expect(CheckOutcome(thrown: CheckOutcome.fail("broken")) == .fail("broken"))
        #expect(CheckOutcome(thrown: CancellationError()).verdict == .inconclusive)
        #expect(CheckOutcome(thrown: Other()).verdict == .inconclusive)
    }

    @Test func releaseIsToldByItsApiVersions() {
        let kafka40: [Int16: ClosedRange<Int16>] = [0: 0...12, 1: 4...17, 2: 1...10, 3: 0...13, 10: 0...6, 28: 0...5]
        #expect(KafkaRelease.likest(kafka40)?.name == "4.0")
        #expect(KafkaRelease.likest([0: 0...7, 1: 4...11]) == nil)
    }

    @Test func partitionsBeyondTheMinutesShareWait() async throws {
        let budget = PartitionBudget(perMinute: 10)
        // So busy a machine that the first minute's share is over again before the second is asked for: asked anew.
        var wasCancelled = false
        while !wasCancelled {
            try await budget.take(10)
            let waiting = Task { try await budget.take(1) }
            waiting.cancel()
            do {
                try await waiting.value
            } catch is CancellationError {
                wasCancelled = true
            }
        }
        // Without a limit nothing waits.
        try await PartitionBudget(perMinute: nil).take(1_000_000)
    }
}
