/// One stretch of the schedule of one producer, in ascending intended time; never spans two phases.
///
/// Flat arrays of equal length, of which the first `count` elements are the stretch; what lies behind is left over from
/// earlier use. Events due at the same nanosecond are in the order of device, then sequence.
package struct PlanChunk: Sendable {
    /// Index into the scenario's phases.
    package var phase = 0
    /// When the event is due at the producer, since the trial's zero.
    package var intendedNs: [UInt64] = []
    /// When the device made it by its own clock, since the trial's zero; the intended time unless a link delayed it,
    /// the device was dark, or its clock is off.
    ///
    /// A clock that is behind at the start of the trial stands at zero.
    package var eventNs: [UInt64] = []
    /// Device number over all groups.
    package var device: [UInt32] = []
    /// Per device, from 0.
    package var sequence: [UInt32] = []
    /// Index into `PlanTables.lanes`.
    package var lane: [UInt32] = []
    /// Index into `PlanTables.keys`; `KeyTable.noKey` for none.
    package var key: [UInt32] = []
    /// Slot in the payload arena.
    package var payload: [UInt32] = []
    /// What is special about the event.
    package var marks: [EventMarks] = []
    package var count = 0

    /// Room for so many events, to be filled by `FleetPlanner.nextChunk(into:capacity:)`.
    package init(capacity: Int = 0) {
        resize(to: capacity)
    }

    /// Makes all arrays this long; does nothing where they are at least.
    mutating func reserve(_ capacity: Int) {
        if intendedNs.count < capacity { resize(to: capacity) }
    }

    private mutating func resize(to capacity: Int) {
        intendedNs = Array(repeating: 0, count: capacity)
        eventNs = Array(repeating: 0, count: capacity)
        device = Array(repeating: 0, count: capacity)
        sequence = Array(repeating: 0, count: capacity)
        lane = Array(repeating: 0, count: capacity)
        key = Array(repeating: 0, count: capacity)
        payload = Array(repeating: 0, count: capacity)
        marks = Array(repeating: [], count: capacity)
    }
}
