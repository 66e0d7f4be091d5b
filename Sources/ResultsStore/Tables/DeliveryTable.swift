import Evidence
import GRDB

/// Table `deliveries`: what each reader received, by second and phase.
enum DeliveryTable {
    static func insert(_ rows: [DeliveryRow], trial: Int64, _ database: Database) throws {
        for row in rows {
            try database.insert(
                into: "deliveries",
                [
                    "trial_number": trial, "second": row.second, "phase": row.phase, "reader": row.reader,
                    "delivered": row.delivered, "delivered_bytes": row.deliveredBytes, "repeated": row.repeated,
                    "out_of_order": row.outOfOrder, "corrupted": row.corrupted,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [DeliveryRow] {
        try database.rows(of: "deliveries", trial: trial, orderedBy: "second, phase, reader") { row in
            var value = DeliveryRow(second: row["second"], phase: row["phase"], reader: row["reader"])
            value.delivered = row["delivered"]
            value.deliveredBytes = row["delivered_bytes"]
            value.repeated = row["repeated"]
            value.outOfOrder = row["out_of_order"]
            value.corrupted = row["corrupted"]
            return value
        }
    }
}
