import Evidence
import GRDB
import Quantities

/// Table `partitions`: each partition over the measured phases.
enum PartitionTable {
    static func replace(_ partitions: [PartitionRow], trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "partitions", trial: trial)
        for row in partitions {
            try database.insert(
                into: "partitions",
                [
                    "trial_number": trial, "topic": row.topic, "partition": row.partition, "sent": row.sent,
                    "sent_bytes": row.sentBytes, "acked": row.acked, "ack_p50_ns": row.ackP50?.rawValue,
                    "ack_p99_ns": row.ackP99?.rawValue, "ack_max_ns": row.ackMax?.rawValue,
                    "heaviest_key": row.heaviestKey, "heaviest_key_share": row.heaviestKeyShare,
                ])
        }
    }

    static func all(trial: Int64, _ database: Database) throws -> [PartitionRow] {
        try database.rows(of: "partitions", trial: trial, orderedBy: "topic, partition") { row in
            var value = PartitionRow(topic: row["topic"], partition: row["partition"])
            value.sent = row["sent"]
            value.sentBytes = row["sent_bytes"]
            value.acked = row["acked"]
            value.ackP50 = Nanoseconds(column: row["ack_p50_ns"])
            value.ackP99 = Nanoseconds(column: row["ack_p99_ns"])
            value.ackMax = Nanoseconds(column: row["ack_max_ns"])
            value.heaviestKey = row["heaviest_key"]
            value.heaviestKeyShare = row["heaviest_key_share"]
            return value
        }
    }
}

extension Nanoseconds {
    /// nil where the column is null.
    init?(column: Int64?) {
        guard let column else { return nil }
        self.init(column)
    }
}
