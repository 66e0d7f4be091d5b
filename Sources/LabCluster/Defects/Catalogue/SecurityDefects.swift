internal import KafkaWire

// Who is let in, what one may do, and how much of it.
extension LabDefect {
    static let securityDefects = [
        LabDefect(
            "rules-not-enforced", .operations, "Everybody who is logged in may do everything",
            foundBy: [.check("sec.acl-enforced")], .lapse(.accessRules)),
        LabDefect(
            "any-password", .operations, "Every password is the right one", foundBy: [.check("sec.bad-credentials")],
            .lapse(.passwords)),
        LabDefect(
            "rights-over-told", .compatibility, "A user is told that it may do everything",
            foundBy: [.check("sec.authorized-ops")],
            .answering(MetadataRequest.self) { response, request, call in
                guard request.includeTopicAuthorizedOperations, call.strikes() else { return }
                for index in response.topics.indices {
                    response.topics[index].topicAuthorizedOperations = AccessKind.topic.operations
                        .reduce(0) { $0 | 1 << Int32($1.rawValue) }
                }
            }),
        LabDefect(
            "filters-without-names", .operations, "A filter for access rules of one name finds those of all names",
            foundBy: [.check("sec.acl-crud")],
            .asking(DescribeAclsRequest.self) { request, call in
                if request.resourceNameFilter != nil, call.strikes() { request.resourceNameFilter = nil }
            }),
        LabDefect(
            "passwords-never-removed", .operations, "A removed SCRAM password still lets in",
            foundBy: [.check("sec.scram-admin")], .lapse(.removedPasswords)),
        LabDefect(
            "logins-without-end", .operations, "The end of a login is told, and nothing happens then",
            foundBy: [.check("sec.reauth")], .lapse(.loginEnds)),
        LabDefect(
            "idempotence-needs-rights", .compatibility, "An idempotent producer needs a right of the cluster",
            foundBy: [.check("sec.acl-idempotent-write")],
            .answering(InitProducerIdRequest.self) { response, request, call in
                guard request.transactionalID == nil, call.strikes() else { return }
                response.errorCode = .clusterAuthorizationFailed
                response.producerID = -1
                response.producerEpoch = -1
            }),
    ]

    static let quotaDefects = [
        LabDefect(
            "quotas-not-enforced", .operations, "Quotas are kept, and hold nobody back",
            foundBy: [.check("quota.controller-mutations"), .check("quota.observed")], .lapse(.quotas)),
        LabDefect(
            "quotas-not-kept", .operations, "Quotas are said to be set, and are not", foundBy: [.check("quota.crud")],
            .asking(AlterClientQuotasRequest.self) { request, call in
                if call.strikes() { request.validateOnly = true }
            }),
    ]

    // Where partitions are, who leads them, and how large they are.
    static let placementDefects = [
        LabDefect(
            "moves-not-made", .operations, "Moves of partitions are accepted, and not made",
            foundBy: [.check("part.reassign")], nodes: 3,
            .asking(AlterPartitionReassignmentsRequest.self) { request, call in
                guard call.strikes() else { return }
                for topic in request.topics.indices {
                    let name = request.topics[topic].name
                    for index in request.topics[topic].partitions.indices {
                        let asked = request.topics[topic].partitions[index]
                        guard asked.replicas != nil else { continue }
                        request.topics[topic].partitions[index].replicas =
                            call.cluster.topics[name]?.partition(asked.partitionIndex)?.replicas ?? asked.replicas
                    }
                }
            }),
        LabDefect(
            "elections-not-made", .operations, "An election is said to be done, and the leader stays",
            foundBy: [.check("part.elect")], nodes: 3,
            .asking(ElectLeadersRequest.self) { request, call in
                // An unclean election changes nothing where there is a leader.
                if call.strikes() { request.electionType = 1 }
            },
            .answering(ElectLeadersRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.replicaElectionResults.indices {
                    for index in response.replicaElectionResults[topic].partitionResult.indices {
                        response.replicaElectionResults[topic].partitionResult[index].errorCode = .none
                    }
                }
            }),
        LabDefect(
            "sizes-not-told", .operations, "The sizes of logs are told as 0", foundBy: [.check("part.logdirs")],
            .answering(DescribeLogDirsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for result in response.results.indices {
                    for topic in response.results[result].topics.indices {
                        for index in response.results[result].topics[topic].partitions.indices {
                            response.results[result].topics[topic].partitions[index].partitionSize = 0
                        }
                    }
                }
            }),
        LabDefect(
            "any-directory", .operations, "A log directory that is not there is accepted",
            foundBy: [.check("part.log-dir-move")],
            .answering(AlterReplicaLogDirsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.results.indices {
                    for index in response.results[topic].partitions.indices {
                        response.results[topic].partitions[index].errorCode = .none
                    }
                }
            }),
    ]

    static let quorumDefects = [
        LabDefect(
            "voter-behind", .operations, "A voter of the quorum never keeps up", foundBy: [.check("cluster.quorum")],
            nodes: 3,
            .answering(DescribeQuorumRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices
                    where !response.topics[topic].partitions[index].currentVoters.isEmpty {
                        response.topics[topic].partitions[index].currentVoters[0].logEndOffset = 0
                    }
                }
            }),
        LabDefect(
            "dry-run-in-earnest", .operations, "A change of a feature level that is only tried is made",
            foundBy: [.check("cluster.update-features-dry")],
            .asking(UpdateFeaturesRequest.self) { request, call in
                if request.validateOnly, call.strikes() { request.validateOnly = false }
            }),
    ]
}
