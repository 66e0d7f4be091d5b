/// How much is sent and read in each measurement.
enum BenchmarkSize {
    static let events = 1_000_000
    static let valueBytes = 256
    /// Many, because librdkafka's mock keeps 5 MiB a partition: 80 hold a million values and their overhead.
    static let partitions = 80
    static let rounds = 3
    /// What a producer's queue holds: as librdkafka has it by default, for the bare loop and for the load engine alike.
    static let queue = 100_000
    static let topics = (0..<rounds).flatMap { ["bare\($0)", "seatrial\($0)"] }
}
