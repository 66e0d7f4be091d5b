internal import KafkaWire

// Groups of the consumer protocol, and how classic ones come to be such and back (group.consumer.migration.policy).
extension Groups {
    func heartbeat(
        _ request: ConsumerGroupHeartbeatRequest, version: Int16, client: GroupClient
    ) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse {
        try request.check(version: version)
        return try reconciling(request).heartbeat(request, client: client)
    }

    private func reconciling(_ request: ConsumerGroupHeartbeatRequest) throws(GroupRefusal) -> ReconcilingGroup {
        let id = request.groupID
        let group = self[id]
        switch group?.kind {
        case .consumer(let members)?: return members
        case .classic(let members)? where !members.members.isEmpty || members.state != .empty:
            guard request.memberEpoch == 0, mayMigrate(to: "upgrade"), members.isOfConsumers,
                let converted = ReconcilingGroup.of(
                    members, topics: GroupTopics(cluster.topics), settings: reconcilingSettings(id))
            else { throw GroupRefusal(.groupIdNotFound, "Group \(id) is not a consumer group.") }
            members.end(.rebalanceInProgress)
            return take(converted)
        default:
            guard request.memberEpoch == 0 else {
                throw GroupRefusal(
                    .groupIdNotFound,
                    group == nil ? "Consumer group \(id) not found." : "Group \(id) is not a consumer group.")
            }
            group?.end()
            return take(
                ReconcilingGroup(
                    id, clock: clock, topics: GroupTopics(cluster.topics), settings: reconcilingSettings(id)))
        }
    }

    private func take(_ members: ReconcilingGroup) -> ReconcilingGroup {
        let group = ensure(members.id, .consumer(members))
        members.onLoss = { [weak self, weak group, weak members] in
            guard let self, let group, let members, members.isAllClassic, mayMigrate(to: "downgrade") else { return }
            // The last member of the consumer protocol is gone: those that are left do it by themselves.
            let classic = members.toClassic { [unowned cluster] in ClassicGroupSettings(cluster) }
            members.end()
            group.kind = .classic(classic)
        }
        return members
    }

    private func reconcilingSettings(_ id: String) -> () -> ReconcilingSettings {
        { [unowned cluster] in ReconcilingSettings(id, in: cluster) }
    }

    private func mayMigrate(to direction: String) -> Bool {
        let policy = cluster.configs.broker("group.consumer.migration.policy")?.lowercased()
        return policy == "bidirectional" || policy == direction
    }
}
