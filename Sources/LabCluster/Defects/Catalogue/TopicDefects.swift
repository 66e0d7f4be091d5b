internal import KafkaWire

// Topics that are made otherwise than asked for.
extension LabDefect {
    static let topicDefects = [
        LabDefect(
            "one-replica-silently", .compatibility, "Topics get one replica, whatever was asked for",
            foundBy: [.check("topic.create-rf-honoured")], nodes: 3,
            .asking(CreateTopicsRequest.self) { request, call in
                guard call.strikes() else { return }
                for index in request.topics.indices where request.topics[index].assignments.isEmpty {
                    request.topics[index].replicationFactor = 1
                }
            }),
        LabDefect(
            "unknown-configs-taken", .compatibility, "Configs that do not exist are taken at a topic's creation",
            foundBy: [.check("topic.create-errors")],
            .asking(CreateTopicsRequest.self) { request, call in
                guard call.strikes() else { return }
                for index in request.topics.indices {
                    request.topics[index].configs.removeAll { TopicConfigs.byName[$0.name] == nil }
                }
            }),
        LabDefect(
            "validation-creates", .compatibility, "A topic that was only to be validated is made",
            foundBy: [.check("topic.create-validate-only")],
            .asking(CreateTopicsRequest.self) { request, call in if call.strikes() { request.validateOnly = false } }),
        LabDefect(
            "assignment-ignored", .compatibility, "The replica assignment of a new topic is ignored",
            foundBy: [.check("topic.create-manual-assignment")], nodes: 3,
            .asking(CreateTopicsRequest.self) { request, call in
                guard call.strikes() else { return }
                for index in request.topics.indices where !request.topics[index].assignments.isEmpty {
                    request.topics[index].numPartitions = Int32(request.topics[index].assignments.count)
                    request.topics[index].replicationFactor = 1
                    request.topics[index].assignments = []
                }
            }),
        LabDefect(
            "bare-creation-result", .compatibility, "The answer to a creation has no partitions, replicas and configs",
            foundBy: [.check("topic.create-result")],
            .answering(CreateTopicsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for index in response.topics.indices {
                    response.topics[index].numPartitions = -1
                    response.topics[index].replicationFactor = -1
                    response.topics[index].configs = []
                }
            }),
        LabDefect(
            "deletion-not-done", .compatibility, "Topics are said to be deleted, and stay",
            foundBy: [.check("topic.delete-recreate")],
            .lapse(.deletions)),
        LabDefect(
            "results-left-out", .compatibility, "Requests for partitions are answered with an empty list",
            foundBy: [.check("proto.result-echo")],
            .answering(CreatePartitionsRequest.self) { response, _, call in
                if call.strikes() { response.results = [] }
            }),
        LabDefect(
            "partitions-not-added", .compatibility, "Partitions are said to be added, and are not",
            foundBy: [.check("part.increase")],
            .asking(CreatePartitionsRequest.self) { request, call in
                if call.strikes() { request.validateOnly = true }
            }),
    ]
}
