extension ClusterState {
    /// A transaction's marker is on all replicas of a partition: offsets that the partition has for groups count now, or
    /// are forgotten.
    func transactionEnded(_ marker: TransactionMarker, at place: OffsetPlace) {
        guard place.topic == "__consumer_offsets" else { return }
        for group in groups.byID.values where group.offsets.pendingProducers.contains(marker.producer.id) {
            guard coordinatorPartition(of: group.id, .group)?.index == place.partition else { continue }
            if marker.commits {
                group.offsets.commitPending(marker.producer.id)
            } else {
                group.offsets.dropPending(marker.producer.id)
            }
        }
    }
}
