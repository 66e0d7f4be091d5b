/// Every API that the cluster serves, in the order of their keys.
enum LabServices {
    static let all: [LabService] = [
        .produce, .fetch, .listOffsets, .metadata, .findCoordinator, .apiVersions, .createTopics, .deleteTopics,
        .deleteRecords, .initProducerID, .offsetForLeaderEpoch, .addPartitionsToTxn, .addOffsetsToTxn, .endTxn,
        .writeTxnMarkers, .describeConfigs, .alterConfigs, .createPartitions,
        .incrementalAlterConfigs, .describeCluster, .describeProducers, .describeTransactions,
        .listTransactions, .listConfigResources, .describeTopicPartitions,
    ]
}
