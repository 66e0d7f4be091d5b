import GRDB
import Scorecards

/// Table `findings`: the scorecard's, for listing and for SQL.
enum FindingTable {
    static func replace(_ areas: [AreaScore], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "findings", trial: trial)
        let findings = areas.flatMap { area in area.findings.map { (area.area, $0) } }
        for (position, (area, finding)) in findings.enumerated() {
            try database.insert(
                into: "findings",
                [
                    "trial_number": trial, "position": position, "area": area.rawValue, "criterion": finding.criterion,
                    "title": finding.title, "subject": finding.subject, "rating": finding.rating.rawValue,
                    "value": finding.value, "shown": finding.shown, "bands": finding.bands, "why": finding.why,
                    "evidence": finding.evidence,
                ])
        }
    }
}
