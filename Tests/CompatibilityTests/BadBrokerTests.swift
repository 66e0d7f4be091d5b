import Evidence
import TestSupport
import Testing

@testable import Compatibility
@testable import KafkaWire

/// Brokers that hang up, stall or send garbage: each check says why it cannot be told, and the run comes to its end.
@Suite(.timeLimit(.minutes(15))) struct BadBrokerTests {
    /// One of each kind of question: topics, writes, reads, offsets, transactions, groups, configs, raw bytes.
    private static let some = [
        "topic.create-defaults", "produce.headers", "fetch.stable-reread", "offsets.by-timestamp",
        "txn.abort-invisible", "group.join-sync", "config.describe", "proto.acks0-silent", "idem.dup-same-offset",
    ]

    /// Runs checks; a broker that never answers is waited for with a short limit.
    private func findings(
        _ checks: [Check], on broker: BadBroker, _ manner: BadBroker.Manner
    ) async throws -> [CheckFinding] {
        let hasty = checks.map { check in
            var check = check
            if !manner.endsTheWait { check.limit = .seconds(5) }
            return check
        }
        var options = CheckRunOptions()
        options.width = 16
        let run = try await CheckRunner(broker.target, options: options).run(hasty, id: "bad-broker", clients: [:])
        #expect(run.state == .finished)
        #expect(run.findings.map(\.id) == checks.map(\.id))
        return run.findings
    }

    @Test func representativeChecksAreInTheCatalogue() {
        #expect(Check.all.count { Self.some.contains($0.id) } == Self.some.count)
    }

    @Test(arguments: BadBroker.Manner.allCases)
    func brokerThatIsBadFromTheStartIsAnErrorThatNamesIt(manner: BadBroker.Manner) async throws {
        for honesty in [BadBroker.Honesty.nothing, .versions] where manner.endsTheWait || honesty == .nothing {
            let broker = try await BadBroker(manner, after: honesty)
            let error = await #expect(throws: WireError.self) {
                try await CheckRunner(broker.target).run(Check.all, id: "bad-broker", clients: [:])
            }
            #expect(error?.description.contains(broker.bootstrap) == true, "\(String(describing: error))")
            try await broker.stop()
        }
    }

    @Test(arguments: BadBroker.Manner.allCases)
    func brokerThatIsBadAfterTheMetadataFailsEachCheckWithAReason(manner: BadBroker.Manner) async throws {
        let broker = try await BadBroker(manner, after: .metadata)
        let checks = Check.all.filter { Self.some.contains($0.id) }
        for finding in try await findings(checks, on: broker, manner) {
            #expect(
                [.fail, .inconclusive].contains(finding.verdict),
                "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            #expect(!finding.observed.isEmpty, "\(finding.id)")
        }
        try await broker.stop()
    }

    @Test(arguments: BadBroker.Manner.allCases)
    func brokerThatIsBadOnceTopicsAreThereFailsEachCheckWithAReason(manner: BadBroker.Manner) async throws {
        let broker = try await BadBroker(manner, after: .topics)
        // A cluster that makes topics and keeps its configs to itself passes that one.
        let checks = Check.all.filter { Self.some.contains($0.id) && $0.id != "topic.create-defaults" }
        for finding in try await findings(checks, on: broker, manner) {
            #expect(
                [.fail, .inconclusive].contains(finding.verdict),
                "\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            #expect(!finding.observed.isEmpty, "\(finding.id)")
        }
        // They came as far as that, where the wait was not cut short.
        if manner.endsTheWait { #expect(broker.asked.contains(ProduceRequest.api.key)) }
        try await broker.stop()
    }

    /// What a broker that hangs up cannot be passing.
    @Test(arguments: [BadBroker.Manner.closes, .garbageBody])
    func wholeCoreTierEndsOnABrokerThatAnswersNothingButItsVersionsAndMetadata(manner: BadBroker.Manner) async throws {
        let broker = try await BadBroker(manner, after: .metadata)
        let checks = Check.all.filter { $0.tier == .core && $0.conduct != .slow }
        let findings = try await findings(checks, on: broker, manner)
        // Of those some ask nothing but versions and metadata, and others whether bad requests are hung up on.
        let passed = findings.filter { $0.verdict == .pass }.map(\.id)
        #expect(passed.allSatisfy { $0.hasPrefix("proto.") || $0.hasPrefix("meta.") }, "\(passed)")
        for finding in findings {
            #expect(!finding.observed.isEmpty, "\(finding.id)")
            if [.degraded, .unsupported].contains(finding.verdict) {
                Issue.record("\(finding.id): \(finding.verdict.rawValue): \(finding.observed)")
            }
        }
        try await broker.stop()
    }

    @Test func runThatIsStoppedInFrontOfAStallingBrokerEnds() async throws {
        let broker = try await BadBroker(.stalls, after: .topics)
        let checks = Check.all.filter { Self.some.contains($0.id) }
        let target = broker.target
        let task = Task { try await CheckRunner(target).run(checks, id: "bad-broker", clients: [:]) }
        #expect(try await eventually(within: .seconds(60)) { broker.asked.contains(ProduceRequest.api.key) })
        task.cancel()
        let run = try await task.value
        #expect(run.state == .interrupted)
        #expect(run.findings.allSatisfy { !$0.observed.isEmpty })
        try await broker.stop()
    }
}

extension BadBroker.Manner {
    /// Whether a client hears at once that no answer comes.
    fileprivate var endsTheWait: Bool { self != .stalls && self != .trickles }
}
