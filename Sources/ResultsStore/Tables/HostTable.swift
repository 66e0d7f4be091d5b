import Evidence
import GRDB

/// Table `host`: the generator and its machine, by second; the second's last sample counts.
enum HostTable {
    static func insert(_ rows: [HostRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            try database.insert(
                into: "host", orReplace: true,
                [
                    "trial_number": trial, "second": row.second, "process_cpu_s": row.processCPU,
                    "machine_busy": row.machineBusy, "machine_steal": row.machineSteal,
                    "resident_bytes": row.residentBytes,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [HostRow] {
        try database.rows(of: "host", trial: trial, orderedBy: "second") { row in
            HostRow(
                second: row["second"], processCPU: row["process_cpu_s"], machineBusy: row["machine_busy"],
                machineSteal: row["machine_steal"], residentBytes: row["resident_bytes"])
        }
    }
}
