/// How a coordinator shares partitions out among the members of a group.
enum GroupAssignor: String, CaseIterable {
    case uniform
    case range

    struct Member {
        let id: String
        var instanceID: String?
        /// Names of topics.
        let topics: Set<String>
        /// What it was to have before.
        var current: GroupShare = []
    }

    /// The partitions of each member; those that no member subscribes to are nobody's.
    func assign(_ members: [Member], _ topics: [String: GroupTopics.Shape]) -> [String: GroupShare] {
        switch self {
        case .uniform:
            var shares = UniformShares(members, topics)
            return shares.balanced()
        case .range: return Self.ranges(members, topics)
        }
    }

    /// Partitions of each topic that are next to each other, the first members with one more where it does not come out.
    private static func ranges(
        _ members: [Member], _ topics: [String: GroupTopics.Shape]
    ) -> [String: GroupShare] {
        var shares = Dictionary(uniqueKeysWithValues: members.map { ($0.id, GroupShare()) })
        // Static members first, so that the others do not move their partitions.
        func rank(_ member: Member) -> (Int, String) {
            member.instanceID.map { (0, $0) } ?? (1, member.id)
        }
        let inOrder = members.sorted { rank($0) < rank($1) }
        for (name, shape) in topics {
            let readers = inOrder.filter { $0.topics.contains(name) }
            guard !readers.isEmpty else { continue }
            let (least, more) = Int(shape.partitions).quotientAndRemainder(dividingBy: readers.count)
            var next = 0
            for (place, reader) in readers.enumerated() {
                let end = next + least + (place < more ? 1 : 0)
                shares[reader.id]?.formUnion((next..<end).map { GroupPartition(shape.id, Int32($0)) })
                next = end
            }
        }
        return shares
    }
}

/// Shares of about the same size, with as much as possible where it was.
private struct UniformShares {
    private let members: [GroupAssignor.Member]
    private let readers: [[Int]]
    private let shapes: [GroupTopics.Shape]
    /// By member and topic.
    private var shares: [[GroupShare]]
    private var sizes: [Int]

    init(_ members: [GroupAssignor.Member], _ topics: [String: GroupTopics.Shape]) {
        self.members = members.sorted { $0.id < $1.id }
        let names = topics.keys.sorted()
        shapes = names.compactMap { topics[$0] }
        let inOrder = self.members
        readers = names.map { name in inOrder.indices.filter { inOrder[$0].topics.contains(name) } }
        shares = inOrder.map { _ in names.map { _ in [] } }
        sizes = inOrder.map { _ in 0 }
    }

    mutating func balanced() -> [String: GroupShare] {
        for topic in shapes.indices where !readers[topic].isEmpty {
            var left = shapes[topic].share
            for member in readers[topic] {
                let kept = members[member].current.intersection(left)
                left.subtract(kept)
                shares[member][topic] = kept
                sizes[member] += kept.count
            }
            for partition in left.sorted() {
                guard let least = readers[topic].min(by: { sizes[$0] < sizes[$1] }) else { continue }
                shares[least][topic].insert(partition)
                sizes[least] += 1
            }
        }
        while moveOne() {}
        return Dictionary(
            uniqueKeysWithValues: members.indices.map { member in
                (members[member].id, shares[member].reduce(into: []) { $0.formUnion($1) })
            })
    }

    /// Moves a partition from a member with more to one with less; says whether there was one to move.
    private mutating func moveOne() -> Bool {
        for giver in members.indices.sorted(by: { (sizes[$0], $1) > (sizes[$1], $0) }) {
            for topic in shapes.indices {
                guard let least = readers[topic].min(by: { sizes[$0] < sizes[$1] }), sizes[least] + 1 < sizes[giver],
                    let partition = shares[giver][topic].max()
                else { continue }
                shares[giver][topic].remove(partition)
                shares[least][topic].insert(partition)
                sizes[giver] -= 1
                sizes[least] += 1
                return true
            }
        }
        return false
    }
}
