import ScenarioModel

/// A group's buffer as the loop needs it.
struct EdgeLimits: Sendable {
    let events: UInt32
    let overflow: EdgeBuffer.Overflow
    let isLiveFirst: Bool
    /// drop-newest: how much must be free before a full buffer keeps new events again, an eighth of it.
    ///
    /// As flash is freed in blocks; it also bounds the number of runs that a buffer consists of.
    let block: UInt32

    init(_ buffer: EdgeBuffer) {
        events = UInt32(min(max(1, buffer.events), Int(Int32.max)))
        overflow = buffer.overflow
        isLiveFirst = buffer.drain == .liveFirst
        block = max(1, events / 8)
    }
}
