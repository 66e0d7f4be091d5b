package import Evidence
internal import Foundation
internal import KafkaClient
internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// Runs one trial from request to account: connect, prepare, join, load, drain, account.
package struct TrialRunner: Sendable {
    let request: TrialRequest
    let sink: TrialSink
    let interruption: Interruption
    let progress: @Sendable (TrialProgress) -> Void
    let leftOver: @Sendable ([String]) -> Void

    /// `leftOver` hears, one sentence each, of topics that the trial created and could not delete.
    package init(
        request: TrialRequest, sink: TrialSink, interruption: Interruption,
        progress: @escaping @Sendable (TrialProgress) -> Void, leftOver: @escaping @Sendable ([String]) -> Void
    ) {
        self.request = request
        self.sink = sink
        self.interruption = interruption
        self.progress = progress
        self.leftOver = leftOver
    }

    /// Runs the trial; what it stored is complete when this returns or throws.
    ///
    /// Throws what kept the load from starting, and what kept the results from being stored. A cluster that misbehaves
    /// under load is not an error: it is what was to be measured.
    package func run() async throws(TrialError) -> TrialManifest {
        let id = TrialRunner.newID(at: Date())
        progress(TrialProgress(stage: .connecting))
        let (target, embedded) = (request.target, request.embedded)
        let connection = try await WorkerThread.run(named: "connect") { () throws(TrialError) in
            try TargetConnection.open(target, embedded: embedded, trial: id)
        }
        let cleanup = TopicCleanup(
            connection: connection, keepTopics: request.keepTopics, registry: target.schemaRegistry)
        do throws(TrialError) {
            let manifest = try await run(id, connection, cleanup)
            leftOver(await cleanup.deleteCreated())
            await connection.close()
            return manifest
        } catch {
            leftOver(await cleanup.deleteCreated())
            await connection.close()
            throw error
        }
    }

    private func run(
        _ id: String, _ connection: TargetConnection, _ cleanup: TopicCleanup
    ) async throws(TrialError) -> TrialManifest {
        progress(TrialProgress(stage: .preparing))
        let setup = try await TrialSetup.prepare(request, id: id, connection: connection, cleanup: cleanup)
        var manifest = setup.manifest
        try keep { try sink.begin(manifest, setup.plan.phases, setup.plan.readerRecords, setup.plan.bandRecords) }
        var loop = TrialLoop(setup: setup, request: request, sink: sink, interruption: interruption, progress: progress)
        var ending: TrialEnding
        do throws(TrialError) {
            ending = try await loop.run()
        } catch {
            manifest.state = interruption.isRaised && error.kind == .target ? .interrupted : .failed
            manifest.reason = request.redactText(error.description)
            manifest.finishedAt = TrialRunner.wallClock()
            var account = TrialAccount()
            account.phases = setup.plan.phases
            try keep { try sink.finish(manifest, account) }
            throw error
        }
        progress(TrialProgress(stage: .accounting))
        manifest.startedAt = loop.startedAt
        manifest.state = ending.state
        manifest.reason = ending.reason.map(request.redactText)
        manifest.finishedAt = TrialRunner.wallClock()
        ending.account.incidents = ending.account.incidents.map(loop.redacted)
        let account = ending.account
        try keep { try sink.finish(manifest, account) }
        return manifest
    }

    func keep(_ action: () throws -> Void) throws(TrialError) {
        do {
            try action()
        } catch {
            throw TrialError(.results, "\(error)")
        }
    }

    /// Sortable by time, and unlikely to be had twice: `20261121-021530-7f3a`.
    private static func newID(at date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        let suffix = String(UInt16.random(in: 0x1000...0xffff), radix: 16)
        return formatter.string(from: date) + "-" + suffix
    }

    /// Nanoseconds since 1970 (UTC).
    static func wallClock() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e9) }
}

/// How a trial's load ended, and what it came to.
struct TrialEnding: Sendable {
    var state: TrialState
    var reason: String?
    var account: TrialAccount
}
