import Foundation
import TestSupport
import Testing
import Traces

/// A replay on a real Apache Kafka, as the cluster's own tools see it.
@Suite(.requiresKafka, .serialized, .oneAtATime)
struct TraceOnKafkaTests {
    @Test func everyPartitionHasAsManyRecordsAsItsShareOfTheTrace() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        try SmallTrace.write(to: place.folder.file("small.trace").path)
        let prefix = "trace-\(UUID().uuidString)."
        let run = try await place.run(
            "run", "--trace", "small.trace", "--devices", "x2", "--target", cluster.bootstrap, "--topic-prefix", prefix,
            "--keep-topics", "--json", "--report", "md")
        #expect([0, 10, 20, 30].contains(run.status), "\(run.standardError)")
        #expect(try run.report.ledger.allSatisfy { $0.isClosed })
        for (topic, name) in ["positions", "alarms"].enumerated() {
            let captured = Dictionary(grouping: SmallTrace.events.filter { $0.topic == topic }, by: \.partition)
            let expected = Dictionary(
                uniqueKeysWithValues: captured.map { (Int($0.key), Int64(2 * $0.value.count)) })
            #expect(try await cluster.logEnds(of: prefix + name) == expected)
        }
    }

    @Test func topicOfAnotherNumberOfPartitionsIsRefused() async throws {
        let cluster = try await SharedKafka.oneBroker()
        let place = try Workplace()
        try SmallTrace.write(to: place.folder.file("small.trace").path)
        let prefix = "trace-\(UUID().uuidString)."
        try await cluster.createTopic(prefix + "positions", partitions: 4)
        let run = try await place.run(
            "run", "--trace", "small.trace", "--target", cluster.bootstrap, "--topic-prefix", prefix)
        #expect(run.status == 65, "\(run.allOutput)")
        #expect(
            run.standardError.contains("'\(prefix)positions' has 4 partitions") && run.standardError.contains("has 3"),
            "\(run.standardError)")
        #expect(try await cluster.logEnds(of: prefix + "positions") == [0: 0, 1: 0, 2: 0, 3: 0])
    }
}
