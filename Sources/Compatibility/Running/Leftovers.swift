internal import Evidence
internal import KafkaWire

/// What runs of this program made on a cluster and did not remove, whichever run it was.
package struct Leftovers: Sendable {
    package var topics: [String] = []
    package var groups: [String] = []
    /// Whom access rules are for: `User:seatrial-...`.
    package var principals: [String] = []
    /// Users with SCRAM passwords.
    package var users: [String] { passwords.keys.sorted() }
    /// Clients, users and addresses with quotas, in words.
    package var quotaOwners: [String] { quotas.map(\.words) }
    /// Groups and metrics subscriptions with configs, in words.
    package var configOwners: [String] { configs.map(\.words) }
    /// All of them, in words.
    package var all: [String] { topics + groups + principals + users + quotaOwners + configOwners }
    /// What could not be looked for, and why.
    package var unseen: [String] = []

    /// Numbers of SCRAM mechanisms by user.
    var passwords: [String: [Int8]] = [:]
    var quotas: [LeftQuota] = []
    var configs: [ConfigOwner] = []

    /// Looks for them.
    package static func find(on target: CompatibilityTarget) async throws -> Leftovers {
        try await withProbe(on: target) { try await find($0) }
    }

    /// Removes them; what was removed, and what was not and why, in words.
    package static func removeAll(
        from target: CompatibilityTarget
    ) async throws -> (removed: [String], kept: [String]) {
        try await withProbe(on: target) { probe in
            let found = try await find(probe)
            let removal = try await found.remove(through: probe)
            return (removal.removed, removal.kept + found.unseen)
        }
    }

    /// Calls `body` with a probe that belongs to no check of a run.
    static func withProbe<Value: Sendable>(
        on target: CompatibilityTarget, _ body: (Probe) async throws -> Value
    ) async throws -> Value {
        let cluster = try await ClusterIdentity.read(from: target)
        let space = RunSpace(run: "none", givenTopics: nil, partitionsPerMinute: nil)
        return try await withProbe(
            in: RunContext(target: target, cluster: cluster, space: space, logs: PlainLogs(space), ceiling: [:]), body)
    }

    private static func withProbe<Value: Sendable>(
        in context: RunContext, _ body: (Probe) async throws -> Value
    ) async throws -> Value {
        let check = Check(
            "run.cleanup", .core, .topicAdmin, "What runs left is removed", why: "", expected: "", since: ""
        ) { _ in .pass("") }
        let probe = try Probe(check, run: context)
        do {
            let value = try await body(probe)
            await probe.end()
            return value
        } catch {
            await probe.end()
            throw error
        }
    }

    /// Removes what the checks of a run left behind themselves, and again for a while where a cluster is busy.
    ///
    /// Returns the names of what is there after that; `--cleanup` finds them again.
    static func remove(of context: RunContext) async -> [String] {
        let space = context.space
        let end = ContinuousClock.now + .seconds(60)
        for _ in 0..<3 where ContinuousClock.now < end {
            var left = Leftovers()
            left.topics = space.topicsToDelete
            left.groups = space.groupsToDelete
            let all = left
            if all.all.isEmpty { break }
            do {
                _ = try await withProbe(in: context) { try await all.remove(through: $0) }
            } catch {
                // Tried again; what is there after that is told at the end of the run.
            }
        }
        return space.topicsToDelete + space.groupsToDelete
    }
}
