internal import Quantities
internal import ScenarioModel
internal import Traces

extension TraceReplay {
    /// More than a machine that runs trials has room for, beside everything else.
    private static let largestValue: Int32 = 8 << 20
    private static let mostValueBytes = 128 << 20
    private static let mostDevices = 20_000_000
    private static let mostKeyBytes = 512 << 20
    private static let longest = Nanoseconds.seconds(30 * 86_400)

    /// Why this trace cannot be replayed so, and what to do; nil where it can.
    ///
    /// To be asked before its tables are made: it bounds their memory.
    package var obstacle: String? {
        guard shape.events > 0 else { return "it has no events: capture a longer window" }
        let days = (Double(length.rawValue) / speed) / 1e9
        guard days <= TraceReplay.longest.seconds else {
            return "its window of \(length) at speed \(speed.significant(4)) takes longer than 30 days: raise --speed"
        }
        let largest = shape.valueSizes.largest
        guard largest <= TraceReplay.largestValue else {
            return "its largest value has \(ByteCount(Int64(largest))), replay goes up to "
                + "\(ByteCount(Int64(TraceReplay.largestValue))): capture its topic apart from the others"
        }
        let values = ReplaySizes.classes(of: shape).reduce(0) { $0 + $1.slots * $1.length }
        guard values <= TraceReplay.mostValueBytes else {
            return "values of all its sizes take \(ByteCount(Int64(values))), replay has room for "
                + "\(ByteCount(Int64(TraceReplay.mostValueBytes))): capture fewer topics at a time"
        }
        // What has no key counts its sequence by partition.
        let single = shape.keyEvents.count + shape.topics.reduce(0) { $0 + $1.partitions.count }
        let (devices, overflow) = single.multipliedReportingOverflow(by: copies)
        guard !overflow, devices <= TraceReplay.mostDevices else {
            return "\(single.grouped) keys and partitions \(copies) times are more than the "
                + "\(TraceReplay.mostDevices.grouped) that replay has room for: lower --devices"
        }
        let keyBytes = shape.keyLengths.reduce(Int64(0)) { $0 + Int64($1) } * Int64(copies)
        guard keyBytes <= TraceReplay.mostKeyBytes else {
            return "its keys take \(ByteCount(keyBytes)), replay has room for "
                + "\(ByteCount(Int64(TraceReplay.mostKeyBytes))): lower --devices, or capture fewer topics at a time"
        }
        return nil
    }

    /// Events whose value is too short for the stamp, or is missing, and is sent longer than it was.
    package var raisedValues: Int64 {
        shape.tombstones + shape.valueSizes.count(below: StampRoom.shortestValue(.random))
    }
}
