package import ScenarioModel
package import Workloads

/// Everything one sending loop needs to know before it starts.
package final class SendPlan: Sendable {
    /// Number of the gateway, or of the first of the loop's own connections.
    package let producer: Int
    /// The part of the fleet that the loop walks.
    package let share: PlanShare
    package let trial: UInt64
    package let tables: PlanTables
    package let topicCount: Int
    package let phases: PhaseClock
    let chunks = ChunkQueue()
    let bodyChecksums: [UInt32]

    package init(
        producer: Int, share: PlanShare = .gateway(0, of: 1), trial: UInt64, tables: PlanTables, topicCount: Int,
        phases: PhaseClock
    ) {
        self.producer = producer
        self.share = share
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

    /// Plans this loop's schedule until it is over.
    ///
    /// Blocks: for a thread of its own.
    package func plan(_ scenario: Scenario, noting note: (PlanChunk) -> Void) {
        switch share {
        case .gateway(let index, let count) where ProducerLayout(scenario: scenario).connections == 0:
            var planner = FleetPlanner(scenario: scenario, tables: tables, producer: index, of: count)
            plan(noting: note) { planner.nextChunk(into: &$0, capacity: SendPlan.chunkCapacity) }
        case .gateway, .own:
            let filter = ShareFilter(scenario: scenario, roster: tables.roster, share: share)
            var planner = FleetPlanner(scenario: scenario, tables: tables, producer: 0, of: 1)
            plan(noting: note) { chunk in
                while planner.nextChunk(into: &chunk, capacity: SendPlan.chunkCapacity) {
                    filter.keepShare(of: &chunk)
                    if chunk.count > 0 { return true }
                }
                return false
            }
        }
    }

    /// The same for chunks from elsewhere: `next` puts a stretch into a chunk, and says whether there was one.
    package func plan(noting note: (PlanChunk) -> Void, next: (inout PlanChunk) -> Bool) {
        chunks.fill(noting: note, plan: next)
    }

    /// Lets the planner and the loop end early.
    package func cancel() { chunks.cancel() }
}
