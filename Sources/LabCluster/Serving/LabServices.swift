/// Every API that the cluster serves, in the order of their keys.
enum LabServices {
    static let all: [LabService] = [
        .produce, .fetch, .listOffsets, .metadata, .offsetCommit, .offsetFetch, .findCoordinator, .joinGroup,
        .heartbeat, .leaveGroup, .syncGroup, .describeGroups, .listGroups, .saslHandshake, .apiVersions, .createTopics,
        .deleteTopics, .deleteRecords, .initProducerID, .offsetForLeaderEpoch, .addPartitionsToTxn, .addOffsetsToTxn,
        .endTxn, .writeTxnMarkers, .txnOffsetCommit, .describeAcls, .createAcls, .deleteAcls, .describeConfigs,
        .alterConfigs, .alterReplicaLogDirs, .describeLogDirs, .saslAuthenticate, .createPartitions,
        .createDelegationToken, .renewDelegationToken, .expireDelegationToken, .describeDelegationToken, .deleteGroups,
        .electLeaders, .incrementalAlterConfigs, .alterPartitionReassignments, .listPartitionReassignments,
        .offsetDelete, .describeClientQuotas, .alterClientQuotas, .describeUserScramCredentials,
        .alterUserScramCredentials, .describeQuorum, .updateFeatures, .describeCluster, .describeProducers,
        .describeTransactions, .listTransactions, .consumerGroupHeartbeat, .consumerGroupDescribe,
        .listConfigResources, .describeTopicPartitions,
    ]
}
