internal import KafkaWire
internal import Synchronization

/// Members of one classic group that are waiting for each other.
private final class Settling: Sendable {
    private let reached = Mutex<[ObjectIdentifier: Int32]>([:])
    private let count: Int
    private let above: Int32
    private let end: ContinuousClock.Instant

    init(_ count: Int, above: Int32, within limit: Duration) {
        self.count = count
        self.above = above
        end = .now + limit
    }

    func note(_ member: ProbeMember, _ generation: Int32) {
        reached.withLock { $0[ObjectIdentifier(member)] = generation }
    }

    /// All of them have an assignment of one generation, a new one.
    var isDone: Bool {
        reached.withLock { reached in
            guard reached.count == count, let first = reached.first?.value, first > above else { return false }
            return reached.values.allSatisfy { $0 == first }
        }
    }

    var isLate: Bool { .now > end }
}

/// What a leader hands out: shares by member id, of the members' ids in order.
package typealias GroupAssignor = @Sendable ([String]) -> [String: ClassicGroupBytes.Share]

extension Probe {
    /// Has members join, sync and beat as clients do until all of them share a generation above `above`; returns it.
    @discardableResult
    package func settle(
        _ members: [ProbeMember], above: Int32 = -1, within limit: Duration = .seconds(45),
        assign: @escaping GroupAssignor
    ) async throws -> Int32 {
        let settling = Settling(members.count, above: above, within: limit)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for member in members { tasks.addTask { try await member.follow(settling, assign) } }
            try await tasks.waitForAll()
        }
        return await members[0].generation
    }

    /// Deals the partitions of a topic out in turn.
    package static func evenly(_ topic: String, _ partitions: [Int32]) -> GroupAssignor {
        { ids in
            var shares: [String: ClassicGroupBytes.Share] = [:]
            for (index, partition) in partitions.enumerated() {
                shares[ids[index % ids.count], default: [:]][topic, default: []].append(partition)
            }
            return shares
        }
    }
}

extension ProbeMember {
    fileprivate func follow(_ settling: Settling, _ assign: GroupAssignor) async throws {
        var mustJoin = generation < 0
        var joins = 0
        while true {
            if mustJoin {
                joins += 1
                let answer = try await join()
                let ids = answer.members.map(\.memberID).sorted()
                let isLeader = answer.leader == answer.memberID && !ids.isEmpty
                let code = try await sync(isLeader ? assign(ids) : [:])
                if [BrokerCode.rebalanceInProgress, .illegalGeneration, .unknownMemberId].contains(code) { continue }
                if code != .none { throw CheckOutcome.fail("A member in step is refused its assignment: \(code)") }
                mustJoin = false
            }
            settling.note(self, generation)
            if settling.isDone { return }
            if settling.isLate {
                throw joins > 20
                    ? CheckOutcome.fail("The group does not come to rest: a member had to join \(joins) times")
                    : .inconclusive("The group did not come to rest")
            }
            try await Task.sleep(for: .milliseconds(100))
            switch try await heartbeat() {
            case .none: continue
            case .rebalanceInProgress, .illegalGeneration, .unknownMemberId: mustJoin = true
            case let code: throw CheckOutcome.fail("A member in step has its heartbeat refused: \(code)")
            }
        }
    }
}

extension Probe {
    /// One rebalance that `starter` begins: the others hear of it, and join.
    ///
    /// Returns the leader; nobody has synced yet.
    package func rebalance(by starter: ProbeMember, others: [ProbeMember]) async throws -> ProbeMember {
        async let first = starter.join()
        for other in others { try await awaitRebalance(other) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for other in others { tasks.addTask { try await other.join() } }
            try await tasks.waitForAll()
        }
        _ = try await first
        for member in [starter] + others where await !member.others.isEmpty { return member }
        throw CheckOutcome.fail("After a rebalance no member is the leader")
    }

    /// Waits until a member hears of a rebalance.
    package func awaitRebalance(_ member: ProbeMember, within limit: Duration = .seconds(20)) async throws {
        _ = try await eventually(within: limit, "a rebalance") {
            try await member.heartbeat() == .rebalanceInProgress ? true : nil
        }
    }
}
