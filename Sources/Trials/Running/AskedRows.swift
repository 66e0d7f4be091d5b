internal import Evidence
internal import LoadEngine
internal import Workloads

/// What the schedule asks for, second by second.
enum AskedRows {
    /// The rows of one planned chunk.
    ///
    /// Its events are of one phase and in ascending order.
    static func letter(of chunk: PlanChunk) -> WorkerSecond {
        var letter = WorkerSecond(completedSecond: 0)
        for index in 0..<chunk.count {
            let second = Int(chunk.intendedNs[index] / 1_000_000_000)
            if letter.production.last?.second != second {
                letter.production.append(ProductionRow(second: second, phase: chunk.phase))
            }
            letter.production[letter.production.count - 1].asked += 1
        }
        return letter
    }
}
