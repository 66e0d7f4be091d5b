/// Every API that the cluster serves, in the order of their keys.
enum LabServices {
    static let all: [LabService] = [
        .produce, .fetch, .listOffsets, .metadata, .offsetCommit, .offsetFetch, .findCoordinator, .joinGroup,
        .heartbeat, .leaveGroup, .syncGroup, .describeGroups, .listGroups, .apiVersions, .createTopics, .deleteTopics,
        .deleteRecords, .initProducerID, .offsetForLeaderEpoch, .addPartitionsToTxn, .addOffsetsToTxn, .endTxn,
        .writeTxnMarkers, .txnOffsetCommit, .describeConfigs, .alterConfigs, .alterReplicaLogDirs, .describeLogDirs,
        .createPartitions, .deleteGroups, .electLeaders, .incrementalAlterConfigs, .alterPartitionReassignments,
        .listPartitionReassignments, .offsetDelete, .describeClientQuotas, .alterClientQuotas,
        .describeUserScramCredentials, .alterUserScramCredentials, .describeQuorum, .updateFeatures, .describeCluster,
        .describeProducers, .describeTransactions, .listTransactions, .consumerGroupHeartbeat, .consumerGroupDescribe,
        .listConfigResources, .describeTopicPartitions,
    ]
}
