import Compatibility
import Foundation
import TestSupport
import Testing

@testable import LabCluster

/// The Java clients and Kafka Streams on a lab cluster: what they are told is what Apache Kafka 4.0 tells them.
struct JavaClientTourTests {
    @Test(.requiresKafka, .enabled(if: missing == nil, "\(missing ?? "")"), .oneAtATime)
    func javaClientsTourTheLab() async throws {
        try await LabTour.onLab { tour in
            let folder = try TemporaryDirectory()
            let java = try #require(Self.program("java"))
            let libraries = KafkaDistribution.home.appending(path: "libs").path + "/*"
            // Compiled as it starts; what a server's settings gain later costs more than that.
            let output = try await tour.run(
                java,
                [
                    "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", libraries,
                    LabTour.script("ClientTour.java"),
                ] + tour.arguments + [folder.file("streams").path])
            let told = TourOutcomes(output)
            let records = TourRecords(codecs: ["gzip", "snappy", "lz4", "zstd"], base: tour.base)
            let wanted = records.readings("classic").merging(records.readings("next")) { $1 }.merging(Self.wanted) {
                $1
            }.merging([
                "offsets for times": records.offsets(after: 30_500),
                "offsets of the latest times": records.lastOffsets,
                "watermarks": "10 \(records.numbers(of: 1).count)",
            ]) { $1 }
            #expect(told.differences(from: wanted) == [])
            #expect(try await tour.codecs(of: "tour", 2) == records.codecs(of: 2))
            withExtendedLifetime(folder) {}
        }
    }

    private static let wanted = [
        "topic": "3 partitions, 3 replicas",
        "codecs": "gzip snappy lz4 zstd",
        "classic group": "Stable Classic 1 [0, 1, 2]",
        "classic group left": "Empty",
        "classic group listed": "false",
        "next group": "Stable Consumer 1 [0, 1, 2]",
        "next group left": "Empty",
        "next group listed": "false",
        "open transaction": "Ongoing [__consumer_offsets, tour-paid]",
        "transaction's offsets": "11",
        "read_committed": "a0 a1 a2 a3 a4 c0 c1 c2 c3 c4",
        "read_uncommitted": "a0 a1 a2 a3 a4 b0 b1 b2 b3 b4 c0 c1 c2 c3 c4",
        "fenced": "InvalidProducerEpochException",
        "transaction listed": "1",
        // Each of the 160 records once, over a repartition topic, in transactions.
        "streams": "{gzip=40, lz4=40, snappy=40, zstd=40}",
        "streams committed": "160",
        "streams topics": "2",
        "credentials": "SCRAM_SHA_256 4096 SCRAM_SHA_512 4096",
        // Behind the fifteen records of three transactions and their markers.
        "SCRAM-SHA-256": "18",
        "SCRAM-SHA-256 without a rule": "TopicAuthorizationException",
        "SCRAM-SHA-256 with a wrong password": "SaslAuthenticationException",
        "SCRAM-SHA-512": "19",
        "SCRAM-SHA-512 without a rule": "TopicAuthorizationException",
        "SCRAM-SHA-512 with a wrong password": "SaslAuthenticationException",
        "retention.ms": "7200000 DYNAMIC_TOPIC_CONFIG",
        "cleanup.policy": "delete DEFAULT_CONFIG",
        "deleted before": "10",
        "more partitions": "2",
        "deleted topic": "gone",
    ]

    /// What the tour needs beside the distribution and is not there; nil where all is.
    static let missing: String? = {
        if program("javac") == nil { return "no javac: the Java clients' tour is compiled when it runs" }
        let libraries = KafkaDistribution.home.appending(path: "libs")
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: libraries.path)
            let wanted = names.contains { $0.hasPrefix("kafka-streams-4.") }
            return wanted ? nil : "no kafka-streams of version 4 in \(libraries.path)"
        } catch {
            return "no libraries in \(libraries.path)"
        }
    }()

    /// A program of the JDK that JAVA_HOME names, or else of the PATH.
    private static func program(_ name: String) -> URL? {
        if let home = ProcessInfo.processInfo.environment["JAVA_HOME"], !home.isEmpty {
            let url = URL(filePath: home).appending(path: "bin/\(name)")
            return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
        }
        return ToolSearch.machine.find(name).map { URL(filePath: $0) }
    }
}
