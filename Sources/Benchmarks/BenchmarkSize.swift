/// How much is sent and read in each measurement.
enum BenchmarkSize {
    static let events = 1_000_000
    static let valueBytes = 256
    /// Many, because librdkafka's mock keeps 5 MiB a partition: 80 hold a million values and their overhead.
    static let partitions = 80
    static let rounds = 3
    static let topics = (0..<rounds).flatMap { ["bare\($0)", "seatrial\($0)"] }
}
