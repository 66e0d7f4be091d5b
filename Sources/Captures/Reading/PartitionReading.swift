internal import Traces

/// How far one partition has been read: every offset between its start and its end is an event, a hole, or missed.
///
/// Only a log whose offsets went back breaks that sum.
struct PartitionReading: Hashable, Sendable {
    let topic: Int
    let partition: Int32
    let start: Int64
    /// First offset behind the window; nil while it is not known.
    private(set) var end: Int64?
    /// Next offset that is expected.
    private(set) var position: Int64
    private(set) var events: Int64 = 0
    /// Offsets without a record: compacted, aborted, or markers of transactions.
    private(set) var holes: Int64 = 0
    /// Offsets that were deleted before they were read.
    private(set) var missed: Int64 = 0

    init(topic: Int, partition: Int32, start: Int64, end: Int64?) {
        self.topic = topic
        self.partition = partition
        self.start = start
        self.end = end.map { max(start, $0) }
        position = start
    }

    var isDone: Bool { end.map { position >= $0 } ?? false }

    /// Offsets up to the window's end that were not read; 0 while the end is not known.
    var unread: Int64 { end.map { max(0, $0 - position) } ?? 0 }

    /// Ends the window at `offset`, or where the partition has been read to, if that is further.
    mutating func close(at offset: Int64) { end = max(position, offset) }

    /// Takes in a record's offset; false where the record is behind the window, or was there before.
    mutating func take(_ offset: Int64) -> Bool {
        guard offset >= position else { return false }
        skip(to: offset)
        guard !isDone else { return false }
        events += 1
        position = offset + 1
        return true
    }

    /// Everything before `offset` has been handed over.
    mutating func endOfLog(at offset: Int64) {
        if offset > position { skip(to: offset) }
    }

    private mutating func skip(to offset: Int64) {
        let next = end.map { min($0, offset) } ?? offset
        holes += max(0, next - position)
        position = max(position, next)
    }

    /// What is missing, and where to read on, after the broker said that `position` is not in its log, which goes from
    /// `logStart` to `logEnd`.
    ///
    /// No gap where the offset is there after all, as after a change of leader.
    mutating func outOfRange(logStart: Int64, logEnd: Int64) -> (from: Int64, to: Int64, reason: TraceGap.Reason)? {
        let from = position
        if logStart > position {
            let to = end.map { min($0, logStart) } ?? logStart
            missed += to - from
            position = max(position, to)
            return (from, to, .rotated)
        }
        if position > logEnd {
            // The log ends before what was read of it: it was made anew or cut. What is in it now may be what was read
            // before, so the reading goes on at its end.
            position = logEnd
            end = end.map { _ in logEnd }
            return (logEnd, from, .reset)
        }
        return nil
    }
}
