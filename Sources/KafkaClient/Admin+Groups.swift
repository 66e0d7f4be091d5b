internal import CRdKafka

/// A consumer group as its coordinator describes it.
package struct ConsumerGroup: Hashable, Sendable {
    package var name: String
    /// `Stable`, `Empty`, ...; librdkafka's words.
    package var state: String
    package var members: [Member]

    package struct Member: Hashable, Sendable {
        package var clientID: String
        /// Without offsets.
        package var partitions: [TopicPartition]
    }
}

extension Admin {
    /// Names of the consumer groups that this user may see.
    ///
    /// A broker leaves out what the user may not describe, without an error.
    package func groupNames(timeoutMs: Int32) throws(KafkaError) -> [String] {
        var names: [String] = []
        let operation = "list consumer groups"
        try answer(operation, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS, timeoutMs) { options, queue in
            rd_kafka_ListConsumerGroups(handle.pointer, options, queue)
        } check: { event in
            let result = rd_kafka_event_ListConsumerGroups_result(event)
            var count = 0
            let groups = rd_kafka_ListConsumerGroups_result_valid(result, &count)
            for index in 0..<count {
                guard let group = groups?[index], let name = rd_kafka_ConsumerGroupListing_group_id(group) else {
                    continue
                }
                names.append(String(cString: name))
            }
            // One error a broker; what the others said still holds, and counts where there is any of it.
            guard names.isEmpty else { return nil }
            let errors = rd_kafka_ListConsumerGroups_result_errors(result, &count)
            guard count > 0, let error = errors?[0] else { return nil }
            return KafkaError(
                rd_kafka_error_code(error), operation: operation,
                reason: rd_kafka_error_string(error).map { String(cString: $0) })
        }
        return names.sorted()
    }

    /// State and members of one group.
    package func describe(group name: String, timeoutMs: Int32) throws(KafkaError) -> ConsumerGroup {
        let operation = "describe consumer group '\(name)'"
        var described: ConsumerGroup?
        try name.withCStringPointer { (pointer) throws(KafkaError) in
            var names: [UnsafePointer<CChar>?] = [pointer]
            try answer(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, timeoutMs) { options, queue in
                rd_kafka_DescribeConsumerGroups(handle.pointer, &names, 1, options, queue)
            } check: { event in
                var count = 0
                let result = rd_kafka_event_DescribeConsumerGroups_result(event)
                let groups = rd_kafka_DescribeConsumerGroups_result_groups(result, &count)
                guard count > 0, let group = groups?[0] else { return nil }
                if let error = rd_kafka_ConsumerGroupDescription_error(group),
                    rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR
                {
                    return KafkaError(
                        rd_kafka_error_code(error), operation: operation,
                        reason: rd_kafka_error_string(error).map { String(cString: $0) })
                }
                described = ConsumerGroup(name: name, group)
                return nil
            }
        }
        guard let described else { throw KafkaError(RD_KAFKA_RESP_ERR__FAIL, operation: operation) }
        return described
    }

    /// What a group has committed, of whatever topics.
    package func committed(byGroup name: String, timeoutMs: Int32) throws(KafkaError) -> [TopicPartition] {
        let operation = "ask what consumer group '\(name)' has committed"
        let request = rd_kafka_ListConsumerGroupOffsets_new(name, nil)
        defer { rd_kafka_ListConsumerGroupOffsets_destroy(request) }
        var requests: [OpaquePointer?] = [request]
        var committed: [TopicPartition] = []
        try answer(operation, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, timeoutMs) { options, queue in
            rd_kafka_ListConsumerGroupOffsets(handle.pointer, &requests, 1, options, queue)
        } check: { event in
            var count = 0
            let result = rd_kafka_event_ListConsumerGroupOffsets_result(event)
            let groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count)
            guard count > 0, let group = groups?[0] else { return nil }
            if let error = rd_kafka_group_result_error(group) {
                return KafkaError(
                    rd_kafka_error_code(error), operation: operation,
                    reason: rd_kafka_error_string(error).map { String(cString: $0) })
            }
            committed = PartitionList.partitions(rd_kafka_group_result_partitions(group))
            return nil
        }
        return committed.filter { $0.offset != nil }
    }
}

extension ConsumerGroup {
    fileprivate init(name: String, _ group: OpaquePointer) {
        let state = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(group))
        self.init(
            name: name, state: state.map { String(cString: $0) } ?? "Unknown",
            members: (0..<rd_kafka_ConsumerGroupDescription_member_count(group)).map { index in
                let member = rd_kafka_ConsumerGroupDescription_member(group, index)
                let assignment = rd_kafka_MemberDescription_assignment(member)
                return Member(
                    clientID: rd_kafka_MemberDescription_client_id(member).map { String(cString: $0) } ?? "",
                    partitions: PartitionList.partitions(
                        assignment.flatMap { rd_kafka_MemberAssignment_partitions($0) }))
            })
    }
}

extension String {
    fileprivate func withCStringPointer<Result>(
        _ body: (UnsafePointer<CChar>) throws(KafkaError) -> Result
    ) throws(KafkaError) -> Result {
        let bytes = Array(utf8CString)
        return try bytes.withUnsafeBufferPointer { (buffer) throws(KafkaError) in
            guard let base = buffer.baseAddress else { preconditionFailure("a C string without its end") }
            return try body(base)
        }
    }
}
