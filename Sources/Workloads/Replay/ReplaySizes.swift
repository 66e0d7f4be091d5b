internal import ScenarioModel
internal import Traces

/// The values of a replay: one length for each size class that the trace has.
///
/// Up to 1023 bytes every size is a class of its own; above, a class is at most 1.6 % wide and has its mean as length,
/// so that no value is further off than that, and the bytes of all together are exact.
enum ReplaySizes {
    struct Class {
        /// Of every value; 0 where the class is not used.
        var length = 0
        /// Values of different bytes; 0 where the class is not used.
        var slots = 0
    }

    /// What share of each value is random: a trace does not say what was in it.
    static let entropy = 0.5
    /// Values of one length, so that a compressor does not find the same one everywhere; one byte count bounds them.
    private static let mostSlots = 16
    private static let mostBytes = 64 << 10

    static var shortest: Int { StampRoom.shortestValue(.random) }

    /// The class that an event's value is sent in.
    static func index(ofValue bytes: Int32) -> Int {
        SizeHistogram.index(of: max(Int32(shortest), bytes))
    }

    /// By class; what is shorter than the stamp is in the class of the shortest.
    static func classes(of shape: TraceShape) -> [Class] {
        let sizes = shape.valueSizes
        let raised = shape.tombstones + sizes.count(below: shortest)
        return sizes.classes.enumerated().map { index, each in
            let isUsed = index >= shortest && each.count > 0 || index == shortest && raised > 0
            guard isUsed else { return Class() }
            let length = max(shortest, each.size)
            return Class(length: length, slots: min(mostSlots, max(1, mostBytes / length)))
        }
    }
}
