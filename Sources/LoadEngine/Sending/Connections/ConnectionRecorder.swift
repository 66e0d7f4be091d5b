internal import Evidence
internal import Quantities

/// What a loop counts of its connections: the current second's rows by phase, and how long set-ups took.
///
/// `asked == opened + failed` and what is still being set up; a retry is asked for again.
struct ConnectionRecorder: ~Copyable {
    private var phases: PhaseClock
    private var rows: [ConnectionRow]
    private let took: UnsafeMutablePointer<BucketCounts>

    init(phases: PhaseClock) {
        self.phases = phases
        rows = (0..<phases.count).map { ConnectionRow(second: 0, phase: $0) }
        took = .allocate(capacity: phases.count)
        for phase in 0..<phases.count { (took + phase).initialize(to: BucketCounts()) }
    }

    deinit {
        took.deinitialize(count: rows.count)
        took.deallocate()
    }

    /// The phase is that of the event that asked for the set-up.
    mutating func asked(dueNs: UInt64) { rows[phases.phase(ofNs: dueNs)].asked += 1 }

    mutating func opened(dueNs: UInt64, tookNs: UInt64) {
        let phase = phases.phase(ofNs: dueNs)
        rows[phase].opened += 1
        took[phase].record(from: 0, to: tookNs)
    }

    mutating func failed(dueNs: UInt64) { rows[phases.phase(ofNs: dueNs)].failed += 1 }

    mutating func closed(dueNs: UInt64) { rows[phases.phase(ofNs: dueNs)].closed += 1 }

    /// Adds the rows of the second that ends to its letter, and begins the next.
    mutating func take(second: Int, into letter: inout WorkerSecond) {
        for phase in rows.indices where rows[phase] != ConnectionRow(second: 0, phase: phase) {
            var row = rows[phase]
            row.second = second
            letter.connections.append(row)
            rows[phase] = ConnectionRow(second: 0, phase: phase)
            let histogram = took[phase].take()
            if !histogram.isEmpty {
                letter.latencies.append(
                    LatencyRow(second: second, phase: phase, kind: .connect, reader: nil, histogram: histogram))
            }
        }
    }
}
