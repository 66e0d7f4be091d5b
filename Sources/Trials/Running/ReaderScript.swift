internal import LoadEngine
internal import Quantities
internal import ScenarioModel

/// What one reader is told and when, from its role and the phases.
///
/// Pure.
struct ReaderScript: Sendable {
    struct Step: Sendable {
        var at: Nanoseconds
        var mode: ReaderControl.Mode
        /// For people: `away`, `catching up`.
        var state: String
        /// Whether a catch-up begins here.
        var beginsCatchUp: Bool
    }

    /// What it does when the load begins.
    var initial: ReaderControl.Mode
    var steps: [Step]
    /// Held back only while it catches up; a slow reader always is.
    var readsFromStart: Bool
    /// When more members join, and how many there are then.
    var scaleOut: (at: Nanoseconds, members: Int)?

    init(_ reader: Reader, plan: TrialPlan) {
        readsFromStart = false
        scaleOut = reader.scaleOut.map { out in
            ((plan.start(ofPhase: out.phase) ?? .zero) + out.after, out.members)
        }
        switch reader.role {
        case .live, .slow:
            initial = .running
            steps = []
        case .paused(let outage):
            initial = .running
            steps = [
                Step(
                    at: plan.start(ofPhase: outage.from) ?? .zero,
                    mode: ReaderScript.absence(outage.manner), state: "away", beginsCatchUp: false),
                Step(
                    at: plan.start(ofPhase: outage.until) ?? .zero, mode: .running, state: "catching up",
                    beginsCatchUp: true),
            ]
        case .replay(let phase, _):
            initial = .away
            readsFromStart = true
            steps = [
                Step(
                    at: plan.start(ofPhase: phase) ?? .zero, mode: .running, state: "replaying", beginsCatchUp: true)
            ]
        }
    }
    private static func absence(_ manner: Outage.Manner) -> ReaderControl.Mode {
        switch manner {
        case .pause: .paused
        case .leave: .away
        case .crash: .crashed
        }
    }
}
