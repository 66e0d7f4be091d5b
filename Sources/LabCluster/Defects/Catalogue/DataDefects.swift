internal import KafkaWire

// What a broker does to the records it was given.
extension LabDefect {
    static let dataDefects = [
        LabDefect(
            "lose-acked", .loss, "Batches are acknowledged and never stored",
            foundBy: [.criterion("loss"), .check("produce.acks-matrix")], .append { _, _ in .lost }),
        LabDefect(
            "store-twice", .repetition, "Batches are stored twice",
            foundBy: [.criterion("repeats"), .check("produce.dense-offsets")],
            .append { _, _ in .storedTwice }),
        LabDefect(
            "swap-batches", .order, "Batches are stored behind those that come after them",
            foundBy: [.criterion("order"), .check("produce.dense-offsets")],
            .append { _, call in
                call.defect.memory["count", default: 0] += 1
                return call.defect.memory["count", default: 0].isMultiple(of: 2) ? .stored : .storedLate
            }),
        LabDefect(
            "alter-values", .corruption, "A byte of a record is stored as another one, with the right checksum",
            foundBy: [.criterion("corruption"), .check("produce.codec-roundtrip")], .append { _, _ in .altered }),
        LabDefect(
            "damage-batches", .corruption, "A byte of a batch is stored as another one, and its checksum tells",
            foundBy: [.check("produce.codec-roundtrip")], .append { _, _ in .damaged }),
    ]
}
