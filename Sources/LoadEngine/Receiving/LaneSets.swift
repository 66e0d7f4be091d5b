/// Ordinal sets by lane and producer, made lane by lane when the first ordinal comes.
///
/// So a member has memory for the lanes that it reads, of however many the trial has.
struct LaneSets: ~Copyable {
    private let lanes: Int
    private let producers: Int
    private let sets: UnsafeMutablePointer<UnsafeMutablePointer<OrdinalSet>?>

    init(lanes: Int, producers: Int) {
        self.lanes = lanes
        self.producers = producers
        sets = .allocate(capacity: max(1, lanes))
        sets.initialize(repeating: nil, count: lanes)
    }

    deinit {
        for lane in 0..<lanes {
            sets[lane]?.deinitialize(count: producers)
            sets[lane]?.deallocate()
        }
        sets.deallocate()
    }

    @inline(__always)
    func insert(_ ordinal: UInt32, lane: Int, producer: Int) -> OrdinalSet.Insertion {
        let row = sets[lane] ?? made(lane)
        return row[producer].insert(ordinal)
    }

    @inline(never)
    private func made(_ lane: Int) -> UnsafeMutablePointer<OrdinalSet> {
        let row = UnsafeMutablePointer<OrdinalSet>.allocate(capacity: producers)
        row.initialize(repeating: OrdinalSet(), count: producers)
        sets[lane] = row
        return row
    }

    /// By lane, then producer; empty where no ordinal came.
    var values: [[OrdinalSet]] {
        (0..<lanes).map { lane in sets[lane].map { row in (0..<producers).map { row[$0] } } ?? [] }
    }
}
