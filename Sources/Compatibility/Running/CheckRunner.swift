package import Evidence
internal import Foundation
internal import KafkaWire

/// How a run of checks goes about it.
package struct CheckRunOptions: Sendable {
    /// Checks at a time, beside the slow ones.
    package var width = 8
    /// Topics to write to, where none may be made; nil: the run makes its own.
    package var topics: [String]?
    /// nil: no limit.
    package var partitionsPerMinute: Int?
    /// No version above these, by API key.
    package var ceiling: [Int16: Int16] = [:]
    /// Where witnesses look for their programs.
    package var tools = ToolSearch.machine
    /// For one run of one tool: a JVM alone needs seconds to begin.
    package var toolLimit = Duration.seconds(90)
    /// What was asked for, in words, for the record.
    package var selection = "all"

    package init() {}
}

/// What a run tells while it goes on.
package enum CheckEvent: Sendable {
    case began(CompatibilityRun, checks: Int)
    case started(String)
    case finished(CheckFinding)
    /// Topics and groups of the run that could not be deleted.
    case left([String])
}

/// Runs checks against a cluster: beside each other where they do not disturb each other.
///
/// Slow checks begin first and wait beside all others; those that change what others would notice come last, one by
/// one. Where the task is cancelled, probes stop, what was made is removed, and the run is marked interrupted.
package struct CheckRunner: Sendable {
    private let target: CompatibilityTarget
    private let options: CheckRunOptions
    private let report: @Sendable (CheckEvent) async -> Void

    package init(
        _ target: CompatibilityTarget, options: CheckRunOptions = CheckRunOptions(),
        report: @escaping @Sendable (CheckEvent) async -> Void = { _ in }
    ) {
        self.target = target
        self.options = options
        self.report = report
    }

    /// Runs the checks and returns all findings, in the order of the checks.
    /// - Throws: where the cluster cannot be reached at all.
    package func run(_ checks: [Check], id: String, clients: [String: String]) async throws -> CompatibilityRun {
        let cluster = try await ClusterIdentity.read(from: target)
        var run = CompatibilityRun(
            id: id, startedAt: Date(), cluster: cluster, selection: options.selection, clients: clients)
        await report(.began(run, checks: checks.count))
        let space = RunSpace(
            run: String(id.suffix(6)).lowercased(), givenTopics: options.topics,
            partitionsPerMinute: options.partitionsPerMinute)
        let context = RunContext(
            target: target, cluster: cluster, space: space, logs: PlainLogs(space), ceiling: options.ceiling,
            tools: options.tools, toolLimit: options.toolLimit)
        if let topics = options.topics { try await offer(topics, context) }
        var findings: [String: CheckFinding] = [:]
        await withTaskGroup(of: CheckFinding.self) { group in
            for check in checks where check.conduct == .slow { group.addTask { await self.find(check, context) } }
            let beside = await self.inTurn(checks.filter { $0.conduct == .beside }, width: options.width, context)
            for finding in beside { findings[finding.id] = finding }
            for await finding in group { findings[finding.id] = finding }
        }
        for finding in await inTurn(checks.filter { $0.conduct == .alone }, width: 1, context) {
            findings[finding.id] = finding
        }
        run.state = Task.isCancelled ? .interrupted : .finished
        run.findings = checks.compactMap { findings[$0.id] }
        for tool in run.findings.compactMap({ $0.facts["tool"] }) {
            // `kcat 1.7.1`: the first word names it.
            let words = tool.split(separator: " ", maxSplits: 1).map(String.init)
            run.clients[words[0]] = words.count > 1 ? words[1] : "unknown"
        }
        // What is removed is removed even where the user cannot wait: in a task of its own, which is not cancelled.
        let left = await Task.detached { await Leftovers.remove(of: context) }.value
        if !left.isEmpty { await report(.left(left)) }
        run.finishedAt = Date()
        return run
    }

    private func inTurn(_ checks: [Check], width: Int, _ context: RunContext) async -> [CheckFinding] {
        await withTaskGroup(of: CheckFinding.self) { group in
            var findings: [CheckFinding] = []
            for (index, check) in checks.enumerated() {
                if index >= width, let finding = await group.next() { findings.append(finding) }
                if Task.isCancelled { break }
                group.addTask { await self.find(check, context) }
            }
            for await finding in group { findings.append(finding) }
            return findings
        }
    }

    private func find(_ check: Check, _ context: RunContext) async -> CheckFinding {
        await report(.started(check.id))
        let began = ContinuousClock.now
        var finding: CheckFinding
        if let missing = check.missing(in: context) {
            finding = CheckFinding(check, missing)
        } else {
            do {
                let probe = try Probe(check, run: context)
                let outcome = await Self.outcome(of: check, probe)
                // Not cut short by the end of the run's task.
                await Task.detached { await probe.end() }.value
                finding = CheckFinding(check, outcome)
                finding.exchanges = probe.transcript.exchanges
            } catch {
                finding = CheckFinding(check, CheckOutcome(error))
            }
        }
        finding.seconds = (ContinuousClock.now - began) / .seconds(1)
        await report(.finished(finding))
        return finding
    }

    /// What the probe says within its limit.
    private static func outcome(of check: Check, _ probe: Probe) async -> CheckOutcome {
        await withTaskGroup(of: CheckOutcome.self) { group in
            group.addTask {
                do {
                    return try await check.probe(probe)
                } catch {
                    return CheckOutcome(thrown: error)
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: check.limit)
                    return .inconclusive("It was not done within \(check.limit)")
                } catch {
                    return .inconclusive("The run was stopped.")
                }
            }
            let first = await group.next() ?? .inconclusive("The run was stopped.")
            group.cancelAll()
            return first
        }
    }

    private func offer(_ topics: [String], _ context: RunContext) async throws {
        let check = Check(
            "run.topics", .core, .metadata, "The given topics are there", why: "", expected: "", since: ""
        ) { _ in .pass("") }
        let probe = try Probe(check, run: context)
        for topic in topics {
            let described = try await probe.describeTopic(topic)
            try probe.expectNone(described.errorCode, "topic \(topic)")
            await context.logs.offer(topic, partitions: described.partitions.map(\.partitionIndex))
        }
        await probe.end()
    }
}

extension CheckFinding {
    init(_ check: Check, _ outcome: CheckOutcome) {
        self.init(
            id: check.id, title: check.title, why: check.why, tier: check.tier, feature: check.feature.rawValue,
            verdict: outcome.verdict, expected: check.expected, observed: outcome.observed, remedy: check.remedy,
            facts: outcome.facts, client: check.client)
    }
}

extension Check {
    /// Why it cannot be asked here; nil where it can.
    func missing(in context: RunContext) -> CheckOutcome? {
        for need in needs {
            switch need {
            case .api(let key, let least):
                let name = WireAPINames.name(of: key)
                guard let offered = context.cluster.apis.first(where: { $0.key == Int(key) }) else {
                    return .unsupported("The cluster does not offer \(name)", ["api": "absent"])
                }
                if offered.highest < Int(least) {
                    return .unsupported(
                        "\(name) is offered up to version \(offered.highest); version \(least) is needed",
                        ["highest": "\(offered.highest)"])
                }
                if let ceiling = context.ceiling[key], ceiling < least {
                    return .notRun("The other cluster offers \(name) only up to version \(ceiling)")
                }
            case .brokers(let count):
                if context.cluster.brokers < count {
                    return .notRun("It needs \(count) brokers, and the cluster has \(context.cluster.brokers)")
                }
            case .topicCreation:
                if !context.mayMakeTopics { return .notRun("It needs to make topics, and --topics was given") }
            case .login:
                if context.target.login == nil {
                    return .notRun("It needs a listener with logins: name it as 'login' in the targets file")
                }
            case .connect:
                if context.target.connect == nil {
                    return .notRun("It needs Kafka Connect: name it as 'connect' in the targets file")
                }
            case .schemaRegistry:
                if context.target.schemaRegistry == nil {
                    return .notRun("It needs a Schema Registry: name it as 'schema_registry' in the targets file")
                }
            case .tool(let name):
                if context.tools.find(name) == nil { return .notRun("\(name) is not on this machine") }
            }
        }
        return nil
    }
}
