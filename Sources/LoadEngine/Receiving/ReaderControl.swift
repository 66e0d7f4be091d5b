private import Dispatch
private import Synchronization

/// What one reader's members are told by the control plane, and where they say how far they got.
///
/// Sendable because everything in it is atomic or a semaphore.
package final class ReaderControl: @unchecked Sendable {
    package enum Mode: UInt8, Sendable {
        /// Not in the group: not joined yet, or left.
        case away
        case running
        /// In the group, polling, with its partitions paused.
        case paused
        /// Commit, leave the group, end the thread.
        case stopped
    }

    private let mode: Atomic<UInt8>
    private let heldBack: Atomic<Bool>
    /// Signalled once a member at each change of mode, so that a member that is away need not poll.
    private let changed = DispatchSemaphore(value: 0)
    private let members: Int
    private let positions: UnsafeMutablePointer<Atomic<Int64>>
    private let assigned: UnsafeMutablePointer<Atomic<Int>>
    private let committed = Atomic(0)
    package let lanes: Int

    /// `positions`: by lane, where the reader starts; -1 where it does not read.
    package init(members: Int, positions start: [Int64], mode: Mode, isHeldBack: Bool) {
        self.members = members
        self.mode = Atomic(mode.rawValue)
        heldBack = Atomic(isHeldBack)
        lanes = start.count
        positions = .allocate(capacity: max(1, start.count))
        for (lane, offset) in start.enumerated() { (positions + lane).initialize(to: Atomic(offset)) }
        assigned = .allocate(capacity: members)
        for member in 0..<members { (assigned + member).initialize(to: Atomic(0)) }
    }

    deinit {
        positions.deinitialize(count: lanes)
        positions.deallocate()
        assigned.deinitialize(count: members)
        assigned.deallocate()
    }

    package var current: Mode { Mode(rawValue: mode.load(ordering: .acquiring)) ?? .stopped }

    package func change(to next: Mode) {
        mode.store(next.rawValue, ordering: .releasing)
        for _ in 0..<members { changed.signal() }
    }

    /// Whether the reader's limit is in force now: always for a slow reader, else once it catches up.
    package var isHeldBack: Bool { heldBack.load(ordering: .relaxed) }

    package func holdBack() { heldBack.store(true, ordering: .relaxed) }

    /// Says that this member has committed for the last time, and waits until all have, at most `milliseconds`.
    ///
    /// The first to leave makes the group rebalance, and the broker refuses the others' commits while it does.
    func awaitLastCommits(milliseconds: Int) {
        committed.add(1, ordering: .relaxed)
        for _ in 0..<max(1, milliseconds / 10) where committed.load(ordering: .relaxed) < members {
            awaitChange(milliseconds: 10)
        }
    }

    /// Waits until the mode may have changed, at most `milliseconds`.
    func awaitChange(milliseconds: Int) {
        _ = changed.wait(timeout: .now() + .milliseconds(milliseconds))
    }

    /// The offset after the last record that was handed over, or where the reader starts.
    package func position(lane: Int) -> Int64 { positions[lane].load(ordering: .relaxed) }

    @inline(__always)
    func moved(lane: Int, to position: Int64) { positions[lane].store(position, ordering: .relaxed) }

    /// Partitions that all members have now.
    package var assignedPartitions: Int { (0..<members).reduce(0) { $0 + assigned[$1].load(ordering: .relaxed) } }

    func assigned(_ count: Int, member: Int) { assigned[member].store(count, ordering: .relaxed) }
}
