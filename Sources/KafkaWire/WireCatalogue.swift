/// Every API that this client has messages for, and the names of those that it has none for.
package enum WireCatalogue {
    /// The request types, in the order of their keys: one for each file in `APIs`.
    package static let requests: [any WireRequest.Type] = [
        ProduceRequest.self, FetchRequest.self, ListOffsetsRequest.self, MetadataRequest.self,
        OffsetCommitRequest.self, OffsetFetchRequest.self, FindCoordinatorRequest.self, JoinGroupRequest.self,
        HeartbeatRequest.self, LeaveGroupRequest.self, SyncGroupRequest.self, DescribeGroupsRequest.self,
        ListGroupsRequest.self, SaslHandshakeRequest.self, ApiVersionsRequest.self, CreateTopicsRequest.self,
        DeleteTopicsRequest.self, DeleteRecordsRequest.self, InitProducerIdRequest.self,
        OffsetForLeaderEpochRequest.self, AddPartitionsToTxnRequest.self, AddOffsetsToTxnRequest.self,
        EndTxnRequest.self, WriteTxnMarkersRequest.self, TxnOffsetCommitRequest.self, DescribeAclsRequest.self,
        CreateAclsRequest.self, DeleteAclsRequest.self, DescribeConfigsRequest.self, AlterConfigsRequest.self,
        AlterReplicaLogDirsRequest.self, DescribeLogDirsRequest.self, SaslAuthenticateRequest.self,
        CreatePartitionsRequest.self, CreateDelegationTokenRequest.self, RenewDelegationTokenRequest.self,
        ExpireDelegationTokenRequest.self, DescribeDelegationTokenRequest.self, DeleteGroupsRequest.self,
        ElectLeadersRequest.self, IncrementalAlterConfigsRequest.self, AlterPartitionReassignmentsRequest.self,
        ListPartitionReassignmentsRequest.self, OffsetDeleteRequest.self, DescribeClientQuotasRequest.self,
        AlterClientQuotasRequest.self, DescribeUserScramCredentialsRequest.self,
        AlterUserScramCredentialsRequest.self, DescribeQuorumRequest.self, UpdateFeaturesRequest.self,
        DescribeClusterRequest.self, DescribeProducersRequest.self, DescribeTransactionsRequest.self,
        ListTransactionsRequest.self, ConsumerGroupHeartbeatRequest.self, ConsumerGroupDescribeRequest.self,
        GetTelemetrySubscriptionsRequest.self, ListConfigResourcesRequest.self, DescribeTopicPartitionsRequest.self,
        ShareGroupHeartbeatRequest.self, ShareGroupDescribeRequest.self, ShareFetchRequest.self,
        ShareAcknowledgeRequest.self, AddRaftVoterRequest.self, StreamsGroupHeartbeatRequest.self,
        StreamsGroupDescribeRequest.self, DescribeShareGroupOffsetsRequest.self, AlterShareGroupOffsetsRequest.self,
        DeleteShareGroupOffsetsRequest.self,
    ]

    /// The APIs of `requests`, in the order of their keys.
    package static let all: [WireAPI] = requests.map { $0.api }

    /// The API with a key; nil where this client has no messages for it.
    package static func api(key: Int16) -> WireAPI? { byKey[key] }

    /// The name of an API of Kafka 4.2 or before, as the message definitions have it; nil for a key they have not.
    package static func name(ofKey key: Int16) -> String? { byKey[key]?.name ?? others[key] }

    private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    /// What brokers and controllers ask of each other, and what Kafka 4 has no more (4 to 7).
    static let others: [Int16: String] = [
        4: "LeaderAndIsr", 5: "StopReplica", 6: "UpdateMetadata", 7: "ControlledShutdown", 52: "Vote",
        53: "BeginQuorumEpoch", 54: "EndQuorumEpoch", 56: "AlterPartition", 58: "Envelope", 59: "FetchSnapshot",
        62: "BrokerRegistration", 63: "BrokerHeartbeat", 64: "UnregisterBroker", 67: "AllocateProducerIds",
        70: "ControllerRegistration", 72: "PushTelemetry", 73: "AssignReplicasToDirs", 81: "RemoveRaftVoter",
        82: "UpdateRaftVoter", 83: "InitializeShareGroupState", 84: "ReadShareGroupState", 85: "WriteShareGroupState",
        86: "DeleteShareGroupState", 87: "ReadShareGroupStateSummary",
    ]
}
