import Evidence
import TestSupport
import Testing

@testable import Compatibility

/// Answers that were altered on the way: no number of a broker's ends the program, and each check has its verdict.
@Suite(.timeLimit(.minutes(15))) struct AlteredAnswersTests {
    /// Runs checks, each cut short, through a proxy that alters a share of all answers.
    private func run(_ checks: [Check], through port: Int, altering share: Double, seed: UInt64) async throws {
        let proxy = try await MeddlingProxy(of: port, altering: share, seed: seed)
        let hasty = checks.map { check in
            var check = check
            check.limit = .seconds(4)
            return check
        }
        var options = CheckRunOptions()
        options.width = 24
        let target = CompatibilityTarget(name: "altered", properties: ["bootstrap.servers": proxy.bootstrap])
        let run = try await CheckRunner(target, options: options).run(hasty, id: "altered-\(seed)", clients: [:])
        #expect(run.findings.count == checks.count)
        for finding in run.findings { #expect(!finding.observed.isEmpty, "\(finding.id)") }
        // Where nothing is altered checks pass; where much is, many cannot.
        #expect(run.findings.contains { $0.verdict == .pass })
        #expect(run.findings.contains { [.fail, .inconclusive].contains($0.verdict) })
        try await proxy.stop()
    }

    private var checks: [Check] {
        Check.all.filter { !$0.needs.contains(.login) && $0.group != "connect" && $0.group != "sr" }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func checksOfTheLabLiveThroughAnyNumber(seed: UInt64) async throws {
        try await withLab { bootstrap in
            let port = try #require(bootstrap.split(separator: ":").last.flatMap { Int($0) })
            try await run(checks, through: port, altering: 0.2, seed: seed)
        }
    }

    @Test(.requiresKafka, .oneAtATime)
    func checksOfKafkaLiveThroughAnyNumber() async throws {
        let kafka = try await KafkaCluster.start()
        let port = try #require(kafka.bootstrap.split(separator: ":").last.flatMap { Int($0) })
        for seed in 11...12 as ClosedRange<UInt64> {
            try await run(checks, through: port, altering: 0.15, seed: seed)
        }
        await kafka.stop()
    }
}
