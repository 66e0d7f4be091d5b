package import ScenarioModel
package import Workloads

/// Everything one sending loop needs to know before it starts.
package final class SendPlan: Sendable {
    package let producer: Int
    package let trial: UInt64
    package let tables: PlanTables
    package let topicCount: Int
    package let phases: PhaseClock
    let chunks = ChunkQueue()
    let bodyChecksums: [UInt32]

    package init(producer: Int, trial: UInt64, tables: PlanTables, topicCount: Int, phases: PhaseClock) {
        self.producer = producer
        self.trial = trial
        self.tables = tables
        self.topicCount = topicCount
        self.phases = phases
        bodyChecksums = tables.payloads.bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            return tables.payloads.offset.indices.map { slot in
                Stamp.bodyChecksum(
                    base + tables.payloads.offset[slot], length: tables.payloads.length[slot],
                    isText: tables.payloads.isText[slot])
            }
        }
    }

    /// Events of a chunk that a scenario's producers plan ahead.
    private static let chunkCapacity = 4096

    /// Plans this producer's schedule until it is over.
    ///
    /// Blocks: for a thread of its own.
    package func plan(
        _ scenario: Scenario, from source: LoadSource = .fleet, of producers: Int, noting note: (PlanChunk) -> Void
    ) {
        switch source {
        case .fleet:
            var planner = FleetPlanner(scenario: scenario, tables: tables, producer: producer, of: producers)
            chunks.fill(noting: note) { planner.nextChunk(into: &$0, capacity: SendPlan.chunkCapacity) }
        case .trace(let replay):
            var planner = TracePlanner(
                replay: replay, seed: scenario.seed, tables: tables, producer: producer, of: producers)
            chunks.fill(noting: note) { planner.nextChunk(into: &$0, capacity: SendPlan.chunkCapacity) }
        }
    }

    /// Lets the planner and the loop end early.
    package func cancel() { chunks.cancel() }
}
