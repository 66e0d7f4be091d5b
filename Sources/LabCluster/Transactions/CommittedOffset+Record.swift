internal import KafkaWire

extension CommittedOffset {
    /// The record of `__consumer_offsets` that says it: OffsetCommitKey in version 1, OffsetCommitValue in version 3.
    func record(of group: String, _ place: OffsetPlace) -> WireRecord {
        var key = LogBytes()
        key.add(Int16(1))
        key.add(group)
        key.add(place.topic)
        key.add(place.partition)
        var value = LogBytes()
        value.add(Int16(3))
        value.add(offset)
        value.add(leaderEpoch)
        value.add(metadata)
        value.add(committedAt)
        return WireRecord(key: key.bytes, value: value.bytes, timestamp: committedAt)
    }
}
