private import Foundation
internal import Workloads

/// The schedule of one producer, planned ahead on a thread of its own so that the sending loop only walks arrays.
///
/// Bounded: the planner is at most `depth` chunks ahead, so memory does not grow with the trial.
///
/// Sendable because `condition` guards all state.
final class ChunkQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private var ready: [PlanChunk] = []
    private var spent: [PlanChunk] = []
    private var isOver = false
    private var isCancelled = false
    private let depth: Int

    init(depth: Int = 8) {
        self.depth = depth
    }

    /// Fills the queue until `plan`, which puts the next stretch into a chunk, says that the schedule is over.
    ///
    /// Runs on the planner's thread.
    func fill(noting note: (PlanChunk) -> Void, plan: (inout PlanChunk) -> Bool) {
        while let storage = awaitRoom() {
            var chunk = storage
            guard plan(&chunk) else { break }
            note(chunk)
            condition.withLock {
                ready.append(chunk)
                condition.signal()
            }
        }
        condition.withLock {
            isOver = true
            condition.signal()
        }
    }

    /// Storage for the next chunk; nil when nobody wants one any more.
    private func awaitRoom() -> PlanChunk? {
        condition.withLock {
            while ready.count >= depth, !isCancelled { condition.wait() }
            return isCancelled ? nil : spent.popLast() ?? PlanChunk()
        }
    }

    /// The next chunk, in exchange for the one just walked; nil when the schedule is over.
    func next(returning chunk: PlanChunk?) -> PlanChunk? {
        condition.withLock {
            if let chunk { spent.append(chunk) }
            while ready.isEmpty, !isOver, !isCancelled { condition.wait() }
            guard !ready.isEmpty, !isCancelled else { return nil }
            condition.signal()
            return ready.removeFirst()
        }
    }

    /// Lets the planner stop.
    func cancel() {
        condition.withLock {
            isCancelled = true
            condition.broadcast()
        }
    }
}
