internal import KafkaWire

extension ConsumerGroupHeartbeatRequest {
    /// Looks at what can be judged without knowing the group, in the order in which Kafka does.
    func check(version: Int16) throws(GroupRefusal) {
        func require(_ holds: Bool, _ message: String, _ code: BrokerCode = .invalidRequest) throws(GroupRefusal) {
            if !holds { throw GroupRefusal(code, message) }
        }
        try require(version < 1 && memberEpoch == 0 || !memberID.isEmpty, "MemberId can't be empty.")
        try require(!groupID.isEmpty, "GroupId can't be empty.")
        try require(instanceID != "", "InstanceId can't be empty.")
        try require(rackID != "", "RackId can't be empty.")
        if memberEpoch == 0 {
            try require(rebalanceTimeoutMs != -1, "RebalanceTimeoutMs must be provided in first request.")
            try require(topicPartitions?.isEmpty == true, "TopicPartitions must be empty when (re-)joining.")
            try require(
                subscribedTopicNames != nil || subscribedTopicRegex != nil,
                "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.")
        } else if memberEpoch == ReconcilingMember.awayEpoch {
            try require(instanceID != nil, "InstanceId can't be null.")
        } else {
            try require(memberEpoch >= -1, "MemberEpoch is invalid.")
        }
        if let serverAssignor, GroupAssignor(rawValue: serverAssignor) == nil {
            let known = GroupAssignor.allCases.map(\.rawValue).joined(separator: ", ")
            throw GroupRefusal(
                .unsupportedAssignor,
                "ServerAssignor \(serverAssignor) is not supported. Supported assignors: \(known).")
        }
        if let subscribedTopicRegex, !subscribedTopicRegex.isEmpty, TopicPattern(subscribedTopicRegex) == nil {
            throw GroupRefusal(
                .invalidRegularExpression,
                "SubscribedTopicRegex `\(subscribedTopicRegex)` is not a valid regular expression.")
        }
    }
}
