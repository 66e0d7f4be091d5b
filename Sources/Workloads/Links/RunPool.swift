/// The runs of all devices' buffers but the first of each.
struct RunPool {
    private var runs: [BufferedRun] = []
    private var free = BufferedEvents.none

    subscript(_ index: UInt32) -> BufferedRun {
        get { runs[Int(index)] }
        set { runs[Int(index)] = newValue }
    }

    mutating func add(_ run: BufferedRun) -> UInt32 {
        guard free != BufferedEvents.none else {
            runs.append(run)
            return UInt32(runs.count - 1)
        }
        let index = free
        free = runs[Int(index)].next
        runs[Int(index)] = run
        return index
    }

    mutating func remove(_ index: UInt32) {
        runs[Int(index)].next = free
        free = index
    }
}
