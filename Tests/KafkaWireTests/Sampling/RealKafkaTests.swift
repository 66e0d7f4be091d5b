internal import Foundation
import TestSupport
import Testing

@testable import KafkaWire

/// Against Apache Kafka itself, with records that its own tools wrote.
@Suite(.requiresKafka, .oneAtATime)
struct RealKafkaTests {
    private func produce(_ count: Int, to topic: String, _ codec: CompressionCodec, on kafka: KafkaCluster) async throws
    {
        let written = try await kafka.run(
            tool: "kafka-producer-perf-test.sh",
            [
                "--topic", topic, "--num-records", "\(count)", "--record-size", "300", "--throughput", "-1",
                "--producer-props", "bootstrap.servers=\(kafka.bootstrap)", "compression.type=\(codec)",
                "linger.ms=20",
            ])
        try #require(written.status == 0, "\(written.standardOutput)\(written.standardError)")
    }

    @Test func codecAndCountsAreThoseOfTheClustersOwnTools() async throws {
        let kafka = try await SharedKafka.oneBroker()
        let cluster = try WireCluster(WireSettings(properties: ["bootstrap.servers": kafka.bootstrap]))
        let topic = "wire-\(UUID().uuidString)"
        try await kafka.createTopic(topic, partitions: 3)
        var written: [CompressionCodec: Int] = [:]
        for (codec, count) in [(CompressionCodec.zstd, 4000), (.lz4, 3000), (.none, 2000)] {
            try await produce(count, to: topic, codec, on: kafka)
            written[codec] = count
        }
        let samples = try await cluster.sampleBatches(
            topic: topic, from: .earliest, maxBytesPerPartition: 64 << 20, within: .seconds(60))
        let seen = samples.reduce(into: [CompressionCodec: Int]()) { $0[$1.codec, default: 0] += $1.recordCount ?? 0 }
        #expect(seen == written)
        #expect(samples.allSatisfy { $0.magic == 2 && ($0.maxTimestamp ?? 0) > 1_500_000_000_000 })
        // Without compression a record takes its 300 bytes and a few more.
        let plain = samples.filter { $0.codec == .none }.reduce(0) { $0 + $1.byteSize }
        #expect((600_000..<700_000).contains(plain), "\(plain) bytes")

        let ends = try await kafka.logEnds(of: topic)
        for partition in try await cluster.metadata(topics: [topic]).topics.flatMap(\.partitions) {
            let records = samples.filter { $0.partition == partition.partitionIndex }.compactMap(\.recordCount).reduce(
                0, +)
            #expect(ends[Int(partition.partitionIndex)] == Int64(records))
        }
    }

    @Test func missingTopicIsAnErrorAndIsNotCreated() async throws {
        let kafka = try await SharedKafka.oneBroker()
        let cluster = try WireCluster(WireSettings(properties: ["bootstrap.servers": kafka.bootstrap]))
        let topic = "never-\(UUID().uuidString)"
        let error = await #expect(throws: WireError.self) {
            try await cluster.sampleBatches(
                topic: topic, from: .earliest, maxBytesPerPartition: 1, within: .seconds(20))
        }
        #expect(error?.what.contains("UNKNOWN_TOPIC_OR_PARTITION") == true)
        #expect(try await !cluster.metadata().topics.map(\.name).contains(topic))
    }

    /// With the validator that Kafka has for tests: it takes unsecured tokens that are not over.
    @Test func unsecuredTokenIsLetInAndGarbageIsNot() async throws {
        let kafka = try await KafkaCluster.start(
            properties: [
                "sasl.enabled.mechanisms": "OAUTHBEARER", "connections.max.reauth.ms": "600000",
                "listener.name.sasl.oauthbearer.sasl.jaas.config":
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
                    + "unsecuredLoginStringClaim_sub=\"broker\";",
            ], saslUsers: ["alice": "unused"])
        let common = [
            "bootstrap.servers": kafka.saslBootstrap, "security.protocol": "sasl_plaintext",
            "sasl.mechanism": "OAUTHBEARER",
        ]
        let unsecured = try WireSettings(
            properties: common.merging([
                "enable.sasl.oauthbearer.unsecure.jwt": "true",
                "sasl.oauthbearer.config": "principal=alice lifeSeconds=300",
            ]) { $1 })
        let connection = try await BrokerConnection.connect(to: unsecured.bootstrap[0], settings: unsecured)
        let lifetime = try #require(connection.sessionLifetime)
        #expect(lifetime > .zero && lifetime <= .seconds(300))
        try await connection.logInAgain()
        #expect(try await connection.send(MetadataRequest(topics: nil, version: 12)).brokers.count == 1)
        await connection.close()

        let garbage = try WireSettings(
            properties: common.merging(["sasl.oauthbearer.token": "made-up"]) { $1 })
        let error = await #expect(throws: WireError.self) {
            try await BrokerConnection.connect(to: garbage.bootstrap[0], settings: garbage)
        }
        #expect(error?.kind == .authentication, "\(String(describing: error))")
        #expect(error.map { !"\($0)".contains("made-up") } == true)
        await kafka.stop()
    }

    /// SASL over TLS: PLAIN and both SCRAMs, with the right password and a wrong one.
    @Test func everyMechanismLetsInTheRightPasswordOnly() async throws {
        let folder = try TemporaryDirectory()
        let authority = try folder.write(TestCertificate.certificate, to: "ca.pem")
        let keystore = try folder.write(TestCertificate.key + "\n" + TestCertificate.certificate, to: "keystore.pem")
        let scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        let kafka = try await KafkaCluster.start(
            properties: [
                "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
                "listener.name.sasl.scram-sha-256.sasl.jaas.config": scram,
                "listener.name.sasl.scram-sha-512.sasl.jaas.config": scram,
                "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_SSL",
                "listener.name.sasl.ssl.keystore.type": "PEM",
                "listener.name.sasl.ssl.keystore.location": keystore.path,
            ], saslUsers: ["alice": "open-sesame"])
        // One mechanism a call: Kafka's tool refuses two for one user.
        for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"] {
            let stored = try await kafka.run(
                tool: "kafka-configs.sh",
                [
                    "--bootstrap-server", kafka.bootstrap, "--alter", "--entity-type", "users", "--entity-name",
                    "alice", "--add-config", "\(mechanism)=[password=open-sesame]",
                ])
            try #require(stored.status == 0, "\(stored.standardOutput)\(stored.standardError)")
        }
        for mechanism in [SaslMechanism.plain, .scramSHA256, .scramSHA512] {
            for (password, isRight) in [("open-sesame", true), ("open-barley", false)] {
                let settings = try WireSettings(properties: [
                    "bootstrap.servers": kafka.saslBootstrap, "security.protocol": "sasl_ssl",
                    "ssl.ca.location": authority.path, "sasl.mechanism": mechanism.rawValue,
                    "sasl.username": "alice", "sasl.password": password,
                ])
                do {
                    let metadata = try await WireCluster(settings).metadata()
                    #expect(isRight, "\(mechanism) let in a wrong password")
                    #expect(metadata.brokers.count == 1)
                } catch {
                    #expect(!isRight, "\(mechanism): \(error)")
                    #expect(error.kind == .authentication, "\(error)")
                    #expect(!"\(error)".contains("open-barley"))
                }
            }
        }
        await kafka.stop()
    }
}
