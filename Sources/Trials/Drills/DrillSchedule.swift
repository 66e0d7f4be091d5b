internal import Evidence
internal import LabCluster
internal import Quantities
internal import ScenarioModel

/// The scenario's drills as steps in time, and their execution.
struct DrillSchedule: Sendable {
    private struct Step: Sendable {
        var at: Nanoseconds
        var text: String
        var action: @Sendable (LabCluster) async throws -> Void
        /// The node whose copying is watched from then on.
        var copies: Int32?
    }

    /// A node that came with an empty disk.
    private struct Newcomer: Sendable {
        var node: Int32
        var since: Nanoseconds
        /// What it had to copy when it came.
        var bytes: Int
    }

    private let cluster: LabCluster?
    private var steps: [Step]
    private var newcomers: [Newcomer] = []

    init(_ plan: TrialPlan, connection: TargetConnection) {
        cluster = connection.embedded
        steps = plan.scenario.drills.flatMap { drill -> [Step] in
            guard let phase = plan.start(ofPhase: drill.phase) else { return [] }
            let begin = phase + drill.after
            switch drill.kind {
            case .brokerOutage(let broker, let duration):
                let node = Int32(broker)
                return [
                    Step(at: begin, text: "broker \(broker) goes down") { try await $0.stopNode(node) },
                    Step(at: begin + duration, text: "broker \(broker) is back") { try await $0.startNode(node) },
                ]
            case .brokerReplacement(let broker, let duration):
                let node = Int32(broker)
                return [
                    Step(at: begin, text: "broker \(broker) is lost with its disk") { try await $0.killNode(node) },
                    Step(
                        at: begin + duration, text: "a broker \(broker) with an empty disk takes its place",
                        action: { try await $0.replaceNode(node) }, copies: node),
                ]
            }
        }
        .sorted { $0.at < $1.at }
    }

    /// Performs what is due, and tells what happened.
    mutating func perform(upTo now: Nanoseconds) async -> [Incident] {
        guard let cluster else { return [] }
        var incidents: [Incident] = []
        while let step = steps.first, step.at <= now {
            steps.removeFirst()
            do {
                try await step.action(cluster)
                incidents.append(Incident(at: now, severity: .warning, kind: "drill", text: step.text))
                if let node = step.copies {
                    let backlog = try await cluster.backlog(ofNode: node)
                    newcomers.append(Newcomer(node: node, since: now, bytes: backlog.bytes))
                }
            } catch {
                incidents.append(Self.failure(step.text, error, at: now))
            }
        }
        return incidents + (await arrivals(upTo: now, in: cluster))
    }

    /// Of the nodes that came with an empty disk, those that have all by now.
    private mutating func arrivals(upTo now: Nanoseconds, in cluster: LabCluster) async -> [Incident] {
        var incidents: [Incident] = []
        var waiting: [Newcomer] = []
        for newcomer in newcomers {
            let name = "broker \(newcomer.node) is in sync again"
            do {
                guard try await cluster.backlog(ofNode: newcomer.node).partitions == 0 else {
                    waiting.append(newcomer)
                    continue
                }
                let copied = newcomer.bytes == 0 ? "nothing to copy" : "\(ByteCount(Int64(newcomer.bytes))) copied"
                incidents.append(
                    Incident(
                        at: now, severity: .note, kind: "drill", text: "\(name): \(copied), \(now - newcomer.since)"))
            } catch {
                incidents.append(Self.failure(name, error, at: now))
            }
        }
        newcomers = waiting
        return incidents
    }

    private static func failure(_ step: String, _ error: any Error, at now: Nanoseconds) -> Incident {
        Incident(at: now, severity: .error, kind: "drill", text: "\(step): \(error)")
    }
}
