internal import Workloads

/// Looks into each value that a reader is handed, as far as the reader does that.
struct ValueInspector {
    private let validator: ValueValidator?
    private var schema: SchemaReading?
    private(set) var table: UpsertTable?
    /// By the reader's topic, then by drift.
    private var drifts: [[Int64]] = []

    init(_ plan: InspectionPlan, topics: Int) {
        validator = plan.deadLetters.map { _ in ValueValidator(plan.book) }
        schema = plan.schema.map { SchemaReading(plan.book, version: $0) }
        table = plan.devices.map { UpsertTable(devices: $0) }
        drifts = Array(repeating: Array(repeating: 0, count: schema?.words.count ?? 0), count: topics)
    }

    /// What became of one record inside of the reader; false where its validator rejected it.
    ///
    /// `isFirst`: this very record was not handed over before.
    mutating func inspect(
        _ value: UnsafeRawPointer, length: Int, stamp: Stamp, topic: Int, isFirst: Bool, counts: inout LaneCounts
    ) -> Bool {
        let isMalformed = stamp.marks.contains(.malformed)
        let body = EventBody(value, length: length)
        if let validator {
            guard validator.accepts(body) else {
                if isFirst {
                    counts.rejected += 1
                    if !isMalformed { counts.wronged += 1 }
                }
                return false
            }
            if isFirst, isMalformed { counts.missed += 1 }
        }
        // Broken content is no drift, and nothing for the table.
        guard !isMalformed else { return true }
        if let insertion = table?.upsert(device: stamp.device, sequence: stamp.sequence) {
            counts.upserted += 1
            if insertion == .outOfOrder { counts.deviceDisorder += 1 }
        }
        if isFirst, let drift = schema?.drift(of: body) {
            counts.unreadable += 1
            drifts[topic][drift] += 1
        }
        return true
    }

    /// By the reader's topic, in words.
    var drift: [[String: Int64]] {
        let words = schema?.words ?? []
        return drifts.map { counts in
            Dictionary(zip(words, counts).filter { $0.1 > 0 }, uniquingKeysWith: +)
        }
    }
}
