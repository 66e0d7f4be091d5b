// StreamsGroupDescribe, key 89, versions 0.

/// Describes streams groups (KIP-1071).
package struct StreamsGroupDescribeRequest: WireRequest {
    package typealias Response = StreamsGroupDescribeResponse
    package static let api = WireAPI(key: 89, name: "StreamsGroupDescribe", versions: 0...0, firstFlexible: 0)

    package var groupIDs: [String] = []
    package var includeAuthorizedOperations = false

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("group_ids", &groupIDs)
        try code.field("include_authorized_operations", &includeAuthorizedOperations)
    }
}

/// The answer to `StreamsGroupDescribeRequest`.
package struct StreamsGroupDescribeResponse: WireStructure {
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

    package struct Assignment: WireStructure {
        package var activeTasks: [TaskIds] = []
        package var standbyTasks: [TaskIds] = []
        package var warmupTasks: [TaskIds] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("active_tasks", &activeTasks)
            try code.field("standby_tasks", &standbyTasks)
            try code.field("warmup_tasks", &warmupTasks)
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

    package struct DescribedGroup: WireStructure {
        package struct Topology: WireStructure {
            package struct Subtopology: WireStructure {
                package var subtopologyID = ""
                package var sourceTopics: [String] = []
                package var repartitionSinkTopics: [String] = []
                package var stateChangelogTopics: [TopicInfo] = []
                package var repartitionSourceTopics: [TopicInfo] = []

                package init() {}

                package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                    try code.field("subtopology_id", &subtopologyID)
                    try code.field("source_topics", &sourceTopics)
                    try code.field("repartition_sink_topics", &repartitionSinkTopics)
                    try code.field("state_changelog_topics", &stateChangelogTopics)
                    try code.field("repartition_source_topics", &repartitionSourceTopics)
                }
            }

            package var epoch: Int32 = 0
            package var subtopologies: [Subtopology]?

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("epoch", &epoch)
                try code.field("subtopologies", &subtopologies)
            }
        }

        package struct Member: WireStructure {
            package var memberID = ""
            package var memberEpoch: Int32 = 0
            package var instanceID: String?
            package var rackID: String?
            package var clientID = ""
            package var clientHost = ""
            package var topologyEpoch: Int32 = 0
            package var processID = ""
            package var userEndpoint: Endpoint?
            package var clientTags: [KeyValue] = []
            package var taskOffsets: [TaskOffset] = []
            package var taskEndOffsets: [TaskOffset] = []
            package var assignment = Assignment()
            package var targetAssignment = Assignment()
            package var isClassic = false

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("member_id", &memberID)
                try code.field("member_epoch", &memberEpoch)
                try code.field("instance_id", &instanceID)
                try code.field("rack_id", &rackID)
                try code.field("client_id", &clientID)
                try code.field("client_host", &clientHost)
                try code.field("topology_epoch", &topologyEpoch)
                try code.field("process_id", &processID)
                try code.field("user_endpoint", &userEndpoint)
                try code.field("client_tags", &clientTags)
                try code.field("task_offsets", &taskOffsets)
                try code.field("task_end_offsets", &taskEndOffsets)
                try code.field("assignment", &assignment)
                try code.field("target_assignment", &targetAssignment)
                try code.field("is_classic", &isClassic)
            }
        }

        package var errorCode = BrokerCode.none
        package var errorMessage: String?
        package var groupID = ""
        package var groupState = ""
        package var groupEpoch: Int32 = 0
        package var assignmentEpoch: Int32 = 0
        package var topology: Topology?
        package var members: [Member] = []
        package var authorizedOperations: Int32 = -2_147_483_648

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("group_id", &groupID)
            try code.field("group_state", &groupState)
            try code.field("group_epoch", &groupEpoch)
            try code.field("assignment_epoch", &assignmentEpoch)
            try code.field("topology", &topology)
            try code.field("members", &members)
            try code.field("authorized_operations", &authorizedOperations)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var groups: [DescribedGroup] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("groups", &groups)
    }
}
