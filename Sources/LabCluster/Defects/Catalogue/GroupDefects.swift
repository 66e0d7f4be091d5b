internal import KafkaWire

// Offsets of groups and their administration.
extension LabDefect {
    static let groupDefects = [
        LabDefect(
            "commit-metadata-lost", .compatibility, "What is written beside a committed offset is lost",
            foundBy: [.check("group.commit-roundtrip")],
            .asking(OffsetCommitRequest.self) { request, call in
                guard call.strikes() else { return }
                for topic in request.topics.indices {
                    for index in request.topics[topic].partitions.indices {
                        request.topics[topic].partitions[index].committedMetadata = ""
                    }
                }
            }),
        LabDefect(
            "commits-of-strangers", .repetition, "Offsets are taken from members that are not in the group",
            foundBy: [.check("group.commit-fencing")],
            .answering(OffsetCommitRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices {
                        response.topics[topic].partitions[index].errorCode = .none
                    }
                }
            }),
        LabDefect(
            "commits-lost", .repetition, "Commits are answered well, and nothing is committed",
            foundBy: [.check("group.commit-roundtrip")],
            .answering(OffsetFetchRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for topic in response.topics.indices {
                    for index in response.topics[topic].partitions.indices {
                        response.topics[topic].partitions[index].committedOffset = -1
                    }
                }
                for group in response.groups.indices {
                    for topic in response.groups[group].topics.indices {
                        for index in response.groups[group].topics[topic].partitions.indices {
                            response.groups[group].topics[topic].partitions[index].committedOffset = -1
                        }
                    }
                }
            }),
        LabDefect(
            "groups-not-listed", .operations, "Groups are missing from the list",
            foundBy: [.check("group.list-describe")],
            .answering(ListGroupsRequest.self) { response, _, call in if call.strikes() { response.groups = [] } }),
        LabDefect(
            "groups-not-deleted", .operations, "Groups are said to be deleted, and stay",
            foundBy: [.check("group.delete")],
            .asking(DeleteGroupsRequest.self) { request, call in if call.strikes() { request.groupsNames = [] } },
            .answering(DeleteGroupsRequest.self) { response, _, call in
                if response.results.isEmpty, call.strikes() { response.results = [.init()] }
            }),
    ]

    // Members of classic groups.
    static let memberDefects = [
        LabDefect(
            "endless-rebalance", .operations, "Members are told to rejoin at every heartbeat",
            foundBy: [.check("group.rebalance-count")],
            .answering(HeartbeatRequest.self) { response, _, call in
                if response.errorCode == .none, call.strikes() { response.errorCode = .rebalanceInProgress }
            }),
        LabDefect(
            "no-member-ids-first", .compatibility, "Members are let in without having asked for an id",
            foundBy: [.check("group.member-id-required")],
            .answering(JoinGroupRequest.self) { response, _, call in
                if response.errorCode == .memberIdRequired, call.strikes() { response.errorCode = .none }
            }),
        LabDefect(
            "empty-assignments", .loss, "Members get no partitions, whatever the leader assigned",
            foundBy: [.check("group.join-sync")],
            .answering(SyncGroupRequest.self) { response, _, call in
                if response.errorCode == .none, call.strikes() { response.assignment = [] }
            }),
        LabDefect(
            "dead-members-stay", .operations, "Members that do not answer any more are never removed",
            foundBy: [.check("group.session-expiry")],
            .asking(JoinGroupRequest.self) { request, call in
                if call.strikes() { request.sessionTimeoutMs = 300_000 }
            }),
    ]

    // Groups of the new protocol.
    static let nextGroupDefects = [
        LabDefect(
            "all-to-each", .repetition, "Each member of a new group gets no less than it had, and others get it, too",
            foundBy: [.check("next.join-reconcile")],
            .answering(ConsumerGroupHeartbeatRequest.self) { response, _, call in
                guard response.errorCode == .none, response.memberEpoch > 0, call.strikes() else { return }
                let partitions = call.cluster.topics.partitions.filter { !$0.topic.isInternal }
                let byTopic = Dictionary(grouping: partitions) { $0.topic.id }
                response.assignment = .init { assignment in
                    assignment.topicPartitions = byTopic.map { id, partitions in
                        .init {
                            $0.topicID = id
                            $0.partitions = partitions.map(\.index).sorted()
                        }
                    }
                }
            }),
        LabDefect(
            "old-epochs-welcome", .compatibility, "Members of an old epoch are not fenced",
            foundBy: [.check("next.fencing")],
            .answering(ConsumerGroupHeartbeatRequest.self) { response, _, call in
                if response.errorCode == .fencedMemberEpoch, call.strikes() { response.errorCode = .none }
            }),
    ]
}
