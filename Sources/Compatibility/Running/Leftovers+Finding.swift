internal import Evidence
internal import KafkaWire

/// A quota of a run's.
struct LeftQuota: Sendable {
    var owner: QuotaOwner
    var keys: [String]

    /// As in `client-id seatrial-...`.
    var words: String { owner.map { "\($0.type) \($0.name ?? "<default>")" }.joined(separator: ", ") }
}

extension ConfigOwner {
    var words: String { type == 32 ? "group \(name)" : type == 16 ? "client metrics \(name)" : name }
}

extension Leftovers {
    static func find(_ probe: Probe) async throws -> Leftovers {
        var found = Leftovers()
        let metadata = try await probe.send(
            MetadataRequest {
                $0.topics = nil
                $0.allowAutoTopicCreation = false
            })
        found.topics = metadata.topics.compactMap(\.name).filter(RunNames.isOurs).sorted()
        try await found.look(for: "groups") { found in found.groups = try await groups(probe) }
        // Where there is a login of its own, only that may see what belongs to users.
        let admin = probe.target.login == nil ? probe : try probe.administrator()
        try await found.look(for: "access rules") { found in found.principals = try await principals(admin) }
        try await found.look(for: "SCRAM passwords") { found in found.passwords = try await passwords(admin) }
        try await found.look(for: "quotas") { found in found.quotas = try await quotas(admin) }
        try await found.look(for: "configs of groups") { found in found.configs = try await configs(probe) }
        return found
    }

    /// Looks for one kind: a cluster without it has none, and what the user may not see is told.
    private mutating func look(
        for what: String, _ body: (inout Leftovers) async throws -> Void
    ) async throws {
        do {
            try await body(&self)
        } catch let outcome as CheckOutcome where outcome.verdict == .unsupported {
            return
        } catch let error as WireError {
            switch error.kind {
            case .unsupported, .refused(.unsupportedVersion), .refused(.securityDisabled): return
            case .refused: unseen.append("\(what) could not be looked for: \(error)")
            default: throw error
            }
        }
    }

    private static func groups(_ probe: Probe) async throws -> [String] {
        var groups: Set<String> = []
        for broker in try await probe.brokerIDs() {
            let listed = try await probe.send(ListGroupsRequest(), to: .broker(broker))
            try probe.expectNone(listed.errorCode, "ListGroups")
            groups.formUnion(listed.groups.map(\.groupID).filter(RunNames.isOurs))
        }
        return groups.sorted()
    }

    private static func principals(_ probe: Probe) async throws -> [String] {
        let answer = try await probe.send(
            DescribeAclsRequest {
                $0.resourceTypeFilter = 1
                $0.resourceNameFilter = nil
                $0.patternTypeFilter = 1
                $0.principalFilter = nil
                $0.hostFilter = nil
                $0.operation = 1
                $0.permissionType = 1
            })
        try probe.expectNone(answer.errorCode, "DescribeAcls: \(answer.errorMessage ?? "")")
        let kind = "User:"
        let principals = answer.resources.flatMap(\.acls).map(\.principal)
        return Set(principals.filter { $0.hasPrefix(kind) && RunNames.isOurs(String($0.dropFirst(kind.count))) })
            .sorted()
    }

    private static func passwords(_ probe: Probe) async throws -> [String: [Int8]] {
        let answer = try await probe.send(
            DescribeUserScramCredentialsRequest { $0.users = nil }, to: .controller)
        try probe.expectNone(answer.errorCode, "DescribeUserScramCredentials: \(answer.errorMessage ?? "")")
        let ours = answer.results.filter { RunNames.isOurs($0.user) }
        return Dictionary(
            ours.map { ($0.user, $0.credentialInfos.map(\.mechanism)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func quotas(_ probe: Probe) async throws -> [LeftQuota] {
        let answer = try await probe.send(DescribeClientQuotasRequest())
        try probe.expectNone(answer.errorCode, "DescribeClientQuotas: \(answer.errorMessage ?? "")")
        return (answer.entries ?? []).compactMap { entry in
            let owner = entry.entity.map { (type: $0.entityType, name: $0.entityName) }
            let isOurs = owner.contains { $0.name.map(RunNames.isOurs) ?? false }
            let isHarmless =
                owner.count == 1 && (owner[0].name == nil || owner[0].name == HarmlessQuota.address)
            let keys = entry.values.filter { isOurs || isHarmless && $0.value == HarmlessQuota.rate }.map(\.key)
            return keys.isEmpty ? nil : LeftQuota(owner: owner, keys: keys)
        }
    }

    private static func configs(_ probe: Probe) async throws -> [ConfigOwner] {
        let answer = try await probe.send(
            ListConfigResourcesRequest { $0.resourceTypes = [16, 32] },
            atLeast: (probe.offered(ListConfigResourcesRequest.api)?.upperBound ?? 0) >= 1 ? 1 : nil)
        try probe.expectNone(answer.errorCode, "ListConfigResources")
        return answer.configResources.filter { RunNames.isOurs($0.resourceName) }
            .map { ConfigOwner(type: $0.resourceType, name: $0.resourceName) }
    }
}
