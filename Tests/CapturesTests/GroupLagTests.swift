import KafkaClient
import Testing

@testable import Captures

struct GroupLagTests {
    @Test func lagIsWhatLiesBehindTheCommitsOfTheCapturedTopics() {
        func at(_ topic: String, _ partition: Int32, _ offset: Int64) -> TopicPartition {
            TopicPartition(topic: topic, partition: partition, offset: offset)
        }
        let lags = GroupSurvey.lags(
            of: [at("a", 0, 10), at("a", 1, 95), at("b", 0, 7), at("other", 0, 1)], topics: ["a", "b"],
            ends: [at("a", 0, 40), at("a", 1, 90), at("a", 2, 1000), at("b", 0, 7)])
        #expect(lags.count == 2)
        #expect(lags[0]?.partitions == 2)
        // A commit ahead of an end that was read before it is no negative lag.
        #expect(lags[0]?.events == 30)
        #expect(lags[1]?.events == 0)
    }
}
