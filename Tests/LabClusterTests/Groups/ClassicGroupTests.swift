import KafkaWire
import Testing

@testable import LabCluster

struct ClassicGroupTests {
    private let time = ManualClock()
    private let group: ClassicGroup

    init() {
        group = ClassicGroup("fleet", clock: time.clock) { ClassicGroupSettings() }
    }

    /// Answers that came, the last one at the end.
    private final class Answers<Answer> {
        var all: [Answer] = []
        var last: Answer? { all.last }
    }

    private func request(
        _ id: String = "", instance: String? = nil, protocols: [String] = ["range"], metadata: WireBytes = [1]
    ) -> JoinGroupRequest {
        JoinGroupRequest {
            $0.groupID = "fleet"
            $0.memberID = id
            $0.groupInstanceID = instance
            $0.sessionTimeoutMs = 6_000
            $0.rebalanceTimeoutMs = 10_000
            $0.protocolType = "consumer"
            $0.protocols = protocols.map { name in
                .init {
                    $0.name = name
                    $0.metadata = metadata
                }
            }
        }
    }

    private func join(_ request: JoinGroupRequest, version: Int16 = 9) -> Answers<JoinGroupResponse> {
        let answers = Answers<JoinGroupResponse>()
        group.join(request, version: version, client: GroupClient(id: "c", host: "/h")) { answers.all.append($0) }
        return answers
    }

    /// Joins with an id that was asked for.
    private func newcomer(_ protocols: [String] = ["range"]) throws -> (id: String, Answers<JoinGroupResponse>) {
        let first = try #require(join(request(protocols: protocols)).last)
        #expect(first.errorCode == .memberIdRequired)
        return (first.memberID, join(request(first.memberID, protocols: protocols)))
    }

    private func sync(_ id: String, _ parts: [String: WireBytes] = [:]) -> Answers<SyncGroupResponse> {
        let answers = Answers<SyncGroupResponse>()
        let request = SyncGroupRequest {
            $0.memberID = id
            $0.generationID = group.generation
            $0.assignments = parts.map { id, bytes in
                .init {
                    $0.memberID = id
                    $0.assignment = bytes
                }
            }
        }
        group.sync(request) { answers.all.append($0) }
        return answers
    }

    private func heartbeat(_ id: String, instance: String? = nil) -> BrokerCode {
        group.heartbeat(
            HeartbeatRequest {
                $0.memberID = id
                $0.groupInstanceID = instance
                $0.generationID = group.generation
            })
    }

    /// A stable group of two, the leader first.
    private func pair() throws -> (String, String) {
        let (first, _) = try newcomer()
        time.pass(0)
        _ = sync(first, [first: [1]])
        let (second, joined) = try newcomer()
        #expect(joined.all.isEmpty)
        #expect(heartbeat(first) == .rebalanceInProgress)
        let again = join(request(first))
        #expect(again.last?.members.map(\.memberID) == [first, second])
        #expect(joined.last?.members.isEmpty == true)
        let waiting = sync(second)
        #expect(waiting.all.isEmpty)
        #expect(sync(first, [first: [1], second: [2]]).last?.assignment == [1])
        #expect(waiting.last?.assignment == [2])
        return (first, second)
    }

    @Test func membersShareInTheSecondGeneration() throws {
        let (first, second) = try pair()
        #expect(group.state == .stable && group.generation == 2)
        #expect(heartbeat(first) == .none && heartbeat(second) == .none)
    }

    @Test func aMemberThatIsSilentIsPutOut() throws {
        let (first, second) = try pair()
        time.pass(5_000)
        #expect(heartbeat(first) == .none)
        time.pass(1_000)
        #expect(group.state == .preparingRebalance)
        #expect(heartbeat(second) == .unknownMemberId)
        #expect(join(request(first)).last?.generationID == 3)
    }

    @Test func aMemberThatDoesNotComeBackToARebalanceIsPutOut() throws {
        let (first, second) = try pair()
        let answers = join(request(first))
        for _ in 0..<9 {
            time.pass(1_000)
            #expect(heartbeat(second) == .rebalanceInProgress)
        }
        #expect(answers.all.isEmpty)
        time.pass(1_000)
        #expect(answers.last?.members.map(\.memberID) == [first])
        #expect(heartbeat(second) == .unknownMemberId)
    }

    @Test func theProtocolIsWhatAllHaveAndMostLike() throws {
        let (first, _) = try newcomer(["range", "roundrobin"])
        time.pass(0)
        #expect(group.protocolName == "range")
        _ = sync(first)
        let (_, second) = try newcomer(["roundrobin", "sticky"])
        _ = join(request(first, protocols: ["range", "roundrobin"]))
        #expect(second.last?.protocolName == "roundrobin")
        #expect(join(request(protocols: ["sticky"])).last?.errorCode == .inconsistentGroupProtocol)
    }

    @Test func aStaticMemberComesBackWithoutARebalance() throws {
        let (first, _) = try pair()
        let joined = join(request(instance: "one"))
        _ = join(request(first))
        _ = group.members.first { $0.instanceID == nil && $0.id != first }.map { join(request($0.id)) }
        let old = try #require(joined.last?.memberID)
        _ = sync(first, [old: [7]])
        let generation = group.generation
        let back = try #require(join(request(instance: "one")).last)
        #expect(back.errorCode == .none && back.generationID == generation && back.memberID != old)
        #expect(heartbeat(old, instance: "one") == .fencedInstanceId)
        #expect(sync(back.memberID).last?.assignment == [7])
        #expect(group.leave("", instanceID: "one") == .none)
        #expect(group.state == .preparingRebalance)
    }

    @Test func aStaticLeaderThatComesBackLeadsWithoutAssigning() throws {
        let first = join(request(instance: "one"))
        time.pass(0)
        let id = try #require(first.last?.memberID)
        _ = sync(id, [id: [1]])
        let new = try #require(join(request(instance: "one")).last)
        #expect(new.leader == new.memberID && new.skipAssignment && new.members.count == 1)
        // A client that does not know of this is told of the leader that is gone.
        let older = try #require(join(request(instance: "one"), version: 8).last)
        #expect(older.leader == new.memberID && older.memberID != new.memberID && older.members.isEmpty)
    }

    @Test func theFirstRebalanceWaitsForMoreMembers() throws {
        var settings = ClassicGroupSettings()
        settings.initialRebalanceDelay = 3_000
        let group = ClassicGroup("fleet", clock: time.clock) { [settings] in settings }
        let answers = Answers<JoinGroupResponse>()
        func join() {
            group.join(request(), version: 3, client: GroupClient(id: "c", host: "/h")) { answers.all.append($0) }
        }
        join()
        time.pass(2_000)
        join()
        time.pass(1_000)
        #expect(answers.all.isEmpty)
        time.pass(3_000)
        #expect(answers.all.count == 2 && group.generation == 1)
    }

    @Test func whoDoesNotAskForItsPartIsPutOut() throws {
        let (first, _) = try pair()
        let second = try #require(group.members.last?.id)
        let answers = join(request(first))
        _ = join(request(second))
        #expect(answers.last?.errorCode == BrokerCode.none)
        _ = sync(first, [first: [1]])
        for _ in 0..<10 {
            time.pass(1_000)
            _ = heartbeat(first)
            _ = heartbeat(second)
        }
        #expect(group.member(second) == nil)
        #expect(group.state == .preparingRebalance)
    }

    @Test func idsThatAreNotUsedHoldARebalanceUpForASession() throws {
        let (first, second) = try pair()
        let given = try #require(join(request()).last)
        let answers = join(request(first, metadata: [2]))
        _ = join(request(second))
        #expect(given.errorCode == .memberIdRequired && answers.all.isEmpty)
        time.pass(6_000)
        #expect(answers.last?.generationID == 3)
    }

    private func fault(_ id: String, _ generation: Int32) -> BrokerCode? {
        group.fault(
            in: OffsetCommitter(
                memberID: id, instanceID: nil, generation: generation, isTransactional: false, version: 8))
    }

    @Test func onlyMembersInStepCommit() throws {
        #expect(fault("", -1) == nil)
        let (first, second) = try pair()
        #expect(fault(first, 2) == nil)
        #expect(fault(first, 1) == .illegalGeneration)
        #expect(fault("nobody", 2) == .unknownMemberId)
        #expect(fault("", -1) == .unknownMemberId)
        #expect(group.leave(second, instanceID: nil) == .none)
        #expect(fault(first, 2) == nil)
        _ = join(request(first))
        #expect(fault(first, 3) == .rebalanceInProgress)
        #expect(group.leave(first, instanceID: nil) == .none)
        #expect(group.state == .preparingRebalance || group.state == .empty)
        #expect(fault("", -1) == nil)
    }
}
