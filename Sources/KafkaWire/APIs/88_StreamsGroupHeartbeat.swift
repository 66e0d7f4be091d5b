// StreamsGroupHeartbeat, key 88, versions 0.

/// Joins, keeps alive or leaves a streams group (KIP-1071).
package struct StreamsGroupHeartbeatRequest: WireRequest {
    package typealias Response = StreamsGroupHeartbeatResponse
    package static let api = WireAPI(key: 88, name: "StreamsGroupHeartbeat", versions: 0...0, firstFlexible: 0)

    package struct KeyValue: WireStructure {
        package var key = ""
        package var value = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("key", &key)
            try code.field("value", &value)
        }
    }

    package struct TopicInfo: WireStructure {
        package var name = ""
        package var partitions: Int32 = 0
        package var replicationFactor: Int16 = 0
        package var topicConfigs: [KeyValue] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("partitions", &partitions)
            try code.field("replication_factor", &replicationFactor)
            try code.field("topic_configs", &topicConfigs)
        }
    }

    package struct Endpoint: WireStructure {
        package var host = ""
        package var port: UInt16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("host", &host)
            try code.field("port", &port)
        }
    }

    package struct TaskOffset: WireStructure {
        package var subtopologyID = ""
        package var partition: Int32 = 0
        package var offset: Int64 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("subtopology_id", &subtopologyID)
            try code.field("partition", &partition)
            try code.field("offset", &offset)
        }
    }

    package struct TaskIds: WireStructure {
        package var subtopologyID = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("subtopology_id", &subtopologyID)
            try code.field("partitions", &partitions)
        }
    }

    package struct Topology: WireStructure {
        package struct Subtopology: WireStructure {
            package struct CopartitionGroup: WireStructure {
                package var sourceTopics: [Int16] = []
                package var sourceTopicRegex: [Int16] = []
                package var repartitionSourceTopics: [Int16] = []

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("source_topics", &sourceTopics)
                    try code.field("source_topic_regex", &sourceTopicRegex)
                    try code.field("repartition_source_topics", &repartitionSourceTopics)
                }
            }

            package var subtopologyID = ""
            package var sourceTopics: [String] = []
            package var sourceTopicRegex: [String] = []
            package var stateChangelogTopics: [TopicInfo] = []
            package var repartitionSinkTopics: [String] = []
            package var repartitionSourceTopics: [TopicInfo] = []
            package var copartitionGroups: [CopartitionGroup] = []

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("subtopology_id", &subtopologyID)
                try code.field("source_topics", &sourceTopics)
                try code.field("source_topic_regex", &sourceTopicRegex)
                try code.field("state_changelog_topics", &stateChangelogTopics)
                try code.field("repartition_sink_topics", &repartitionSinkTopics)
                try code.field("repartition_source_topics", &repartitionSourceTopics)
                try code.field("copartition_groups", &copartitionGroups)
            }
        }

        package var epoch: Int32 = 0
        package var subtopologies: [Subtopology] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("epoch", &epoch)
            try code.field("subtopologies", &subtopologies)
        }
    }

    package var groupID = ""
    package var memberID = ""
    package var memberEpoch: Int32 = 0
    package var endpointInformationEpoch: Int32 = 0
    package var instanceID: String?
    package var rackID: String?
    package var rebalanceTimeoutMs: Int32 = -1
    package var topology: Topology?
    package var activeTasks: [TaskIds]?
    package var standbyTasks: [TaskIds]?
    package var warmupTasks: [TaskIds]?
    package var processID: String?
    package var userEndpoint: Endpoint?
    package var clientTags: [KeyValue]?
    package var taskOffsets: [TaskOffset]?
    package var taskEndOffsets: [TaskOffset]?
    package var shutdownApplication = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_id", &groupID)
        try code.field("member_id", &memberID)
        try code.field("member_epoch", &memberEpoch)
        try code.field("endpoint_information_epoch", &endpointInformationEpoch)
        try code.field("instance_id", &instanceID)
        try code.field("rack_id", &rackID)
        try code.field("rebalance_timeout_ms", &rebalanceTimeoutMs)
        try code.field("topology", &topology)
        try code.field("active_tasks", &activeTasks)
        try code.field("standby_tasks", &standbyTasks)
        try code.field("warmup_tasks", &warmupTasks)
        try code.field("process_id", &processID)
        try code.field("user_endpoint", &userEndpoint)
        try code.field("client_tags", &clientTags)
        try code.field("task_offsets", &taskOffsets)
        try code.field("task_end_offsets", &taskEndOffsets)
        try code.field("shutdown_application", &shutdownApplication)
    }
}

/// The answer to `StreamsGroupHeartbeatRequest`.
package struct StreamsGroupHeartbeatResponse: WireStructure {
    package struct Status: WireStructure {
        package var statusCode: Int8 = 0
        package var statusDetail = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("status_code", &statusCode)
            try code.field("status_detail", &statusDetail)
        }
    }

    package struct TopicPartition: WireStructure {
        package var topic = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("topic", &topic)
            try code.field("partitions", &partitions)
        }
    }

    package struct TaskIds: WireStructure {
        package var subtopologyID = ""
        package var partitions: [Int32] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("subtopology_id", &subtopologyID)
            try code.field("partitions", &partitions)
        }
    }

    package struct Endpoint: WireStructure {
        package var host = ""
        package var port: UInt16 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("host", &host)
            try code.field("port", &port)
        }
    }

    package struct EndpointToPartitions: WireStructure {
        package var userEndpoint = Endpoint()
        package var activePartitions: [TopicPartition] = []
        package var standbyPartitions: [TopicPartition] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("user_endpoint", &userEndpoint)
            try code.field("active_partitions", &activePartitions)
            try code.field("standby_partitions", &standbyPartitions)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String?
    package var memberID = ""
    package var memberEpoch: Int32 = 0
    package var heartbeatIntervalMs: Int32 = 0
    package var acceptableRecoveryLag: Int32 = 0
    package var taskOffsetIntervalMs: Int32 = 0
    package var status: [Status]?
    package var activeTasks: [TaskIds]?
    package var standbyTasks: [TaskIds]?
    package var warmupTasks: [TaskIds]?
    package var endpointInformationEpoch: Int32 = 0
    package var partitionsByUserEndpoint: [EndpointToPartitions]?

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("member_id", &memberID)
        try code.field("member_epoch", &memberEpoch)
        try code.field("heartbeat_interval_ms", &heartbeatIntervalMs)
        try code.field("acceptable_recovery_lag", &acceptableRecoveryLag)
        try code.field("task_offset_interval_ms", &taskOffsetIntervalMs)
        try code.field("status", &status)
        try code.field("active_tasks", &activeTasks)
        try code.field("standby_tasks", &standbyTasks)
        try code.field("warmup_tasks", &warmupTasks)
        try code.field("endpoint_information_epoch", &endpointInformationEpoch)
        try code.field("partitions_by_user_endpoint", &partitionsByUserEndpoint)
    }
}
