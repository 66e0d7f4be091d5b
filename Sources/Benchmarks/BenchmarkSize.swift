/// How much is sent and read in each measurement.
enum BenchmarkSize {
    static let events = 1_000_000
    static let valueBytes = 256
    /// Many, because librdkafka's mock keeps 5 MiB a partition: 80 hold a million values and their overhead.
    static let partitions = 80
    static let rounds = 5
    /// What a producer's queue holds, for the bare loop and for the load engine alike.
    ///
    /// Much more than is under way at a cluster that keeps up, and little enough to stay near the processor: an event in a
    /// longer queue costs more.
    static let queue = 30_000
    static let topics = (0..<rounds).flatMap { ["bare\($0)", "seatrial\($0)"] }
}
