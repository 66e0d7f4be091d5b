import KafkaWire
import Testing

@testable import LabCluster

struct ReconcilingGroupTests {
    private let time = ManualClock()
    private let group: ReconcilingGroup
    private let topic = WireID(high: 7, low: 7)

    init() {
        let shape = GroupTopics.Shape(id: topic, partitions: 4)
        group = ReconcilingGroup(
            "fleet", clock: time.clock,
            topics: GroupTopics(
                shape: { $0 == "positions" ? shape : nil }, name: { _ in "positions" }, names: { ["positions"] })
        ) { ReconcilingSettings() }
    }

    private func beat(
        _ id: String, _ epoch: Int32, owned: [Int32]? = nil, instance: String? = nil
    ) throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse {
        let topic = topic
        let request = ConsumerGroupHeartbeatRequest {
            $0.groupID = "fleet"
            $0.memberID = id
            $0.memberEpoch = epoch
            $0.instanceID = instance
            if let owned {
                $0.topicPartitions =
                    owned.isEmpty
                    ? []
                    : [
                        .init {
                            $0.topicID = topic
                            $0.partitions = owned
                        }
                    ]
            }
            guard epoch == 0 else { return }
            $0.rebalanceTimeoutMs = 10_000
            $0.subscribedTopicNames = ["positions"]
            $0.topicPartitions = []
        }
        return try group.heartbeat(request, client: GroupClient(id: "c", host: "/h"))
    }

    private func refusal(of body: () throws(GroupRefusal) -> ConsumerGroupHeartbeatResponse) -> BrokerCode? {
        do {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    private func indexes(_ response: ConsumerGroupHeartbeatResponse) -> [Int32]? {
        response.assignment.map { $0.topicPartitions.flatMap(\.partitions).sorted() }
    }

    @Test func aPartitionIsGivenUpBeforeAnotherGetsIt() throws {
        let first = try beat("one", 0)
        #expect(first.memberEpoch == 1 && indexes(first) == [0, 1, 2, 3])
        #expect(try indexes(beat("one", 1, owned: [0, 1, 2, 3])) == nil)
        let second = try beat("two", 0)
        #expect(second.memberEpoch == 2 && indexes(second) == [])
        #expect(group.state == "Reconciling")
        let less = try beat("one", 1)
        #expect(less.memberEpoch == 1)
        let kept = try #require(indexes(less))
        #expect(kept.count == 2)
        // Not before the first one has said so.
        #expect(try indexes(beat("two", 2)) == nil)
        #expect(try beat("one", 1, owned: kept).memberEpoch == 2)
        let given = try #require(try indexes(beat("two", 2)))
        #expect(Set(given + kept) == [0, 1, 2, 3] && given.count == 2)
        #expect(group.state == "Stable")
    }

    @Test func aMemberThatKeepsItsPartitionsIsFenced() throws {
        _ = try beat("one", 0)
        _ = try beat("two", 0)
        for _ in 0..<9 {
            _ = try beat("one", 1, owned: [0, 1, 2, 3])
            time.pass(1_000)
            #expect(try beat("two", 2).memberEpoch == 2)
        }
        time.pass(1_000)
        #expect(refusal { () throws(GroupRefusal) in try beat("one", 1) } == .unknownMemberId)
        let last = try beat("two", 2)
        #expect(last.memberEpoch == 3 && indexes(last) == [0, 1, 2, 3])
    }

    @Test func aSilentMemberIsPutOut() throws {
        _ = try beat("one", 0)
        time.pass(44_999)
        #expect(group.member("one") != nil)
        time.pass(1)
        #expect(group.state == "Empty")
    }

    @Test func membersOutOfStepAreFenced() throws {
        _ = try beat("one", 0)
        #expect(refusal { () throws(GroupRefusal) in try beat("one", 5) } == .fencedMemberEpoch)
        #expect(refusal { () throws(GroupRefusal) in try beat("nobody", 1) } == .unknownMemberId)
        // The answer to the first heartbeat was lost: it is sent again.
        #expect(try indexes(beat("one", 0)) == [0, 1, 2, 3])
        #expect(group.fault(of: "one", epoch: 0, forCommit: 9) == .staleMemberEpoch)
        #expect(group.fault(of: "one", epoch: 1, forCommit: 8) == .unsupportedVersion)
        #expect(group.fault(of: "one", epoch: 1, forCommit: 9) == nil)
    }

    @Test(arguments: [nil, "i"])
    func aMemberThatReadsNothingYetGetsAnEpoch(_ instance: String?) throws {
        let request = ConsumerGroupHeartbeatRequest {
            $0.memberID = "one"
            $0.instanceID = instance
            $0.rebalanceTimeoutMs = 10_000
            $0.subscribedTopicNames = []
            $0.topicPartitions = []
        }
        #expect(try group.heartbeat(request, client: GroupClient(id: "c", host: "/h")).memberEpoch == 1)
    }

    @Test func aStaticMemberComesBackToWhatItHad() throws {
        _ = try beat("one", 0, instance: "i")
        #expect(refusal { () throws(GroupRefusal) in try beat("new", 0, instance: "i") } == .unreleasedInstanceId)
        #expect(try beat("one", -2, instance: "i").memberEpoch == -2)
        let back = try beat("new", 0, instance: "i")
        #expect(back.memberEpoch == 1 && indexes(back) == [0, 1, 2, 3])
        #expect(group.epoch == 1)
        #expect(refusal { () throws(GroupRefusal) in try beat("one", 1, instance: "i") } == .fencedInstanceId)
    }

    @Test func noPartitionIsEverHeldTwice() throws {
        var random = LabRandom(seed: 11)
        var members: [String: (epoch: Int32, owned: Set<Int32>)] = [:]
        for step in 0..<2_000 {
            if members.count < 5, Int.random(in: 0..<10, using: &random) == 0 { members["m\(step)"] = (0, []) }
            guard let id = members.keys.sorted().randomElement(using: &random), let member = members[id] else {
                continue
            }
            if member.epoch > 0, Int.random(in: 0..<25, using: &random) == 0 {
                _ = try beat(id, -1)
                members[id] = nil
                continue
            }
            let answer = try beat(id, member.epoch, owned: member.epoch == 0 ? nil : member.owned.sorted())
            members[id] = (answer.memberEpoch, indexes(answer).map { Set($0) } ?? member.owned)
            let all = members.values.flatMap(\.owned)
            #expect(Set(all).count == all.count)
        }
        for _ in 0..<5 {
            for (id, member) in members {
                let answer = try beat(id, member.epoch, owned: member.epoch == 0 ? nil : member.owned.sorted())
                members[id] = (answer.memberEpoch, indexes(answer).map { Set($0) } ?? member.owned)
            }
        }
        #expect(members.isEmpty || Set(members.values.flatMap(\.owned)) == [0, 1, 2, 3])
    }
}
