internal import CRdKafka

/// A topic to create.
package struct NewTopic: Hashable, Sendable {
    package var name: String
    package var partitions: Int32
    /// nil: the cluster's default (broker 2.4 and newer).
    package var replication: Int32?
    package var config: [String: String]

    package init(name: String, partitions: Int32, replication: Int32? = nil, config: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.config = config
    }
}

extension Admin {
    /// Creates one topic and waits until the controller has.
    package func create(_ topic: NewTopic, timeoutMs: Int32) throws(KafkaError) {
        let operation = "create topic '\(topic.name)'"
        var reason = [CChar](repeating: 0, count: 512)
        guard
            let request = rd_kafka_NewTopic_new(
                topic.name, topic.partitions, topic.replication ?? -1, &reason, reason.count)
        else {
            throw KafkaError(
                RD_KAFKA_RESP_ERR__INVALID_ARG, operation: operation, reason: String(cStringBuffer: reason))
        }
        defer { rd_kafka_NewTopic_destroy(request) }
        for (name, value) in topic.config { rd_kafka_NewTopic_set_config(request, name, value) }
        var requests: [OpaquePointer?] = [request]
        try answer(operation, RD_KAFKA_ADMIN_OP_CREATETOPICS, timeoutMs) { options, queue in
            rd_kafka_CreateTopics(handle.pointer, &requests, 1, options, queue)
        } check: { event in
            var count = 0
            let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
            return Admin.failure(results, count, operation)
        }
    }

    /// Deletes one topic and waits until the controller has.
    package func delete(topic name: String, timeoutMs: Int32) throws(KafkaError) {
        let operation = "delete topic '\(name)'"
        let request = rd_kafka_DeleteTopic_new(name)
        defer { rd_kafka_DeleteTopic_destroy(request) }
        var requests: [OpaquePointer?] = [request]
        try answer(operation, RD_KAFKA_ADMIN_OP_DELETETOPICS, timeoutMs) { options, queue in
            rd_kafka_DeleteTopics(handle.pointer, &requests, 1, options, queue)
        } check: { event in
            var count = 0
            let results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), &count)
            return Admin.failure(results, count, operation)
        }
    }

    /// The configuration of one topic in effect, by name.
    package func configuration(ofTopic name: String, timeoutMs: Int32) throws(KafkaError) -> [String: String] {
        let operation = "describe the configuration of topic '\(name)'"
        let request = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name)
        defer { rd_kafka_ConfigResource_destroy(request) }
        var requests: [OpaquePointer?] = [request]
        var configuration: [String: String] = [:]
        try answer(operation, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, timeoutMs) { options, queue in
            rd_kafka_DescribeConfigs(handle.pointer, &requests, 1, options, queue)
        } check: { event in
            var count = 0
            let resources = rd_kafka_DescribeConfigs_result_resources(
                rd_kafka_event_DescribeConfigs_result(event), &count)
            guard count > 0, let resource = resources?[0] else { return nil }
            let error = rd_kafka_ConfigResource_error(resource)
            guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                return KafkaError(
                    error, operation: operation,
                    reason: rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) })
            }
            var entries = 0
            let list = rd_kafka_ConfigResource_configs(resource, &entries)
            for index in 0..<entries {
                guard let entry = list?[index], let name = rd_kafka_ConfigEntry_name(entry),
                    let value = rd_kafka_ConfigEntry_value(entry)
                else { continue }
                configuration[String(cString: name)] = String(cString: value)
            }
            return nil
        }
        return configuration
    }

    private static func failure(
        _ results: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int, _ operation: String
    ) -> KafkaError? {
        guard count > 0, let result = results?[0] else { return nil }
        let error = rd_kafka_topic_result_error(result)
        guard error != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(
            error, operation: operation,
            reason: rd_kafka_topic_result_error_string(result).map { String(cString: $0) })
    }

    /// Sends one admin request, waits for its answer, and throws its error or what `check` finds in it.
    func answer(
        _ operation: String, _ kind: rd_kafka_admin_op_t, _ timeoutMs: Int32,
        send: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void,
        check: (_ event: OpaquePointer) -> KafkaError?
    ) throws(KafkaError) {
        let queue = rd_kafka_queue_new(handle.pointer)
        defer { rd_kafka_queue_destroy(queue) }
        let options = rd_kafka_AdminOptions_new(handle.pointer, kind)
        defer { rd_kafka_AdminOptions_destroy(options) }
        var reason = [CChar](repeating: 0, count: 512)
        rd_kafka_AdminOptions_set_request_timeout(options, timeoutMs, &reason, reason.count)
        if kind != RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS {
            rd_kafka_AdminOptions_set_operation_timeout(options, timeoutMs, &reason, reason.count)
        }
        send(options, queue)
        // The library answers within its own time limit; the extra second is for it to say so.
        guard let event = rd_kafka_queue_poll(queue, timeoutMs + 1000) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT, operation: operation)
        }
        defer { rd_kafka_event_destroy(event) }
        let error = rd_kafka_event_error(event)
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw KafkaError(
                error, operation: operation, reason: rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        if let failure = check(event) { throw failure }
    }
}
