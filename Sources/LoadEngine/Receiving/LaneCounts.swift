/// What one member counted on one lane over the whole trial.
package struct LaneCounts: Hashable, Sendable {
    package var repeated: Int64 = 0
    package var outOfOrder: Int64 = 0
    package var corrupted: Int64 = 0
    package var foreign: Int64 = 0
    /// Deliveries at an offset that the reader had got past before.
    package var reread: Int64 = 0
    /// Of the records that were handed over for the first time, by their marks.
    package var resent: Int64 = 0
    package var malformed: Int64 = 0
    package var buffered: Int64 = 0
    /// Likewise, by the validator.
    package var rejected: Int64 = 0
    package var missed: Int64 = 0
    package var wronged: Int64 = 0
    /// Likewise, by the schema.
    package var unreadable: Int64 = 0
    /// Deliveries, repeats and all, that went into the table; and those that came after a later one of their device.
    package var upserted: Int64 = 0
    package var deviceDisorder: Int64 = 0

    package init() {}
}
