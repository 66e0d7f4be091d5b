internal import Evidence
internal import LabCluster
internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// The scenario's drills as steps in time, and their execution.
struct DrillSchedule: Sendable {
    private struct Step: Sendable {
        var at: Nanoseconds
        var text: String
        var action: @Sendable () throws -> Void
    }

    private var steps: [Step]

    init(_ plan: TrialPlan, connection: TargetConnection) {
        steps = plan.scenario.drills.flatMap { drill -> [Step] in
            guard let embedded = connection.embedded, let phase = plan.start(ofPhase: drill.phase) else { return [] }
            switch drill.kind {
            case .brokerOutage(let broker, let duration):
                let number = Int32(broker)
                return [
                    Step(at: phase + drill.after, text: "broker \(broker) goes down") {
                        try embedded.stopNodeWaiting(number)
                    },
                    Step(at: phase + drill.after + duration, text: "broker \(broker) is back") {
                        try embedded.startNodeWaiting(number)
                    },
                ]
            }
        }
        .sorted { $0.at < $1.at }
    }

    /// Performs what is due, and tells what happened.
    mutating func perform(upTo now: Nanoseconds) async -> [Incident] {
        var incidents: [Incident] = []
        while let step = steps.first, step.at <= now {
            steps.removeFirst()
            do {
                try await WorkerThread.run(named: "drill") { () throws(any Error) in try step.action() }
                incidents.append(Incident(at: now, severity: .warning, kind: "drill", text: step.text))
            } catch {
                incidents.append(
                    Incident(at: now, severity: .error, kind: "drill", text: "\(step.text): \(error)"))
            }
        }
        return incidents
    }
}
