/// A set of ordinals that mostly come in order: runs, of which the last grows.
///
/// The ledger's element: one for each producer and partition on the sending side, one more for each reader's member.
/// With nothing missing it is a single run of 8 bytes and an empty array, whatever the number of events.
package struct OrdinalSet: Hashable, Sendable {
    /// Ordinals from `start` up to, not including, `end`.
    package struct Run: Hashable, Sendable {
        package var start: UInt32
        package var end: UInt32

        package init(start: UInt32, end: UInt32) {
            self.start = start
            self.end = end
        }

        package var count: Int { Int(end - start) }
    }

    /// Runs below `last`, ascending, apart from each other and from it.
    private var earlier: [Run] = []
    private var last = Run(start: 0, end: 0)

    package init() {}

    /// The highest ordinal that fits: runs end behind their last.
    package static let highest = UInt32.max - 1

    /// What inserting found.
    package enum Insertion: Hashable, Sendable {
        /// New, and above everything seen.
        case advanced
        /// New, and below something seen.
        case outOfOrder
        case repeated
    }

    @inline(__always)
    package mutating func insert(_ ordinal: UInt32) -> Insertion {
        if ordinal == last.end, last.start < last.end {
            last.end &+= 1
            return .advanced
        }
        return insertElsewhere(ordinal)
    }

    @inline(never)
    private mutating func insertElsewhere(_ ordinal: UInt32) -> Insertion {
        precondition(ordinal <= OrdinalSet.highest, "ordinal \(ordinal) is above \(OrdinalSet.highest)")
        if last.start == last.end {
            last = Run(start: ordinal, end: ordinal + 1)
            return .advanced
        }
        if ordinal > last.end {
            earlier.append(last)
            last = Run(start: ordinal, end: ordinal + 1)
            return .advanced
        }
        if ordinal >= last.start { return .repeated }
        return insertBelow(ordinal)
    }

    private mutating func insertBelow(_ ordinal: UInt32) -> Insertion {
        // The first earlier run that begins above the ordinal; the one before it may hold or touch it.
        var (low, high) = (0, earlier.count)
        while low < high {
            let middle = (low + high) / 2
            if earlier[middle].start > ordinal { high = middle } else { low = middle + 1 }
        }
        if low > 0, ordinal < earlier[low - 1].end { return .repeated }
        let touchesBelow = low > 0 && earlier[low - 1].end == ordinal
        let above = low < earlier.count ? earlier[low].start : last.start
        switch (touchesBelow, above == ordinal + 1) {
        case (true, true): joinAcross(low)
        case (true, false): earlier[low - 1].end = ordinal + 1
        case (false, true):
            if low < earlier.count { earlier[low].start = ordinal } else { last.start = ordinal }
        case (false, false): earlier.insert(Run(start: ordinal, end: ordinal + 1), at: low)
        }
        return .outOfOrder
    }

    /// Joins the earlier run before `index` with the run at it, whose gap of one was just filled.
    private mutating func joinAcross(_ index: Int) {
        let start = earlier[index - 1].start
        if index < earlier.count {
            earlier[index].start = start
        } else {
            last.start = start
        }
        earlier.remove(at: index - 1)
    }

    /// All runs, ascending.
    package var runs: [Run] { last.start < last.end ? earlier + [last] : [] }

    package var count: Int { earlier.reduce(last.count) { $0 + $1.count } }
}

extension OrdinalSet {
    package init(runs: [Run]) {
        guard let last = runs.last else { return }
        earlier = Array(runs.dropLast())
        self.last = last
    }

    /// The ordinals of either.
    package func union(_ other: OrdinalSet) -> OrdinalSet {
        var joined: [Run] = []
        for run in (runs + other.runs).sorted(by: { $0.start < $1.start }) {
            if let previous = joined.last, run.start <= previous.end {
                joined[joined.count - 1].end = max(previous.end, run.end)
            } else {
                joined.append(run)
            }
        }
        return OrdinalSet(runs: joined)
    }

    /// How many ordinals are in both.
    package func countInCommon(with other: OrdinalSet) -> Int {
        let (ours, theirs) = (runs, other.runs)
        var (left, right, common) = (0, 0, 0)
        while left < ours.count, right < theirs.count {
            let start = max(ours[left].start, theirs[right].start)
            let end = min(ours[left].end, theirs[right].end)
            if start < end { common += Int(end - start) }
            if ours[left].end < theirs[right].end { left += 1 } else { right += 1 }
        }
        return common
    }
}
