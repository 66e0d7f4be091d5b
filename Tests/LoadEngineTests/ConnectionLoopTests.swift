import Evidence
import KafkaClient
import Quantities
import TestSupport
import Testing

@testable import LoadEngine

/// Many own connections on one thread, against clusters that take them and some that do not.
@Suite(.timeLimit(.minutes(15)), .serialized) struct ConnectionLoopTests {
    private func run(_ storm: Storm, isRead: Bool = true) async throws -> Storm.Outcome {
        try await withLab(topics: ["events": Int32(Storm.partitions)]) { bootstrap in
            try await storm.run(at: bootstrap, isRead: isRead)
        }
    }

    @Test func theLedgerClosesWhereFiftyConnectionsComeBackTwice() async throws {
        var storm = Storm(devices: 50)
        storm.gap = .milliseconds(60)
        let outcome = try await run(storm)
        let tally = try #require(outcome.tally)
        #expect(outcome.sent.map(\.producer) == Array(1...50))
        #expect(outcome.handedOver == storm.eventCount)
        #expect((tally.sent, tally.acked, tally.delivered) == (750, 750, 750))
        #expect((tally.lost, tally.repeated, tally.outOfOrder, tally.rejected) == (0, 0, 0, 0))
        let row = outcome.connections
        // A device that comes back again while its connection is still being set up asks for no other.
        #expect((51...100).contains(row.asked), "\(row)")
        #expect((row.opened, row.failed, row.closed) == (row.asked, 0, row.asked))
        #expect(outcome.connectLatencies == UInt64(row.asked))
        #expect(outcome.total(\.measuredSent) == 750)
        #expect(outcome.sent.dropFirst().allSatisfy { $0.measuredSent.allSatisfy { $0 == 0 } })
    }

    /// The connection that is closed has its events in flight: a broker that answers late keeps them there.
    @Test func whatIsInFlightOnAClosedConnectionIsAccountedForAndNotPassed() async throws {
        var storm = Storm(devices: 8, events: 4, returns: 3)
        // Everything is due at once, and each batch waits: returns come while events are on their way.
        storm.gap = .zero
        storm.properties = ["linger.ms": "50"]
        let outcome = try await run(storm)
        let tally = try #require(outcome.tally)
        #expect((tally.sent, tally.acked, tally.delivered) == (128, 128, 128))
        #expect((tally.lost, tally.repeated, tally.outOfOrder) == (0, 0, 0))
    }

    @Test func aRefusedConnectionIsCountedAsFailedAndItsEventsAsRejected() async throws {
        var storm = Storm(devices: 4, events: 3, returns: 1)
        storm.drain = .seconds(3)
        storm.special = [2: ["bootstrap.servers": "127.0.0.1:1"]]
        let outcome = try await run(storm)
        let row = outcome.connections
        #expect(row.opened == 3)
        #expect(row.failed > 0)
        #expect((0...1).contains(row.asked - row.opened - row.failed), "\(row)")
        #expect(outcome.handedOver == storm.eventCount)
        #expect(outcome.sent[2].rejected.reduce(0, +) == 6)
        #expect(outcome.acked == 18)
        let tally = try #require(outcome.tally)
        #expect((tally.sent, tally.acked, tally.rejected, tally.indeterminate, tally.lost) == (24, 18, 6, 0, 0))
        let incidents = outcome.letters.flatMap(\.incidents)
        #expect(incidents.contains { $0.kind == "send-failed" && $0.text.contains("6 events were not acknowledged") })
    }

    @Test func eventsThatWaitForTheirConnectionAreNotTheGeneratorsLateness() async throws {
        let storm = Storm(devices: 2, events: 3, returns: 4)
        let outcome = try await run(storm, isRead: false)
        let rows = outcome.letters.flatMap(\.production)
        let lag = outcome.letters.flatMap(\.latencies).filter { $0.kind == .sendLag }
        #expect(rows.reduce(0) { $0 + $1.sent } == 30)
        // At the least the event that brings its device back waits.
        #expect(lag.reduce(0) { $0 + $1.histogram.count } <= 30 - 8)
    }
}

/// The same on Apache Kafka.
@Suite(.requiresKafka, .oneAtATime) struct ConnectionLoopKafkaTests {
    private func kafka(saslUsers: [String: String] = [:]) async throws -> KafkaCluster {
        let cluster = try await KafkaCluster.start(saslUsers: saslUsers)
        try await WorkerThread.run(named: "create") { () throws(KafkaError) in
            try Admin(settings: ["bootstrap.servers": cluster.bootstrap])
                .create(NewTopic(name: "events", partitions: Int32(Storm.partitions)), timeoutMs: 20_000)
        }
        return cluster
    }

    @Test func theLedgerClosesWhereTwoHundredConnectionsComeBackAtOnce() async throws {
        let cluster = try await kafka()
        var storm = Storm(devices: 200, events: 5, returns: 1)
        storm.gap = .milliseconds(200)
        storm.drain = .seconds(60)
        // Without it Kafka promises no order once a batch is sent again, and disorder would not have to be ours.
        storm.properties["enable.idempotence"] = "true"
        let outcome = try await storm.run(at: cluster.bootstrap)
        let tally = try #require(outcome.tally)
        #expect((tally.sent, tally.acked, tally.delivered) == (2000, 2000, 2000))
        #expect((tally.lost, tally.repeated, tally.outOfOrder, tally.rejected) == (0, 0, 0, 0))
        let row = outcome.connections
        #expect((row.asked, row.opened + row.failed, row.opened) == (row.asked, row.asked, 200))
        #expect(outcome.connectLatencies == 200)
        await cluster.stop()
    }

    @Test func aWrongPasswordIsAFailedConnection() async throws {
        let cluster = try await kafka(saslUsers: ["fleet": "right"])
        var storm = Storm(devices: 3, events: 2, returns: 1)
        storm.drain = .seconds(4)
        storm.special[1] = [
            "bootstrap.servers": cluster.saslBootstrap, "security.protocol": "SASL_PLAINTEXT",
            "sasl.mechanism": "PLAIN", "sasl.username": "fleet", "sasl.password": "wrong",
        ]
        let outcome = try await storm.run(at: cluster.bootstrap, isRead: false)
        let row = outcome.connections
        #expect(row.opened == 2)
        #expect(row.failed > 0)
        #expect((0...1).contains(row.asked - row.opened - row.failed), "\(row)")
        #expect(outcome.sent[1].rejected.reduce(0, +) == 4)
        #expect(outcome.acked == 8)
        await cluster.stop()
    }
}
