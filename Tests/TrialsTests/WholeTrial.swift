import Evidence
import Foundation
import ScenarioModel
import Synchronization
import TestSupport
import Trials

/// A scenario run from beginning to end inside the test process, and what it left.
struct WholeTrial {
    var account = TrialAccount()
    var readers: [ReaderRecord] = []
    var manifest: TrialManifest

    static func run(_ scenario: Scenario, on target: TargetProfile) async throws -> WholeTrial {
        let box = Kept()
        let request = TrialRequest(
            scenario: scenario, scenarioText: "", scale: 1, overrides: [], target: target,
            topicPrefix: "whole-\(UUID().uuidString).", keepTopics: false, version: "test", redactProperties: { $0 },
            redactText: { $0 })
        let sink = TrialSink(
            begin: { _, _, readers, _ in box.state.withLock { $0.readers = readers } }, append: { _, _ in },
            finish: { _, account in box.state.withLock { $0.account = account } })
        let manifest = try await TrialRunner(request: request, sink: sink, interruption: Interruption()) { _ in
        } leftOver: { _ in
        }
        .run()
        let state = box.state.withLock { $0 }
        return WholeTrial(account: state.account, readers: state.readers, manifest: manifest)
    }

    func tally(_ reader: String) -> DeliveryTally? { account.tallies.first { $0.reader == reader } }
    func fleet(_ reader: String) -> FleetTally? { account.fleetTallies.first { $0.reader == reader } }
}

/// Holds what the sink was given.
private final class Kept: Sendable {
    let state = Mutex((account: TrialAccount(), readers: [ReaderRecord]()))
}
