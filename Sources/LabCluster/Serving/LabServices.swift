/// Every API that the cluster serves, in the order of their keys.
enum LabServices {
    static let all: [LabService] = [
        .produce, .fetch, .listOffsets, .metadata, .offsetCommit, .offsetFetch, .findCoordinator, .joinGroup,
        .heartbeat, .leaveGroup, .syncGroup, .describeGroups, .listGroups, .apiVersions, .createTopics, .deleteTopics,
        .deleteRecords, .initProducerID, .offsetForLeaderEpoch, .describeConfigs, .alterConfigs, .createPartitions,
        .deleteGroups, .incrementalAlterConfigs, .offsetDelete, .describeCluster, .consumerGroupHeartbeat,
        .consumerGroupDescribe, .listConfigResources, .describeTopicPartitions,
    ]
}
