import Evidence
import GRDB
import Quantities

/// Table `incidents`: something notable, with its instant.
///
/// The same incident is kept once.
enum IncidentTable {
    static func insert(_ incidents: [Incident], trial: Int64, _ database: Database) throws {
        for incident in incidents {
            try database.insert(
                into: "incidents", orIgnore: true,
                [
                    "trial_number": trial, "at_ns": incident.at.rawValue, "severity": incident.severity.rawValue,
                    "kind": incident.kind, "text": incident.text,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [Incident] {
        try database.rows(of: "incidents", trial: trial, orderedBy: "at_ns, number") { row in
            Incident(
                at: Nanoseconds(row["at_ns"]),
                severity: try ResultsDamage.value(row["severity"], of: Incident.Severity.self), kind: row["kind"],
                text: row["text"])
        }
    }
}
