/// A record that a validator rejected, until it is forwarded.
struct RejectedRecord {
    /// Its place in the batch that is being handled.
    var index: Int
    var producer: Int
    /// Of the source topic.
    var lane: Int
    var ordinal: UInt32
}
