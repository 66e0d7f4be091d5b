import Foundation
import TestSupport
import Testing

/// The test support itself, against a real Apache Kafka.
@Suite(.requiresKafka, .serialized, .oneAtATime)
struct KafkaClusterTests {
    @Test func sharedBrokerIsStartedOnceAndServesItsTools() async throws {
        async let first = SharedKafka.oneBroker()
        async let second = SharedKafka.oneBroker()
        let cluster = try await first
        #expect(try await second === cluster)

        let topic = "cluster-tests-\(UUID().uuidString)"
        try await cluster.createTopic(topic, partitions: 3)
        #expect(try await cluster.logEnds(of: topic) == [0: 0, 1: 0, 2: 0])
        let groups = try await cluster.run(
            tool: "kafka-consumer-groups.sh", ["--bootstrap-server", cluster.bootstrap, "--list"])
        #expect(groups.status == 0, "\(groups.standardError)")
    }

    @Test func suspendedBrokerIsSilentUntilItIsResumed() async throws {
        let cluster = try await KafkaCluster.start()
        #expect(await cluster.answers(1, within: .seconds(5)))
        try cluster.suspend(1)
        #expect(await !cluster.answers(1, within: .seconds(1)))
        #expect(try cluster.isRunning(1))
        try cluster.resume(1)
        #expect(await cluster.answers(1, within: .seconds(10)))
        await cluster.stop()
    }

    @Test func killedBrokerLeavesTheOthersServingAndComesBack() async throws {
        let cluster = try await KafkaCluster.start(brokers: 3)
        let before = try cluster.pid(of: 2)
        try await cluster.kill(2)
        #expect(try !cluster.isRunning(2))
        #expect(await !cluster.answers(2, within: .seconds(1)))
        #expect(await cluster.answers(1, within: .seconds(10)))
        #expect(await cluster.answers(3, within: .seconds(10)))

        try await cluster.restart(2)
        #expect(try cluster.pid(of: 2) != before)
        #expect(await cluster.answers(2, within: .seconds(10)))
        await cluster.stop()
    }

    @Test func stoppedClusterLeavesNeitherProcessNorFolder() async throws {
        let (pid, folder) = try await startAndStop()
        // The process is reaped: not even a zombie is left to take the signal.
        #expect(kill(pid, 0) == -1)
        #expect(try await eventually(within: .seconds(10)) { !FileManager.default.fileExists(atPath: folder.path) })
    }

    /// Lets go of the cluster on return.
    private func startAndStop() async throws -> (pid_t, URL) {
        let cluster = try await KafkaCluster.start()
        let pid = try cluster.pid(of: 1)
        try #require(kill(pid, 0) == 0)
        await cluster.stop()
        return (pid, cluster.folder)
    }

    @Test func saslUserIsLetInByPasswordAndKeptOutByMissingRights() async throws {
        let cluster = try await KafkaCluster.start(
            saslUsers: ["admin": "admin-secret", "guest": "guest-secret"], superUsers: ["admin"])
        try await cluster.createTopic("guarded", partitions: 1)

        let admin = try await listTopics(of: cluster, user: "admin", password: "admin-secret")
        #expect(admin.status == 0 && admin.standardOutput.contains("guarded"), "\(admin.standardError)")
        let guest = try await listTopics(of: cluster, user: "guest", password: "guest-secret")
        #expect(guest.status == 0 && !guest.standardOutput.contains("guarded"), "\(guest.standardError)")
        let stranger = try await listTopics(of: cluster, user: "admin", password: "wrong")
        #expect(stranger.status != 0)
        #expect((stranger.standardOutput + stranger.standardError).contains("Authentication failed"))
        await cluster.stop()
    }

    private func listTopics(
        of cluster: KafkaCluster, user: String, password: String
    ) async throws -> FinishedProcess {
        let folder = try TemporaryDirectory()
        let config = try folder.write(
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
            username="\(user)" password="\(password)";
            """, to: "client.properties")
        return try await cluster.run(
            tool: "kafka-topics.sh",
            ["--bootstrap-server", cluster.saslBootstrap, "--command-config", config.path, "--list"])
    }
}
