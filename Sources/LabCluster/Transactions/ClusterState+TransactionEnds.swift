extension ClusterState {
    /// A transaction's marker is on all replicas of a partition: what the partition's coordinator put aside counts now,
    /// or is forgotten.
    func transactionEnded(_ marker: TransactionMarker, at place: OffsetPlace) {
        guard place.topic == "__consumer_offsets" else { return }
    }
}
