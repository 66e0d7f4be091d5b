import TestSupport
import Testing

@testable import LabCluster

/// The clients of Python programs on a lab cluster: what they are told is what Apache Kafka 4.0 tells them.
struct PythonTourTests {
    @Test(
        .enabled("the tours' Python has no confluent_kafka of 2.10 or newer (docs/lab.md, Clients that tour it)") {
            try await TourPython.has("confluent_kafka", [2, 10])
        })
    func confluentKafkaToursTheLab() async throws {
        try await LabTour.onLab { tour in
            let told = try await TourPython.run("confluent_kafka_tour.py", on: tour)
            let records = TourRecords(codecs: told.codecs, base: tour.base)
            var wanted = Self.wanted(of: records)
            wanted.merge(records.readings("next")) { $1 }
            wanted.merge([
                "codecs": "gzip snappy lz4 zstd",
                "classic group": "STABLE CLASSIC 1 [0, 1, 2]",
                "classic group left": "EMPTY",
                "classic group listed": "False",
                "next group": "STABLE CONSUMER 1 [0, 1, 2]",
                "next group left": "EMPTY",
                "next group listed": "False",
                "shared": "[0, 1, 2]",
                "shared no more": "[3]",
                "offsets of the latest times": records.lastOffsets,
                "fenced": "_FENCED",
                "credentials": "SCRAM_SHA_256 4096 SCRAM_SHA_512 4096",
                // Behind the fifteen records of three transactions and their markers, the user's own.
                "SCRAM-SHA-256": "19",
                "SCRAM-SHA-256 without a rule": "TOPIC_AUTHORIZATION_FAILED",
                "SCRAM-SHA-256 with a wrong password": "_AUTHENTICATION",
                "SCRAM-SHA-512": "20",
                "SCRAM-SHA-512 without a rule": "TOPIC_AUTHORIZATION_FAILED",
                "SCRAM-SHA-512 with a wrong password": "_AUTHENTICATION",
                "retention.ms": "7200000 DYNAMIC_TOPIC_CONFIG",
                "cleanup.policy": "delete DEFAULT_CONFIG",
            ]) { $1 }
            #expect(told.differences(from: wanted) == [])
            #expect(try await tour.codecs(of: "tour", 2) == records.codecs(of: 2))
        }
    }

    @Test(
        .enabled("the tours' Python has no kafka-python of 3.0 or newer (docs/lab.md, Clients that tour it)") {
            try await TourPython.has("kafka", [3])
        })
    func kafkaPythonToursTheLab() async throws {
        try await LabTour.onLab { tour in
            let told = try await TourPython.run("kafka_python_tour.py", on: tour)
            let records = TourRecords(codecs: told.codecs, base: tour.base)
            var wanted = Self.wanted(of: records)
            wanted.merge([
                "classic group": "STABLE 1 [0, 1, 2]",
                "classic group left": "EMPTY",
                "classic group deleted": "OK",
                "classic group listed": "False",
                "offsets of the latest times": records.lastOffsets,
                "fenced": "True",
                "credentials": "SCRAM_SHA_256 4096 SCRAM_SHA_512 4096",
                "SCRAM-SHA-256": "18",
                "SCRAM-SHA-256 without a rule": "TopicAuthorizationFailedError",
                // It tries again until its time is up, with a Kafka as well.
                "SCRAM-SHA-256 with a wrong password": "KafkaTimeoutError",
                "SCRAM-SHA-512": "19",
                "SCRAM-SHA-512 without a rule": "TopicAuthorizationFailedError",
                "SCRAM-SHA-512 with a wrong password": "KafkaTimeoutError",
                "retention.ms": "7200000 DYNAMIC_TOPIC_CONFIG",
                "cleanup.policy": "delete DEFAULT_CONFIG",
            ]) { $1 }
            #expect(told.codecs.contains("gzip"))
            #expect(told.differences(from: wanted) == [])
            #expect(try await tour.codecs(of: "tour", 2) == records.codecs(of: 2))
        }
    }

    @Test(
        .enabled("the tours' Python has no aiokafka of 0.12 or newer (docs/lab.md, Clients that tour it)") {
            try await TourPython.has("aiokafka", [0, 12])
        })
    func aiokafkaToursTheLab() async throws {
        try await LabTour.onLab { tour in
            let told = try await TourPython.run("aiokafka_tour.py", on: tour)
            let records = TourRecords(codecs: told.codecs, base: tour.base)
            var wanted = Self.wanted(of: records)
            wanted.merge([
                "classic group": "STABLE 1 [0, 1, 2]",
                "classic group left": "EMPTY 0",
                "classic group listed": "True",
                "fenced": "True",
                "SCRAM-SHA-256": "18",
                "SCRAM-SHA-256 with a wrong password": "KafkaConnectionError",
                "SCRAM-SHA-512": "19",
                "SCRAM-SHA-512 with a wrong password": "KafkaConnectionError",
                "retention.ms": "7200000",
                "cleanup.policy": "delete",
            ]) { $1 }
            #expect(told.codecs.contains("gzip"))
            #expect(told.differences(from: wanted) == [])
            #expect(try await tour.codecs(of: "tour", 2) == records.codecs(of: 2))
        }
    }

    @Test(
        .enabled("the tours' Python has no confluent_kafka of 2.10 or newer (docs/lab.md, Clients that tour it)") {
            try await TourPython.has("confluent_kafka", [2, 10])
        })
    func idempotentProducerLosesAndDoublesNothingWhenANodeGoesAndComesBack() async throws {
        try await LabTour.onLab { tour in
            let process = try TourPython.start("confluent_kafka_restart.py", on: tour)
            try await process.waitForLine(containing: "written: 200", within: .seconds(60))
            try await tour.cluster.stopNode(2)
            try await process.waitForLine(containing: "written: 400", within: .seconds(60))
            try await tour.cluster.startNode(2)
            let finished = try await process.finish(within: .seconds(60))
            #expect(finished.status == 0, "\(finished.standardError)")
            let told = TourOutcomes(finished.standardOutput)
            #expect(told.differences(from: ["failed": "0", "read": "600 in order", "committed": "600"]) == [])
        }
    }

    /// What all of them are told.
    private static func wanted(of records: TourRecords) -> [String: String] {
        records.readings("classic").merging([
            "topic": "3 partitions, 3 replicas",
            "offsets for times": records.offsets(after: 30_500),
            "transaction's offsets": "11",
            "read_committed": "a0 a1 a2 a3 a4 c0 c1 c2 c3 c4",
            "read_uncommitted": "a0 a1 a2 a3 a4 b0 b1 b2 b3 b4 c0 c1 c2 c3 c4",
            "deleted before": "10",
            "watermarks": "10 \(records.numbers(of: 1).count)",
            "more partitions": "2",
            "deleted topic": "gone",
        ]) { $1 }
    }
}
