import Foundation
import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// The cluster from outside, over its ports.
struct LabClusterTests {
    private static func lab(
        _ change: (inout LabSettings) -> Void = { _ in }, _ body: (LabCluster, BrokerAddress) async throws -> Void
    ) async throws {
        var settings = LabSettings()
        settings.seed = 1
        change(&settings)
        try await withLab(settings) { cluster in
            let bootstrap = try await cluster.bootstrap
            let first = try #require(try WireSettings(properties: ["bootstrap.servers": bootstrap]).bootstrap.first)
            try await body(cluster, first)
        }
    }

    private static func connect(_ address: BrokerAddress) async throws -> BrokerConnection {
        try await BrokerConnection.connect(
            to: address, settings: WireSettings(properties: ["bootstrap.servers": "\(address)"]))
    }

    private static func create(_ topic: String, factor: Int16 = 1, over connection: BrokerConnection) async throws {
        let response = try await connection.send(
            CreateTopicsRequest {
                $0.topics = [
                    .init {
                        $0.name = topic
                        $0.numPartitions = 1
                        $0.replicationFactor = factor
                    }
                ]
            })
        #expect(response.topics.map(\.errorCode) == [.none])
    }

    private static func produce(
        _ value: String, to topic: String, acks: Int16 = -1, over connection: BrokerConnection
    ) async throws -> ProduceResponse.TopicProduceResponse.PartitionProduceResponse {
        let batch = try RecordBatch([WireRecord(value: Array(value.utf8), timestamp: 1)]).encoded()[...]
        let response = try await connection.send(ProduceRequest(batch, to: topic, acks: acks), version: 12)
        return try #require(response.responses.first?.partitionResponses.first)
    }

    private static func fetch(
        _ topic: String, from offset: Int64, waiting: Int32, over connection: BrokerConnection
    ) async throws -> [RecordBatch] {
        let response = try await connection.send(
            FetchRequest {
                $0.maxWaitMs = waiting
                $0.minBytes = 1
                $0.topics = [
                    .init {
                        $0.topic = topic
                        $0.partitions = [
                            .init {
                                $0.fetchOffset = offset
                                $0.partitionMaxBytes = 1 << 20
                            }
                        ]
                    }
                ]
            }, version: 12)
        let data = try #require(response.responses.first?.partitions.first)
        #expect(data.errorCode == .none)
        return try RecordBatch.batches(in: data.records ?? [], place: "test")
    }

    @Test func readerThatWaitsIsWokenByAnAppend() async throws {
        try await Self.lab { _, address in
            let (writer, reader) = (try await Self.connect(address), try await Self.connect(address))
            try await Self.create("t", over: writer)
            // The wait is far longer than the limit of the test: only an append can end it in time.
            async let batches = Self.fetch("t", from: 0, waiting: 25_000, over: reader)
            #expect(try await Self.produce("a", to: "t", over: writer).errorCode == .none)
            #expect(try await batches.flatMap(\.records).map(\.value) == [Array("a".utf8)])
        }
    }

    @Test(
        .timeLimit(.minutes(15)),
        arguments: [
            [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], [0x7f, 0xff, 0xff, 0xff], [0, 0, 0, 0],
            [0, 0, 0, 12] + Array(repeating: 0xff, count: 12),
            [0, 0, 0, 14, 0, 3, 0, 12, 0, 0, 0, 1, 0x7f, 0xff, 1, 2, 3, 4] as [UInt8],
            // A Produce whose arrays claim more than there is.
            [
                0, 0, 0, 26, 0, 0, 0, 3, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0, 1, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff,
                0, 0, 0, 0,
            ],
        ])
    func hostileBytesEndOnlyTheirConnection(bytes: [UInt8]) async throws {
        try await Self.lab { _, address in
            let settings = try WireSettings(properties: ["bootstrap.servers": "\(address)"])
            let other = try await Self.connect(address)
            let hostile = try await RawConnection.open(to: address, settings: settings)
            try await hostile.send(bytes)
            #expect(try await other.send(MetadataRequest()).brokers.count == 1)
            if bytes.count > 4 { #expect(try await eventually(within: .seconds(10)) { hostile.isClosed }) }
            await hostile.close()
            await other.close()
        }
    }

    @Test func whatClientsNameAtAnyLengthIsAnswered() async throws {
        try await Self.lab { _, address in
            let connection = try await Self.connect(address)
            let name = String(repeating: "é", count: 16_000)
            let response = try await connection.send(CreateTopicsRequest { $0.topics = [.init { $0.name = name }] })
            #expect(response.topics.map(\.errorCode) == [.invalidTopicException])
            #expect(connection.isClosed == false)
        }
    }

    @Test func killedLeaderLosesWhatNobodyElseHad() async throws {
        try await Self.lab {
            $0.nodes = 2
            $0.replicationDelay = .seconds(60)
        } _: { cluster, address in
            let connection = try await Self.connect(address)
            try await Self.create("t", factor: 2, over: connection)
            #expect(try await Self.produce("a", to: "t", acks: 1, over: connection).errorCode == .none)
            try await cluster.killNode(1)
            let end = try await cluster.onLoop { $0.topics["t"]?.partition(0)?.log.endOffset }
            #expect(end == 0)
            let leader = try await cluster.onLoop { $0.topics["t"]?.partition(0)?.leader }
            #expect(leader == 2)
        }
    }

    @Test func stoppedLeaderLosesNothingAndComesBackInSync() async throws {
        try await Self.lab {
            $0.nodes = 2
            $0.replicationDelay = .seconds(60)
        } _: { cluster, address in
            let connection = try await Self.connect(address)
            try await Self.create("t", factor: 2, over: connection)
            #expect(try await Self.produce("a", to: "t", acks: 1, over: connection).errorCode == .none)
            try await cluster.stopNode(1)
            #expect(try await eventually(within: .seconds(10)) { connection.isClosed })
            let state = try await cluster.onLoop { state in
                let partition = try #require(state.topics["t"]?.partition(0))
                return [partition.log.endOffset, Int64(partition.leader), Int64(partition.leaderEpoch)]
            }
            #expect(state == [1, 2, 1])
            try await cluster.startNode(1)
            let inSync = try await cluster.onLoop { $0.topics["t"]?.partition(0)?.inSync }
            #expect(inSync == [1, 2])
            #expect(try await Self.connect(address).isClosed == false)
        }
    }

    @Test func nodeGetsItsPortBackWhileAProgramThatWasStartedMeanwhileRuns() async throws {
        try await Self.lab { cluster, address in
            let connection = try await Self.connect(address)
            let program = try ChildProcess(URL(fileURLWithPath: "/bin/sleep"), ["600"], environment: [:])
            try await cluster.stopNode(1)
            #expect(try await eventually(within: .seconds(10)) { connection.isClosed })
            try await cluster.startNode(1)
            #expect(program.isRunning)
            #expect(try await Self.connect(address).isClosed == false)
        }
    }

    @Test func replacedNodeCopiesBeforeItIsInSync() async throws {
        try await Self.lab {
            $0.nodes = 2
            $0.copyRate = 500
        } _: { cluster, address in
            let connection = try await Self.connect(address)
            try await Self.create("t", factor: 2, over: connection)
            #expect(try await Self.produce("a", to: "t", over: connection).errorCode == .none)
            try await cluster.replaceNode(1)
            let early = try await cluster.onLoop { $0.topics["t"]?.partition(0)?.inSync }
            #expect(early == [2])
            #expect(
                try await eventually(within: .seconds(30)) {
                    try await cluster.onLoop { $0.topics["t"]?.partition(0)?.inSync } == [1, 2]
                })
        }
    }

    @Test func resentBatchHasItsFirstOffset() async throws {
        try await Self.lab { cluster, _ in
            let told = try await cluster.onLoop { state in
                let topic = state.topics.ensure("t", partitions: 1, in: state)
                let partition = try #require(topic.partition(0))
                func send(_ sequence: Int32) throws -> Int64 {
                    let batch = RecordBatch(
                        [WireRecord(value: [1], timestamp: state.now)], producerID: 5, producerEpoch: 0,
                        baseSequence: sequence)
                    return try partition.append(try batch.encoded()[...], version: 12, in: state).baseOffset
                }
                return [try send(0), try send(1), try send(0), try send(2)]
            }
            #expect(told == [0, 1, 0, 2])
        }
    }

    @Test func takenPortIsNamed() async throws {
        try await Self.lab { _, address in
            var settings = LabSettings()
            settings.port = address.port
            let error = await #expect(throws: LabPortError.self) { try await LabCluster.start(settings).stop() }
            #expect(error?.description == "port \(address.port): Address already in use")
        }
    }
}
