internal import GRDB
internal import Traces

/// Table `batches`: codec and sizes of the source's record batches.
///
/// A distribution is `bucket:count` pairs with blanks between them, by bucket: `0:2 7:120`.
enum BatchTable {
    static func insert(_ batch: TraceBatch, _ database: Database) throws {
        try database.insert(
            into: "batches",
            [
                "topic": batch.topic, "partition": batch.partition, "codec": batch.codec, "batches": batch.batches,
                "records": batch.records, "bytes": batch.bytes, "records_per_batch": text(batch.recordsPerBatch),
                "bytes_per_batch": text(batch.bytesPerBatch),
            ])
    }

    static func all(_ database: Database) throws -> [TraceBatch] {
        try database.rows(of: "batches", orderedBy: "topic, partition, codec, id") { row in
            var batch = TraceBatch(
                topic: try row.integer("topic", in: 0...TraceManifest.mostTopics),
                partition: try row.integer("partition", in: 0...TraceManifest.mostPartitions),
                codec: try row.text("codec"))
            batch.batches = try row.integer("batches", in: 0...Int64.max)
            batch.records = try row.integer("records", in: 0...Int64.max)
            batch.bytes = try row.integer("bytes", in: 0...Int64.max)
            batch.recordsPerBatch = try histogram(try row.text("records_per_batch"))
            batch.bytesPerBatch = try histogram(try row.text("bytes_per_batch"))
            return batch
        }
    }

    private static func text(_ histogram: PowerHistogram) -> String {
        histogram.counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    private static func histogram(_ text: String) throws(TraceDamage) -> PowerHistogram {
        var counts: [Int: Int64] = [:]
        for pair in text.split(separator: " ") {
            let parts = pair.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let bucket = Int(parts[0]), let count = Int64(parts[1]), counts[bucket] == nil
            else {
                throw TraceDamage(what: "a distribution of batches holds '\(pair.prefix(40))'")
            }
            counts[bucket] = count
        }
        guard let histogram = PowerHistogram(counts: counts) else {
            throw TraceDamage(what: "a distribution of batches holds '\(text.prefix(40))'")
        }
        return histogram
    }
}
