import KafkaWire
import Testing

@testable import LabCluster

struct GroupAssignorTests {
    private let a = WireID(high: 1, low: 1)
    private let b = WireID(high: 2, low: 2)

    private func indexes(_ share: GroupShare?, _ topic: WireID) -> [Int32] {
        (share ?? []).filter { $0.topic == topic }.map(\.index).sorted()
    }

    @Test func rangesAreNextToEachOther() {
        let members = ["y", "x"].map { GroupAssignor.Member(id: $0, topics: ["a", "b"]) }
        let shares = GroupAssignor.range.assign(
            members, ["a": .init(id: a, partitions: 5), "b": .init(id: b, partitions: 1)])
        #expect(indexes(shares["x"], a) == [0, 1, 2])
        #expect(indexes(shares["y"], a) == [3, 4])
        #expect(indexes(shares["x"], b) == [0])
    }

    @Test func uniformKeepsWhatItCan() {
        let topics = ["a": GroupTopics.Shape(id: a, partitions: 6)]
        let x = GroupAssignor.Member(id: "x", topics: ["a"])
        let alone = GroupAssignor.uniform.assign([x], topics)
        let both = GroupAssignor.uniform.assign(
            [
                GroupAssignor.Member(id: "x", topics: ["a"], current: alone["x"] ?? []),
                GroupAssignor.Member(id: "w", topics: ["a"]),
            ], topics)
        #expect(both["x"]?.count == 3 && both["w"]?.count == 3)
        #expect(both["x"]?.isSubset(of: alone["x"] ?? []) == true)
        let back = GroupAssignor.uniform.assign(
            [GroupAssignor.Member(id: "w", topics: ["a"], current: both["w"] ?? [])], topics)
        #expect(back["w"]?.count == 6)
    }

    @Test(arguments: GroupAssignor.allCases, 0..<60)
    func everyPartitionHasExactlyOneReader(_ assignor: GroupAssignor, seed: UInt64) {
        var random = LabRandom(seed: seed)
        var topics: [String: GroupTopics.Shape] = [:]
        for number in 0..<Int.random(in: 1...4, using: &random) {
            topics["t\(number)"] = .init(
                id: WireID(high: 9, low: UInt64(number)), partitions: .random(in: 0...9, using: &random))
        }
        var members: [GroupAssignor.Member] = []
        for number in 0..<Int.random(in: 1...5, using: &random) {
            let names = Set(topics.keys.sorted().filter { _ in Bool.random(using: &random) })
            // What members had before may overlap and be gone.
            let current = GroupShare(
                (0..<3).map { _ in
                    GroupPartition(
                        WireID(high: 9, low: .random(in: 0...4, using: &random)), .random(in: 0...9, using: &random))
                })
            members.append(.init(id: "m\(number)", topics: names, current: current))
        }
        let shares = assignor.assign(members, topics)
        for (name, shape) in topics {
            let readers = members.filter { $0.topics.contains(name) }
            for partition in shape.share {
                let owners = members.filter { shares[$0.id]?.contains(partition) == true }
                #expect(owners.count == (readers.isEmpty ? 0 : 1))
                #expect(owners.allSatisfy { $0.topics.contains(name) })
            }
        }
        #expect(shares.values.reduce(0) { $0 + $1.count } <= topics.values.reduce(0) { $0 + Int($1.partitions) })
        if assignor == .uniform, Set(members.map(\.topics)).count == 1 {
            let sizes = shares.values.map(\.count)
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        }
    }
}
