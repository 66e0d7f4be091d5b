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
        /// Gone without a commit and without a word to the group.
        case crashed
        /// Commit, leave the group, end the thread.
        case stopped
    }

    /// Where the reader is on one lane.
    private struct Place: ~Copyable {
        /// After the last record that was handed over, which goes back where the reader reads again.
        let position: Atomic<Int64>
        /// After the furthest record that any member was handed: what is below has been read.
        let reached: Atomic<Int64>

        init(_ start: Int64) {
            position = Atomic(start)
            reached = Atomic(start)
        }
    }

    private let mode: Atomic<UInt8>
    private let heldBack: Atomic<Bool>
    /// Members below this take part; the others wait until they are let in.
    private let taken: Atomic<Int>
    /// Signalled once a member at each change of mode, so that a member that is away need not poll.
    private let changed = DispatchSemaphore(value: 0)
    /// All that there will ever be.
    package let members: Int
    private let places: UnsafeMutablePointer<Place>
    private let assigned: UnsafeMutablePointer<Atomic<Int>>
    private let committed = Atomic(0)
    private let reread = Atomic<Int64>(0)
    private let letters = Atomic<Int64>(0)
    package let lanes: Int

    /// `positions`: by lane, where the reader starts; -1 where it does not read.
    ///
    /// `active`: members that take part from the start; nil: all.
    package init(members: Int, active: Int? = nil, positions start: [Int64], mode: Mode, isHeldBack: Bool) {
        self.members = members
        taken = Atomic(active ?? members)
        self.mode = Atomic(mode.rawValue)
        heldBack = Atomic(isHeldBack)
        lanes = start.count
        places = .allocate(capacity: max(1, start.count))
        for (lane, offset) in start.enumerated() { (places + lane).initialize(to: Place(offset)) }
        assigned = .allocate(capacity: members)
        for member in 0..<members { (assigned + member).initialize(to: Atomic(0)) }
    }

    deinit {
        places.deinitialize(count: lanes)
        places.deallocate()
        assigned.deinitialize(count: members)
        assigned.deallocate()
    }

    package var current: Mode { Mode(rawValue: mode.load(ordering: .acquiring)) ?? .stopped }

    /// What this member is to do: one that was not let in yet stays away.
    func mode(ofMember member: Int) -> Mode {
        let mode = current
        return mode == .stopped || member < activeMembers ? mode : .away
    }

    package func change(to next: Mode) {
        mode.store(next.rawValue, ordering: .releasing)
        wake()
    }

    /// Members that take part now.
    package var activeMembers: Int { taken.load(ordering: .acquiring) }

    /// Lets members in, up to `count` in all.
    package func letIn(_ count: Int) {
        taken.store(min(count, members), ordering: .releasing)
        wake()
    }

    private func wake() {
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

    // MARK: Places

    /// The offset after the last record that was handed over, or where the reader starts.
    ///
    /// It goes back where the reader does, after a crash or a rebalance.
    package func position(lane: Int) -> Int64 { places[lane].position.load(ordering: .relaxed) }

    /// The offset after the furthest record that was handed over, or where the reader starts; it never goes back.
    package func reached(lane: Int) -> Int64 { places[lane].reached.load(ordering: .relaxed) }

    /// Notes a record that was handed over; false where the reader had got past it before, and reads it again.
    ///
    /// A lane has one member at a time, and the next begins where one before committed, so load and store need not be
    /// one step: a member that went on with a lane it had lost already would find itself behind the new one.
    @inline(__always)
    func moved(lane: Int, past offset: Int64) -> Bool {
        let isNew = offset >= places[lane].reached.load(ordering: .relaxed)
        if isNew { places[lane].reached.store(offset &+ 1, ordering: .relaxed) }
        places[lane].position.store(offset &+ 1, ordering: .relaxed)
        return isNew
    }

    // MARK: Members

    /// Partitions that all members have now.
    package var assignedPartitions: Int { (0..<members).reduce(0) { $0 + assignedPartitions(ofMember: $1) } }

    package func assignedPartitions(ofMember member: Int) -> Int { assigned[member].load(ordering: .relaxed) }

    func assigned(_ count: Int, member: Int) { assigned[member].store(count, ordering: .relaxed) }

    // MARK: For whoever watches

    /// Records read again and records forwarded as dead letters so far, up to a second ago.
    package var rereadSoFar: Int64 { reread.load(ordering: .relaxed) }
    package var lettersSoFar: Int64 { letters.load(ordering: .relaxed) }

    func add(reread count: Int64, letters forwarded: Int64) {
        reread.add(count, ordering: .relaxed)
        letters.add(forwarded, ordering: .relaxed)
    }
}
