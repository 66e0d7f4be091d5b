/// Where a producer's events without a key go: one partition until it has had a batch's worth, then the next.
///
/// As KIP-794's sticky partitioner does with its default batch.size, but round robin from a seeded start instead of at
/// random, so that the plan is even over the partitions.
struct StickyPartition: Sendable {
    static let bytesBeforeMove = 16_384

    private(set) var partition: Int32
    private let partitions: Int32
    private var bytes = 0

    init(seed: UInt64, producer: Int, topic: Int, partitions: Int) {
        let owner = UInt64(producer) << 32 | UInt64(topic)
        let draw = CounterRandom(seed: seed, owner: owner, use: .stickyPartition).below(UInt64(partitions), 0)
        partition = Int32(draw)
        self.partitions = Int32(partitions)
    }

    /// The partition of the next event, whose value has so many bytes.
    mutating func place(bytes length: Int) -> Int32 {
        let place = partition
        bytes += length
        if bytes >= StickyPartition.bytesBeforeMove {
            bytes = 0
            partition = partition + 1 == partitions ? 0 : partition + 1
        }
        return place
    }
}
