import Foundation
import KafkaWire
import TestSupport
import Testing

/// What an interrupted `seatrial compat` leaves on a cluster: nothing after Ctrl-C, and after a kill what `--cleanup`
/// removes.
@Suite(.requiresKafka, .oneAtATime)
struct CompatCleanupTests {
    /// One broker with users and access rules for the suite; the end of the run stops it.
    private static let cluster = Task {
        try await KafkaCluster.start(
            properties: [
                "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256",
                "listener.name.sasl.scram-sha-256.sasl.jaas.config":
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            ],
            saslUsers: ["admin": "admin-secret"], superUsers: ["admin"])
    }

    private func place() async throws -> Workplace {
        let (cluster, place) = (try await Self.cluster.value, try Workplace())
        try place.folder.write(
            """
            targets:
              guarded:
                bootstrap: "\(cluster.bootstrap)"
                login:
                  bootstrap.servers: "\(cluster.saslBootstrap)"
                  security.protocol: SASL_PLAINTEXT
                  sasl.mechanism: PLAIN
                  sasl.username: admin
                  sasl.password: admin-secret

            """, to: "targets.yaml")
        return place
    }

    /// Starts all checks, slow ones too, and waits until many of them are done.
    private func start(in place: Workplace) async throws -> ChildProcess {
        let run = try SeatrialBinary.start(
            ["compat", "--target", "guarded", "--tier", "all"], in: place.folder.url)
        try await run.waitForLine(containing: "40 of ", in: .standardError, within: .seconds(180))
        return run
    }

    private func tool(_ name: String, _ arguments: [String]) async throws -> String {
        let cluster = try await Self.cluster.value
        let run = try await cluster.run(
            tool: name, ["--bootstrap-server", cluster.bootstrap] + arguments, within: .seconds(120))
        guard run.status == 0 else { throw WorkplaceError(description: "\(name) \(arguments): \(run.allOutput)") }
        return run.standardOutput
    }

    /// All that names something of ours: topics, groups, access rules, users, quotas.
    private func traces() async throws -> [String] {
        let settings = try WireSettings(properties: ["bootstrap.servers": try await Self.cluster.value.bootstrap])
        let connection = try await BrokerConnection.connect(
            to: try #require(settings.bootstrap.first), settings: settings)
        var lines = try await connection.send(MetadataRequest { $0.topics = nil }).topics.compactMap(\.name)
        lines += try await connection.send(ListGroupsRequest()).groups.map(\.groupID)
        let any: Int8 = 1
        let rules = try await connection.send(
            DescribeAclsRequest {
                ($0.resourceTypeFilter, $0.patternTypeFilter, $0.operation, $0.permissionType) = (any, any, any, any)
                ($0.resourceNameFilter, $0.principalFilter, $0.hostFilter) = (nil, nil, nil)
            })
        lines += rules.resources.flatMap { resource in
            resource.acls.map { "\($0.principal) on \(resource.resourceName): \($0.operation)" }
        }
        let users = try await connection.send(DescribeUserScramCredentialsRequest { $0.users = nil })
        lines += users.results.map { "password of \($0.user)" }
        let quotas = try await connection.send(DescribeClientQuotasRequest())
        lines += (quotas.entries ?? []).map { entry in
            let entity = entry.entity.map { "\($0.entityType) \($0.entityName ?? "default")" }.joined(separator: ", ")
            return "quota of \(entity): \(entry.values.map { "\($0.key)=\($0.value)" }.joined(separator: ", "))"
        }
        await connection.close()
        return lines.filter { line in ["seatrial-", "203.0.113.7", "default"].contains { line.contains($0) } }.sorted()
    }

    /// A broker may tell of a topic for a moment after the controller has deleted it.
    private func expectTraces(_ expected: [String], _ said: String) async throws {
        _ = try await eventually(within: .seconds(10)) { try await traces() == expected }
        let after = try await traces()
        #expect(after.filter { !expected.contains($0) } == [], "\(said)")
        #expect(expected.filter { !after.contains($0) } == [], "\(said)")
    }

    @Test func interruptedRunLeavesNothing() async throws {
        let before = try await traces()
        let place = try await place()
        let run = try await start(in: place)
        // The topic that the checks share is there all the time.
        #expect(try await traces().count > before.count)
        run.signal(SIGINT)
        let end = try await run.finish(within: .seconds(180))
        #expect(end.status == 130, "\(end.allOutput)")
        #expect(end.standardError.contains("removing what the checks made"))
        try await expectTraces(before, end.allOutput)
        // What was found until then is stored, and is no success.
        let again = try await place.run("compat", "--run", "latest", "--json")
        #expect([20, 30].contains(again.status), "\(again.standardError)")
    }

    @Test func killedRunLeavesWhatCleanupRemovesAndNothingElse() async throws {
        let place = try await place()
        // What others have, with names that look like ours.
        let friends = ["seatrial-orders", "seatrial.events", "seatrial-prod-topic-1-orders"]
        for topic in friends { try await Self.cluster.value.createTopic(topic, partitions: 1) }
        try await grant(to: "seatrial-friend", on: friends[0], client: "seatrial-client")
        let others = try await traces()
        #expect(others.contains("seatrial-orders"))
        // What a run that was killed at the worst moment left.
        let user = "seatrial-0-7f3a-sec-acl-enforced-3-user"
        try await grant(to: user, on: "anything", client: "seatrial-0-7f3a-quota-observed-4-writer")
        _ = try await tool(
            "kafka-configs.sh",
            [
                "--alter", "--add-config", "connection_creation_rate=1738275931", "--entity-type", "ips",
                "--entity-name", "203.0.113.7",
            ])

        let run = try await start(in: place)
        run.signal(SIGKILL)
        #expect(try await run.finish(within: .seconds(20)).end == .killed(by: SIGKILL))
        let left = Set(try await traces()).subtracting(others)
        let topics = left.filter { $0.hasPrefix("seatrial-") && $0.contains("-plain-") }
        #expect(!topics.isEmpty, "\(left)")

        let cleanup = try await place.run(["compat", "--target", "guarded", "--cleanup"], within: .seconds(240))
        #expect(cleanup.status == 0, "\(cleanup.allOutput)")
        for topic in topics { #expect(cleanup.standardOutput.contains("removed topic \(topic)\n")) }
        for line in ["access rules of User:\(user)", "of user \(user)", "of ip 203.0.113.7"] {
            #expect(cleanup.standardOutput.contains(line), "\(line): \(cleanup.allOutput)")
        }
        for friend in friends + ["seatrial-friend", "seatrial-client"] {
            #expect(!cleanup.standardOutput.contains(friend), "\(cleanup.standardOutput)")
        }
        try await expectTraces(others, cleanup.allOutput)
        let again = try await place.run(["compat", "--target", "guarded", "--cleanup"], within: .seconds(120))
        #expect(again.standardOutput == "nothing is left of any run\n", "\(again.allOutput)")
    }

    /// Gives a user a password and a right, and a client a quota.
    private func grant(to user: String, on topic: String, client: String) async throws {
        _ = try await tool(
            "kafka-acls.sh",
            ["--add", "--allow-principal", "User:\(user)", "--operation", "Read", "--topic", topic])
        _ = try await tool(
            "kafka-configs.sh",
            [
                "--alter", "--add-config", "SCRAM-SHA-256=[password=secret-of-nobody]", "--entity-type", "users",
                "--entity-name", user,
            ])
        _ = try await tool(
            "kafka-configs.sh",
            [
                "--alter", "--add-config", "producer_byte_rate=1000000", "--entity-type", "clients", "--entity-name",
                client,
            ])
    }
}
