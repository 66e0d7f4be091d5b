// Every error code of Apache Kafka 4.2, with the name that it has there.

extension BrokerCode {
    package static let unknownServerError = BrokerCode(rawValue: -1)
    package static let none = BrokerCode(rawValue: 0)
    package static let offsetOutOfRange = BrokerCode(rawValue: 1)
    package static let corruptMessage = BrokerCode(rawValue: 2)
    package static let unknownTopicOrPartition = BrokerCode(rawValue: 3)
    package static let invalidFetchSize = BrokerCode(rawValue: 4)
    package static let leaderNotAvailable = BrokerCode(rawValue: 5)
    package static let notLeaderOrFollower = BrokerCode(rawValue: 6)
    package static let requestTimedOut = BrokerCode(rawValue: 7)
    package static let brokerNotAvailable = BrokerCode(rawValue: 8)
    package static let replicaNotAvailable = BrokerCode(rawValue: 9)
    package static let messageTooLarge = BrokerCode(rawValue: 10)
    package static let staleControllerEpoch = BrokerCode(rawValue: 11)
    package static let offsetMetadataTooLarge = BrokerCode(rawValue: 12)
    package static let networkException = BrokerCode(rawValue: 13)
    package static let coordinatorLoadInProgress = BrokerCode(rawValue: 14)
    package static let coordinatorNotAvailable = BrokerCode(rawValue: 15)
    package static let notCoordinator = BrokerCode(rawValue: 16)
    package static let invalidTopicException = BrokerCode(rawValue: 17)
    package static let recordListTooLarge = BrokerCode(rawValue: 18)
    package static let notEnoughReplicas = BrokerCode(rawValue: 19)
    package static let notEnoughReplicasAfterAppend = BrokerCode(rawValue: 20)
    package static let invalidRequiredAcks = BrokerCode(rawValue: 21)
    package static let illegalGeneration = BrokerCode(rawValue: 22)
    package static let inconsistentGroupProtocol = BrokerCode(rawValue: 23)
    package static let invalidGroupID = BrokerCode(rawValue: 24)
    package static let unknownMemberID = BrokerCode(rawValue: 25)
    package static let invalidSessionTimeout = BrokerCode(rawValue: 26)
    package static let rebalanceInProgress = BrokerCode(rawValue: 27)
    package static let invalidCommitOffsetSize = BrokerCode(rawValue: 28)
    package static let topicAuthorizationFailed = BrokerCode(rawValue: 29)
    package static let groupAuthorizationFailed = BrokerCode(rawValue: 30)
    package static let clusterAuthorizationFailed = BrokerCode(rawValue: 31)
    package static let invalidTimestamp = BrokerCode(rawValue: 32)
    package static let unsupportedSaslMechanism = BrokerCode(rawValue: 33)
    package static let illegalSaslState = BrokerCode(rawValue: 34)
    package static let unsupportedVersion = BrokerCode(rawValue: 35)
    package static let topicAlreadyExists = BrokerCode(rawValue: 36)
    package static let invalidPartitions = BrokerCode(rawValue: 37)
    package static let invalidReplicationFactor = BrokerCode(rawValue: 38)
    package static let invalidReplicaAssignment = BrokerCode(rawValue: 39)
    package static let invalidConfig = BrokerCode(rawValue: 40)
    package static let notController = BrokerCode(rawValue: 41)
    package static let invalidRequest = BrokerCode(rawValue: 42)
    package static let unsupportedForMessageFormat = BrokerCode(rawValue: 43)
    package static let policyViolation = BrokerCode(rawValue: 44)
    package static let outOfOrderSequenceNumber = BrokerCode(rawValue: 45)
    package static let duplicateSequenceNumber = BrokerCode(rawValue: 46)
    package static let invalidProducerEpoch = BrokerCode(rawValue: 47)
    package static let invalidTxnState = BrokerCode(rawValue: 48)
    package static let invalidProducerIDMapping = BrokerCode(rawValue: 49)
    package static let invalidTransactionTimeout = BrokerCode(rawValue: 50)
    package static let concurrentTransactions = BrokerCode(rawValue: 51)
    package static let transactionCoordinatorFenced = BrokerCode(rawValue: 52)
    package static let transactionalIDAuthorizationFailed = BrokerCode(rawValue: 53)
    package static let securityDisabled = BrokerCode(rawValue: 54)
    package static let operationNotAttempted = BrokerCode(rawValue: 55)
    package static let kafkaStorageError = BrokerCode(rawValue: 56)
    package static let logDirNotFound = BrokerCode(rawValue: 57)
    package static let saslAuthenticationFailed = BrokerCode(rawValue: 58)
    package static let unknownProducerID = BrokerCode(rawValue: 59)
    package static let reassignmentInProgress = BrokerCode(rawValue: 60)
    package static let delegationTokenAuthDisabled = BrokerCode(rawValue: 61)
    package static let delegationTokenNotFound = BrokerCode(rawValue: 62)
    package static let delegationTokenOwnerMismatch = BrokerCode(rawValue: 63)
    package static let delegationTokenRequestNotAllowed = BrokerCode(rawValue: 64)
    package static let delegationTokenAuthorizationFailed = BrokerCode(rawValue: 65)
    package static let delegationTokenExpired = BrokerCode(rawValue: 66)
    package static let invalidPrincipalType = BrokerCode(rawValue: 67)
    package static let nonEmptyGroup = BrokerCode(rawValue: 68)
    package static let groupIDNotFound = BrokerCode(rawValue: 69)
    package static let fetchSessionIDNotFound = BrokerCode(rawValue: 70)
    package static let invalidFetchSessionEpoch = BrokerCode(rawValue: 71)
    package static let listenerNotFound = BrokerCode(rawValue: 72)
    package static let topicDeletionDisabled = BrokerCode(rawValue: 73)
    package static let fencedLeaderEpoch = BrokerCode(rawValue: 74)
    package static let unknownLeaderEpoch = BrokerCode(rawValue: 75)
    package static let unsupportedCompressionType = BrokerCode(rawValue: 76)
    package static let staleBrokerEpoch = BrokerCode(rawValue: 77)
    package static let offsetNotAvailable = BrokerCode(rawValue: 78)
    package static let memberIDRequired = BrokerCode(rawValue: 79)
    package static let preferredLeaderNotAvailable = BrokerCode(rawValue: 80)
    package static let groupMaxSizeReached = BrokerCode(rawValue: 81)
    package static let fencedInstanceID = BrokerCode(rawValue: 82)
    package static let eligibleLeadersNotAvailable = BrokerCode(rawValue: 83)
    package static let electionNotNeeded = BrokerCode(rawValue: 84)
    package static let noReassignmentInProgress = BrokerCode(rawValue: 85)
    package static let groupSubscribedToTopic = BrokerCode(rawValue: 86)
    package static let invalidRecord = BrokerCode(rawValue: 87)
    package static let unstableOffsetCommit = BrokerCode(rawValue: 88)
    package static let throttlingQuotaExceeded = BrokerCode(rawValue: 89)
    package static let producerFenced = BrokerCode(rawValue: 90)
    package static let resourceNotFound = BrokerCode(rawValue: 91)
    package static let duplicateResource = BrokerCode(rawValue: 92)
    package static let unacceptableCredential = BrokerCode(rawValue: 93)
    package static let inconsistentVoterSet = BrokerCode(rawValue: 94)
    package static let invalidUpdateVersion = BrokerCode(rawValue: 95)
    package static let featureUpdateFailed = BrokerCode(rawValue: 96)
    package static let principalDeserializationFailure = BrokerCode(rawValue: 97)
    package static let snapshotNotFound = BrokerCode(rawValue: 98)
    package static let positionOutOfRange = BrokerCode(rawValue: 99)
    package static let unknownTopicID = BrokerCode(rawValue: 100)
    package static let duplicateBrokerRegistration = BrokerCode(rawValue: 101)
    package static let brokerIDNotRegistered = BrokerCode(rawValue: 102)
    package static let inconsistentTopicID = BrokerCode(rawValue: 103)
    package static let inconsistentClusterID = BrokerCode(rawValue: 104)
    package static let transactionalIDNotFound = BrokerCode(rawValue: 105)
    package static let fetchSessionTopicIDError = BrokerCode(rawValue: 106)
    package static let ineligibleReplica = BrokerCode(rawValue: 107)
    package static let newLeaderElected = BrokerCode(rawValue: 108)
    package static let offsetMovedToTieredStorage = BrokerCode(rawValue: 109)
    package static let fencedMemberEpoch = BrokerCode(rawValue: 110)
    package static let unreleasedInstanceID = BrokerCode(rawValue: 111)
    package static let unsupportedAssignor = BrokerCode(rawValue: 112)
    package static let staleMemberEpoch = BrokerCode(rawValue: 113)
    package static let mismatchedEndpointType = BrokerCode(rawValue: 114)
    package static let unsupportedEndpointType = BrokerCode(rawValue: 115)
    package static let unknownControllerID = BrokerCode(rawValue: 116)
    package static let unknownSubscriptionID = BrokerCode(rawValue: 117)
    package static let telemetryTooLarge = BrokerCode(rawValue: 118)
    package static let invalidRegistration = BrokerCode(rawValue: 119)
    package static let transactionAbortable = BrokerCode(rawValue: 120)
    package static let invalidRecordState = BrokerCode(rawValue: 121)
    package static let shareSessionNotFound = BrokerCode(rawValue: 122)
    package static let invalidShareSessionEpoch = BrokerCode(rawValue: 123)
    package static let fencedStateEpoch = BrokerCode(rawValue: 124)
    package static let invalidVoterKey = BrokerCode(rawValue: 125)
    package static let duplicateVoter = BrokerCode(rawValue: 126)
    package static let voterNotFound = BrokerCode(rawValue: 127)
    package static let invalidRegularExpression = BrokerCode(rawValue: 128)
    package static let rebootstrapRequired = BrokerCode(rawValue: 129)
    package static let streamsInvalidTopology = BrokerCode(rawValue: 130)
    package static let streamsInvalidTopologyEpoch = BrokerCode(rawValue: 131)
    package static let streamsTopologyFenced = BrokerCode(rawValue: 132)
    package static let shareSessionLimitReached = BrokerCode(rawValue: 133)

    static let names: [Int16: String] = [
        -1: "UNKNOWN_SERVER_ERROR", 0: "NONE", 1: "OFFSET_OUT_OF_RANGE", 2: "CORRUPT_MESSAGE",
        3: "UNKNOWN_TOPIC_OR_PARTITION", 4: "INVALID_FETCH_SIZE", 5: "LEADER_NOT_AVAILABLE",
        6: "NOT_LEADER_OR_FOLLOWER", 7: "REQUEST_TIMED_OUT", 8: "BROKER_NOT_AVAILABLE", 9: "REPLICA_NOT_AVAILABLE",
        10: "MESSAGE_TOO_LARGE", 11: "STALE_CONTROLLER_EPOCH", 12: "OFFSET_METADATA_TOO_LARGE", 13: "NETWORK_EXCEPTION",
        14: "COORDINATOR_LOAD_IN_PROGRESS", 15: "COORDINATOR_NOT_AVAILABLE", 16: "NOT_COORDINATOR",
        17: "INVALID_TOPIC_EXCEPTION", 18: "RECORD_LIST_TOO_LARGE", 19: "NOT_ENOUGH_REPLICAS",
        20: "NOT_ENOUGH_REPLICAS_AFTER_APPEND", 21: "INVALID_REQUIRED_ACKS", 22: "ILLEGAL_GENERATION",
        23: "INCONSISTENT_GROUP_PROTOCOL", 24: "INVALID_GROUP_ID", 25: "UNKNOWN_MEMBER_ID",
        26: "INVALID_SESSION_TIMEOUT", 27: "REBALANCE_IN_PROGRESS", 28: "INVALID_COMMIT_OFFSET_SIZE",
        29: "TOPIC_AUTHORIZATION_FAILED", 30: "GROUP_AUTHORIZATION_FAILED", 31: "CLUSTER_AUTHORIZATION_FAILED",
        32: "INVALID_TIMESTAMP", 33: "UNSUPPORTED_SASL_MECHANISM", 34: "ILLEGAL_SASL_STATE", 35: "UNSUPPORTED_VERSION",
        36: "TOPIC_ALREADY_EXISTS", 37: "INVALID_PARTITIONS", 38: "INVALID_REPLICATION_FACTOR",
        39: "INVALID_REPLICA_ASSIGNMENT", 40: "INVALID_CONFIG", 41: "NOT_CONTROLLER", 42: "INVALID_REQUEST",
        43: "UNSUPPORTED_FOR_MESSAGE_FORMAT", 44: "POLICY_VIOLATION", 45: "OUT_OF_ORDER_SEQUENCE_NUMBER",
        46: "DUPLICATE_SEQUENCE_NUMBER", 47: "INVALID_PRODUCER_EPOCH", 48: "INVALID_TXN_STATE",
        49: "INVALID_PRODUCER_ID_MAPPING", 50: "INVALID_TRANSACTION_TIMEOUT", 51: "CONCURRENT_TRANSACTIONS",
        52: "TRANSACTION_COORDINATOR_FENCED", 53: "TRANSACTIONAL_ID_AUTHORIZATION_FAILED", 54: "SECURITY_DISABLED",
        55: "OPERATION_NOT_ATTEMPTED", 56: "KAFKA_STORAGE_ERROR", 57: "LOG_DIR_NOT_FOUND",
        58: "SASL_AUTHENTICATION_FAILED", 59: "UNKNOWN_PRODUCER_ID", 60: "REASSIGNMENT_IN_PROGRESS",
        61: "DELEGATION_TOKEN_AUTH_DISABLED", 62: "DELEGATION_TOKEN_NOT_FOUND", 63: "DELEGATION_TOKEN_OWNER_MISMATCH",
        64: "DELEGATION_TOKEN_REQUEST_NOT_ALLOWED", 65: "DELEGATION_TOKEN_AUTHORIZATION_FAILED",
        66: "DELEGATION_TOKEN_EXPIRED", 67: "INVALID_PRINCIPAL_TYPE", 68: "NON_EMPTY_GROUP", 69: "GROUP_ID_NOT_FOUND",
        70: "FETCH_SESSION_ID_NOT_FOUND", 71: "INVALID_FETCH_SESSION_EPOCH", 72: "LISTENER_NOT_FOUND",
        73: "TOPIC_DELETION_DISABLED", 74: "FENCED_LEADER_EPOCH", 75: "UNKNOWN_LEADER_EPOCH",
        76: "UNSUPPORTED_COMPRESSION_TYPE", 77: "STALE_BROKER_EPOCH", 78: "OFFSET_NOT_AVAILABLE",
        79: "MEMBER_ID_REQUIRED", 80: "PREFERRED_LEADER_NOT_AVAILABLE", 81: "GROUP_MAX_SIZE_REACHED",
        82: "FENCED_INSTANCE_ID", 83: "ELIGIBLE_LEADERS_NOT_AVAILABLE", 84: "ELECTION_NOT_NEEDED",
        85: "NO_REASSIGNMENT_IN_PROGRESS", 86: "GROUP_SUBSCRIBED_TO_TOPIC", 87: "INVALID_RECORD",
        88: "UNSTABLE_OFFSET_COMMIT", 89: "THROTTLING_QUOTA_EXCEEDED", 90: "PRODUCER_FENCED", 91: "RESOURCE_NOT_FOUND",
        92: "DUPLICATE_RESOURCE", 93: "UNACCEPTABLE_CREDENTIAL", 94: "INCONSISTENT_VOTER_SET",
        95: "INVALID_UPDATE_VERSION", 96: "FEATURE_UPDATE_FAILED", 97: "PRINCIPAL_DESERIALIZATION_FAILURE",
        98: "SNAPSHOT_NOT_FOUND", 99: "POSITION_OUT_OF_RANGE", 100: "UNKNOWN_TOPIC_ID",
        101: "DUPLICATE_BROKER_REGISTRATION", 102: "BROKER_ID_NOT_REGISTERED", 103: "INCONSISTENT_TOPIC_ID",
        104: "INCONSISTENT_CLUSTER_ID", 105: "TRANSACTIONAL_ID_NOT_FOUND", 106: "FETCH_SESSION_TOPIC_ID_ERROR",
        107: "INELIGIBLE_REPLICA", 108: "NEW_LEADER_ELECTED", 109: "OFFSET_MOVED_TO_TIERED_STORAGE",
        110: "FENCED_MEMBER_EPOCH", 111: "UNRELEASED_INSTANCE_ID", 112: "UNSUPPORTED_ASSIGNOR",
        113: "STALE_MEMBER_EPOCH", 114: "MISMATCHED_ENDPOINT_TYPE", 115: "UNSUPPORTED_ENDPOINT_TYPE",
        116: "UNKNOWN_CONTROLLER_ID", 117: "UNKNOWN_SUBSCRIPTION_ID", 118: "TELEMETRY_TOO_LARGE",
        119: "INVALID_REGISTRATION", 120: "TRANSACTION_ABORTABLE", 121: "INVALID_RECORD_STATE",
        122: "SHARE_SESSION_NOT_FOUND", 123: "INVALID_SHARE_SESSION_EPOCH", 124: "FENCED_STATE_EPOCH",
        125: "INVALID_VOTER_KEY", 126: "DUPLICATE_VOTER", 127: "VOTER_NOT_FOUND", 128: "INVALID_REGULAR_EXPRESSION",
        129: "REBOOTSTRAP_REQUIRED", 130: "STREAMS_INVALID_TOPOLOGY", 131: "STREAMS_INVALID_TOPOLOGY_EPOCH",
        132: "STREAMS_TOPOLOGY_FENCED", 133: "SHARE_SESSION_LIMIT_REACHED",
    ]
}
