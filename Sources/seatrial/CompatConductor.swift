internal import Compatibility
internal import Evidence
internal import Foundation
internal import KafkaClient
internal import ResultsStore
internal import ScenarioModel
internal import Scorecards
internal import Trials

/// Runs checks, shows how far they are, and stores every finding as it comes.
struct CompatConductor: Sendable {
    let store: ResultsStore
    let quiet: Bool
    var options: CheckRunOptions

    /// Runs the checks that the target has what they need for.
    func run(
        _ checks: [Check], on opened: OpenTarget, _ interruption: Interruption
    ) async throws -> CompatibilityRun {
        let asked = askable(checks, on: opened)
        let progress = CompatProgress(quiet: quiet, label: nil)
        return try await cancelled(by: interruption) { try await one(asked, opened, options, progress) }
    }

    /// Runs the checks on two clusters beside each other, in versions that both offer.
    func runBoth(
        _ checks: [Check], baseline: OpenTarget, target: OpenTarget, _ interruption: Interruption
    ) async throws -> (CompatibilityRun, CompatibilityRun) {
        let (ours, theirs) = try await reporting {
            (
                try await ClusterIdentity.read(from: baseline.target),
                try await ClusterIdentity.read(from: target.target)
            )
        }
        var options = options
        options.ceiling = ours.ceiling(with: theirs)
        let common = options
        // Two runs at once on one cluster would see each other's changes.
        let isOneCluster = ours.clusterID != nil && ours.clusterID == theirs.clusterID
        return try await cancelled(by: interruption) {
            @Sendable func run(_ opened: OpenTarget) async throws -> CompatibilityRun {
                try await one(
                    askable(checks, on: opened), opened, common, CompatProgress(quiet: quiet, label: opened.target.name)
                )
            }
            if isOneCluster { return (try await run(baseline), try await run(target)) }
            async let first = run(baseline)
            async let second = run(target)
            return (try await first, try await second)
        }
    }

    /// Keeps how a run was rated, for listings.
    func keep(_ score: CompatibilityScore, ofRun run: String) throws {
        do {
            try store.storeRating(score, ofRun: run)
        } catch {
            throw CommandFailure(.internalError, "\(error)")
        }
    }

    /// Removes what runs left on a cluster.
    static func cleanUp(_ opened: OpenTarget) async throws {
        let (removed, kept): ([String], [String])
        do {
            (removed, kept) = try await Leftovers.removeAll(from: opened.target)
        } catch {
            throw CommandFailure(.unavailable, Redaction.redact("\(error)", secrets: opened.secrets))
        }
        for line in removed { Console.print("removed \(line)") }
        if removed.isEmpty, kept.isEmpty { Console.print("nothing is left of any run") }
        for line in kept { Console.note("left: \(Redaction.redact(line, secrets: opened.secrets))") }
    }

    private func one(
        _ checks: [Check], _ opened: OpenTarget, _ options: CheckRunOptions, _ progress: CompatProgress
    ) async throws -> CompatibilityRun {
        let id = Self.newID(at: Date())
        let secrets = opened.secrets
        let writing = RunWriting(store: store)
        let runner = CheckRunner(opened.target, options: options) { event in
            switch event {
            case .began(let run, let count):
                await writing.begin(run)
                progress.begin(count)
            case .started(let id): progress.started(id)
            case .finished(let finding):
                await writing.append(finding.redacted(secrets), run: id)
                progress.finished(finding)
            case .left(let names):
                progress.end()
                Console.note(
                    "\(names.count) topics and groups of this run could not be deleted, the first \(names[0]): "
                        + "run the command again with --cleanup")
            }
        }
        let run = try await reporting {
            try await runner.run(
                checks, id: id, clients: ["librdkafka": ClientVersion.number, "seatrial": Seatrial.version])
        }
        progress.end()
        var safe = run
        safe.findings = run.findings.map { $0.redacted(secrets) }
        try await writing.finish(safe)
        return safe
    }

    /// Leaves out what needs a service that the target does not name: a check of it would say nothing of the cluster.
    private func askable(_ checks: [Check], on opened: OpenTarget) -> [Check] {
        let target = opened.target
        let missing: [(need: Check.Need, word: String, key: String)] = [
            (.connect, "Kafka Connect", "connect"), (.schemaRegistry, "Schema Registry", "schema_registry"),
            (.login, "a listener with logins", "login"),
        ].filter { need, _, _ in
            switch need {
            case .connect: target.connect == nil
            case .schemaRegistry: target.schemaRegistry == nil
            default: target.login == nil
            }
        }
        var left = checks
        for (need, word, key) in missing {
            let count = left.count { $0.needs.contains(need) }
            left.removeAll { $0.needs.contains(need) }
            if count > 0, !quiet {
                Console.note(
                    "\(target.name): \(count) checks of \(word) are left out; name it as '\(key)' in the targets file")
            }
        }
        return left
    }

    /// Runs `body` as a task that ends when the user asks for it.
    private func cancelled<Value: Sendable>(
        by interruption: Interruption, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let watch = Task {
            // A signal's flag is all there is to look at.
            while !interruption.isRaised { try await Task.sleep(for: .milliseconds(100)) }
            task.cancel()
        }
        defer { watch.cancel() }
        return try await task.value
    }

    /// What the wire client could not do is the end of the program with 69.
    private func reporting<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.unavailable, "\(error)")
        }
    }

    /// Sortable by time, and unlikely to be had twice: `20261121-021530-7f3a`.
    private static func newID(at date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        return formatter.string(from: date) + "-" + String(UInt16.random(in: 0x1000...0xffff), radix: 16)
    }
}

/// Writes a run as it goes on; the first thing that cannot be written is kept, and thrown at its end.
private actor RunWriting {
    private let store: ResultsStore
    private var failure: (any Error)?

    init(store: ResultsStore) {
        self.store = store
    }

    func begin(_ run: CompatibilityRun) { attempt { try store.begin(run) } }
    func append(_ finding: CheckFinding, run: String) { attempt { try store.append(finding, toRun: run) } }

    func finish(_ run: CompatibilityRun) throws {
        attempt { try store.finish(run) }
        if let failure { throw CommandFailure(.internalError, "\(failure)") }
    }

    private func attempt(_ write: () throws -> Void) {
        guard failure == nil else { return }
        do {
            try write()
        } catch {
            failure = error
        }
    }
}

extension CheckFinding {
    /// Without secrets, should a cluster or a library have repeated one.
    fileprivate func redacted(_ secrets: [String]) -> CheckFinding {
        guard !secrets.isEmpty else { return self }
        var finding = self
        finding.observed = Redaction.redact(observed, secrets: secrets)
        finding.facts = facts.mapValues { Redaction.redact($0, secrets: secrets) }
        finding.exchanges = exchanges.map { exchange in
            var exchange = exchange
            exchange.asked = Redaction.redact(exchange.asked, secrets: secrets)
            exchange.answered = Redaction.redact(exchange.answered, secrets: secrets)
            return exchange
        }
        return finding
    }
}

extension ClusterIdentity {
    /// No version above these, by API key: the highest that both clusters offer.
    fileprivate func ceiling(with other: ClusterIdentity) -> [Int16: Int16] {
        let theirs = Dictionary(other.apis.map { ($0.key, $0.highest) }) { first, _ in first }
        return Dictionary(
            apis.compactMap { api in theirs[api.key].map { (Int16(api.key), Int16(min($0, api.highest))) } },
            uniquingKeysWith: min)
    }
}
