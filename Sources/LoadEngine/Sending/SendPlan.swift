package import ScenarioModel
private import Synchronization
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
    private let edges = Mutex<[EdgeCount]>([])

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
                let frame = tables.payloads.frameLength[slot]
                return Stamp.bodyChecksum(
                    base + tables.payloads.offset[slot] + frame, length: tables.payloads.length[slot] - frame,
                    isText: tables.payloads.isText[slot])
            }
        }
    }

    /// Events of a chunk that a scenario's producers plan ahead.
    private static let chunkCapacity = 4096

    /// Plans this loop's schedule until it is over.
    ///
    /// Blocks: for a thread of its own.
    package func plan(_ scenario: Scenario, from source: LoadSource = .fleet, noting note: (PlanChunk) -> Void) {
        switch source {
        case .fleet:
            var planner = FleetPlanner(scenario: scenario, tables: tables, share: share)
            plan(noting: note) { planner.nextChunk(into: &$0, capacity: SendPlan.chunkCapacity) }
            let counts = planner.edgeCounts
            edges.withLock { $0 = counts }
        case .trace(let replay):
            guard case .gateway(let index, let gateways) = share else {
                preconditionFailure("a replay has gateways only, not \(share)")
            }
            var planner = TracePlanner(
                replay: replay, seed: scenario.seed, tables: tables, producer: index, of: gateways)
            plan(noting: note) { planner.nextChunk(into: &$0, capacity: SendPlan.chunkCapacity) }
        }
    }

    /// The same for chunks from elsewhere: `next` puts a stretch into a chunk, and says whether there was one.
    package func plan(noting note: (PlanChunk) -> Void, next: (inout PlanChunk) -> Bool) {
        chunks.fill(noting: note, plan: next)
    }

    /// What the devices of its share did at the edge, by the index of the scenario's fleet; empty before all is planned.
    package var edgeCounts: [EdgeCount] { edges.withLock { $0 } }

    /// Lets the planner and the loop end early.
    package func cancel() { chunks.cancel() }
}
