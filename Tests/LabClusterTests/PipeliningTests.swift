import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// Requests that are sent before others are answered.
struct PipeliningTests {
    private static func withConnection(
        commitDelay: Duration, pipelining: Bool, _ body: (LabCluster, RawConnection) async throws -> Void
    ) async throws {
        var settings = LabSettings()
        settings.topics = ["t": 1]
        settings.commitDelay = commitDelay
        settings.pipelinesWrites = pipelining
        try await withLab(settings) { cluster in
            let wire = try WireSettings(properties: ["bootstrap.servers": try await cluster.bootstrap])
            let connection = try await RawConnection.open(to: try #require(wire.bootstrap.first), settings: wire)
            try await body(cluster, connection)
            await connection.close()
        }
    }

    private static func write(_ correlationID: Int32, over connection: RawConnection) async throws {
        let batch = try RecordBatch([WireRecord(value: [1], timestamp: 1)]).encoded()[...]
        try await connection.send(
            ProduceRequest(batch, to: "t", timeoutMs: 3_600_000), version: 9, correlationID: correlationID)
    }

    private static func end(_ cluster: LabCluster) async throws -> Int64 {
        try await cluster.onLoop { $0.topics.find("t", .zero)?.partition(0)?.log.endOffset ?? -1 }
    }

    @Test func nextWriteIsTakenWhileTheFirstWaitsForTheStorage() async throws {
        try await Self.withConnection(commitDelay: .seconds(3600), pipelining: true) { cluster, connection in
            for number in 1...3 { try await Self.write(Int32(number), over: connection) }
            #expect(try await eventually(within: .seconds(10)) { try await Self.end(cluster) == 3 })
        }
    }

    @Test(arguments: [true, false])
    func answersAreInTheOrderOfTheRequests(pipelining: Bool) async throws {
        try await Self.withConnection(commitDelay: .milliseconds(200), pipelining: pipelining) { _, connection in
            try await Self.write(1, over: connection)
            // Has its answer at once, and must not have it sent first.
            try await connection.send(ApiVersionsRequest(), version: 0, correlationID: 2)
            try await Self.write(3, over: connection)
            var answered: [[UInt8]] = []
            for _ in 1...3 {
                guard case .frame(let frame) = await connection.next(within: .seconds(20)) else { break }
                answered.append(Array(frame.prefix(4)))
            }
            #expect(answered == [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, 3]])
        }
    }

    @Test func withoutPipeliningTheNextWriteWaitsForTheFirst() async throws {
        try await Self.withConnection(commitDelay: .seconds(3600), pipelining: false) { cluster, connection in
            try await Self.write(1, over: connection)
            #expect(try await eventually(within: .seconds(10)) { try await Self.end(cluster) == 1 })
            try await Self.write(2, over: connection)
            let isHeldBack = try await eventually(within: .seconds(10)) {
                try await cluster.onLoop { state in state.nodes[0].connections.values.contains { $0.hasWaiting } }
            }
            #expect(isHeldBack)
            #expect(try await Self.end(cluster) == 1)
        }
    }

    /// Requests for versions, numbered from 1, that arrive with one read of the socket or few.
    private static func requests(_ count: Int32) -> [UInt8] {
        (1...count).flatMap { ApiVersionsRequest().frame(version: 0, correlationID: $0, clientID: "test") }
    }

    /// The numbers of the answers that come, until none does; nil at the end where the connection is closed.
    private static func answers(_ most: Int, over connection: RawConnection) async throws -> [Int32?] {
        var numbers: [Int32?] = []
        while numbers.count < most {
            switch await connection.next(within: .seconds(20)) {
            case .frame(let frame): numbers.append(frame.number(at: 0))
            case .closed: return numbers + [nil]
            case .silence: return numbers
            }
        }
        return numbers
    }

    @Test func requestsThatComeTogetherAreAllAnswered() async throws {
        try await Self.withConnection(commitDelay: .zero, pipelining: false) { _, connection in
            try await connection.send(Self.requests(100))
            #expect(try await Self.answers(100, over: connection) == Array(1...100))
        }
    }

    @Test func requestsBeforeOneThatIsNoneAreAnswered() async throws {
        try await Self.withConnection(commitDelay: .zero, pipelining: false) { _, connection in
            try await connection.send(Self.requests(3) + [0xff, 0xff, 0xff, 0xff])
            #expect(try await Self.answers(4, over: connection) == [1, 2, 3, nil])
        }
    }
}
