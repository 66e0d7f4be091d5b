import Evidence
import Foundation
import Quantities
import Scorecards

extension Report {
    /// `Shift change at a container port`, or the scenario's name where it has no title.
    var headline: String { scorecard.trial.title.isEmpty ? scorecard.trial.scenario : scorecard.trial.title }

    /// The trial in a line: scenario, target, length, state.
    var trialLine: String {
        let trial = scorecard.trial
        var parts = [
            "scenario \(trial.scenario)", trial.target == "embedded" ? "embedded target" : "target \(trial.target)",
            "\(Nanoseconds.seconds(Double(series.grid.seconds)))",
        ]
        if trial.scale != 1 { parts.append("scale \(trial.scale.significant(3))") }
        parts.append(trial.state.rawValue)
        return parts.joined(separator: ", ")
    }

    /// What must be said before anything else where a trial did not run to its end; nil where it did.
    var incompleteness: String? {
        let trial = scorecard.trial
        let reason = trial.reason.map { ": \($0)" } ?? ""
        switch trial.state {
        case .finished: return nil
        case .running: return "The trial is still running: this report covers its finished seconds only."
        case .interrupted:
            return "The trial was interrupted\(reason). Every finished second is shown; the rest is unknown."
        case .failed: return "The trial failed\(reason). Every finished second is shown; the rest is unknown."
        }
    }

    /// Who, what, where, when: name and value.
    var trialFacts: [(name: String, value: String)] {
        let trial = scorecard.trial
        let promise = trial.serviceLevel.map { level in
            [
                (
                    "promise",
                    "\((level.share * 100).significant(6)) % within \(level.within); error budget over "
                        + "\(level.period), watched over \(level.window)"
                )
            ]
        }
        return [
            ("trial", trial.id),
            ("scenario", trial.scenario),
            ("target", trial.isEmbedded ? "\(trial.target) (embedded in this process)" : trial.target),
            ("architecture", trial.architecture),
            ("brokers", trial.brokers.isEmpty ? "not recorded" : trial.brokers.joined(separator: ", ")),
            ("started", utc(nanoseconds: trial.startedAt)),
            ("finished", trial.finishedAt.text("not recorded") { utc(nanoseconds: $0) }),
            ("observed", "\(Nanoseconds.seconds(Double(series.grid.seconds)))"),
            ("state", trial.state.rawValue + trial.reason.text("") { ": \($0)" }),
            ("expected rating", trial.expects),
            ("scale", trial.scale.significant(3)),
            ("seed", String(trial.seed)),
            ("overrides", trial.overrides.isEmpty ? "none" : trial.overrides.joined(separator: " ")),
            ("seatrial", trial.seatrialVersion),
            ("client", trial.clientVersion),
            ("run on", "\(trial.host), process \(trial.process)"),
        ] + (promise ?? [])
    }

    /// The phases as they ran.
    var phaseTable: FactTable {
        FactTable(
            columns: [.words("phase"), .words("kind"), .number("start"), .number("length"), .number("events planned")],
            rows: evidence.phases.map { phase in
                [
                    "\(phase.name)", phase.isWarmUp ? "warm-up (excluded)" : "measured", "\(phase.start.clock)",
                    "\(phase.end - phase.start)", "\(phase.planned.grouped)",
                ]
            },
            absence: "No phase was recorded.")
    }

    /// Incidents by the number that the charts give them.
    var incidentTable: FactTable {
        FactTable(
            columns: [.number("no."), .number("at"), .words("severity"), .words("kind"), .words("what happened")],
            rows: series.marks.incidents.enumerated().map { number, incident in
                [
                    "\(number + 1)", "\(incident.at.clock)",
                    FactTable.Cell(incident.severity.rawValue, isAlarming: incident.severity == .error),
                    "\(incident.kind)", "\(incident.text)",
                ]
            },
            absence: "No incident was recorded.")
    }
}
