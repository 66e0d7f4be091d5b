internal import KafkaWire

/// An answer that tells a client how long it is held back.
protocol ThrottleTelling {
    var throttleTimeMs: Int32 { get set }
}

extension AddOffsetsToTxnResponse: ThrottleTelling {}
extension AddPartitionsToTxnResponse: ThrottleTelling {}
extension AlterClientQuotasResponse: ThrottleTelling {}
extension AlterConfigsResponse: ThrottleTelling {}
extension AlterPartitionReassignmentsResponse: ThrottleTelling {}
extension AlterReplicaLogDirsResponse: ThrottleTelling {}
extension AlterUserScramCredentialsResponse: ThrottleTelling {}
extension ApiVersionsResponse: ThrottleTelling {}
extension ConsumerGroupDescribeResponse: ThrottleTelling {}
extension ConsumerGroupHeartbeatResponse: ThrottleTelling {}
extension CreateAclsResponse: ThrottleTelling {}
extension CreateDelegationTokenResponse: ThrottleTelling {}
extension CreatePartitionsResponse: ThrottleTelling {}
extension CreateTopicsResponse: ThrottleTelling {}
extension DeleteAclsResponse: ThrottleTelling {}
extension DeleteGroupsResponse: ThrottleTelling {}
extension DeleteRecordsResponse: ThrottleTelling {}
extension DeleteTopicsResponse: ThrottleTelling {}
extension DescribeAclsResponse: ThrottleTelling {}
extension DescribeClientQuotasResponse: ThrottleTelling {}
extension DescribeClusterResponse: ThrottleTelling {}
extension DescribeConfigsResponse: ThrottleTelling {}
extension DescribeDelegationTokenResponse: ThrottleTelling {}
extension DescribeGroupsResponse: ThrottleTelling {}
extension DescribeLogDirsResponse: ThrottleTelling {}
extension DescribeProducersResponse: ThrottleTelling {}
extension DescribeTopicPartitionsResponse: ThrottleTelling {}
extension DescribeTransactionsResponse: ThrottleTelling {}
extension DescribeUserScramCredentialsResponse: ThrottleTelling {}
extension ElectLeadersResponse: ThrottleTelling {}
extension EndTxnResponse: ThrottleTelling {}
extension ExpireDelegationTokenResponse: ThrottleTelling {}
extension FetchResponse: ThrottleTelling {}
extension FindCoordinatorResponse: ThrottleTelling {}
extension HeartbeatResponse: ThrottleTelling {}
extension IncrementalAlterConfigsResponse: ThrottleTelling {}
extension InitProducerIdResponse: ThrottleTelling {}
extension JoinGroupResponse: ThrottleTelling {}
extension LeaveGroupResponse: ThrottleTelling {}
extension ListConfigResourcesResponse: ThrottleTelling {}
extension ListGroupsResponse: ThrottleTelling {}
extension ListOffsetsResponse: ThrottleTelling {}
extension ListPartitionReassignmentsResponse: ThrottleTelling {}
extension ListTransactionsResponse: ThrottleTelling {}
extension MetadataResponse: ThrottleTelling {}
extension OffsetCommitResponse: ThrottleTelling {}
extension OffsetDeleteResponse: ThrottleTelling {}
extension OffsetFetchResponse: ThrottleTelling {}
extension OffsetForLeaderEpochResponse: ThrottleTelling {}
extension ProduceResponse: ThrottleTelling {}
extension RenewDelegationTokenResponse: ThrottleTelling {}
extension SyncGroupResponse: ThrottleTelling {}
extension TxnOffsetCommitResponse: ThrottleTelling {}
extension UpdateFeaturesResponse: ThrottleTelling {}
