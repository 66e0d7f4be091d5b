internal import Synchronization
import TestSupport
import Testing

@testable import KafkaWire

/// Samples of a scripted one-broker cluster: what a leader that moves, a log that is cut off, or a wrong answer does.
@Suite(.timeLimit(.minutes(15))) struct SamplingScriptTests {
    private let batch = LogEntryTests.batch

    /// Metadata version 12 of a topic "t" with partition 0 led by the broker itself.
    private static func metadata(port: Int, code: UInt16 = 0) -> ScriptedBroker.Answer {
        var writer = WireWriter(version: 12, isFlexible: true)
        writer.append(hex("00 00000000 02 00000005 0a") + Array("127.0.0.1".utf8))
        writer.write(Int32(port))
        writer.append(hex("00 00 00 00000005 02"))
        writer.write(code)
        writer.append(hex("02 74 00000000000000000000000000000000 00 02 0000 00000000 00000005 00000001"))
        writer.append(hex("02 00000005 02 00000005 01 00 80000000 00 00"))
        return .body(writer.bytes)
    }

    private static func offsets(_ offset: Int64) -> ScriptedBroker.Answer {
        var writer = WireWriter(version: 3, isFlexible: false)
        writer.append(hex("00000000 00000001 0001 74 00000001 00000000 0000"))
        writer.write(Int64(-1))
        writer.write(offset)
        return .body(writer.bytes)
    }

    private static func fetch(_ records: [UInt8], code: UInt16 = 0, partition: Int32 = 0) -> ScriptedBroker.Answer {
        var writer = WireWriter(version: 12, isFlexible: true)
        writer.append(hex("00 00000000 0000 00000000 02 02 74 02"))
        writer.write(partition)
        writer.write(code)
        writer.append(hex("0000000000000009 0000000000000008 0000000000000000 00 ffffffff"))
        writer.writeBytes(records[...])
        writer.append(hex("00 00 00"))
        return .body(writer.bytes)
    }

    /// A cluster whose log goes from 1000 to `end`, and whose Fetch answers in turn, the last one again and again.
    private func sample(
        end: Int64 = 1003, fetches: [ScriptedBroker.Answer], topicCodes: [UInt16] = [0], within: Duration = .seconds(20)
    ) async throws -> (samples: [BatchSample], error: WireError?, keys: [Int16]) {
        let port = Mutex(0)
        let turns = Turns(fetches: fetches, codes: topicCodes)
        let broker = try await ScriptedBroker { request in
            switch request.key {
            case 3: Self.metadata(port: port.withLock { $0 }, code: turns.nextCode())
            case 2: Self.offsets(request.rest.contains(0xfe) ? 1000 : end)
            case 1: turns.nextFetch()
            default: ScriptedBroker.versions
            }
        }
        port.withLock { $0 = broker.address.port }
        let cluster = try WireCluster(WireSettings(properties: ["bootstrap.servers": "\(broker.address)"]))
        var samples: [BatchSample] = []
        let error = await awaitedWireError { () throws(WireError) in
            samples = try await cluster.sampleBatches(
                topic: "t", from: .earliest, maxBytesPerPartition: 1 << 20, within: within)
        }
        try await broker.stop()
        return (samples, error, broker.requests.map(\.key))
    }

    @Test func batchesAreReadToTheEnd() async throws {
        let result = try await sample(fetches: [Self.fetch(batch)])
        #expect(result.error == nil)
        #expect(result.samples.map(\.baseOffset) == [1000])
        #expect(result.keys == [18, 3, 18, 2, 2, 1])
    }

    /// ListOffsets, Metadata, Fetch, and what a connection begins with.
    @Test(arguments: [[], [1], [5], [6], [29]] as [[UInt16]])
    func sampleOnlyReads(codes: [UInt16]) async throws {
        let fetches = codes.map { Self.fetch([], code: $0) } + [Self.fetch(batch)]
        let result = try await sample(fetches: fetches)
        #expect(!result.keys.isEmpty)
        #expect(Set(result.keys).isSubset(of: [1, 2, 3, 17, 18, 36]), "\(result.keys)")
    }

    @Test func leaderThatMovedIsLookedForAgain() async throws {
        let result = try await sample(fetches: [Self.fetch([], code: 6), Self.fetch(batch)])
        #expect(result.error == nil)
        #expect(result.samples.map(\.recordCount) == [3])
        #expect(result.keys.filter { $0 == 3 }.count == 2)
    }

    @Test func topicThatIsElectingIsWaitedFor() async throws {
        let result = try await sample(fetches: [Self.fetch(batch)], topicCodes: [5, 0])
        #expect(result.error == nil)
        #expect(result.samples.count == 1)
    }

    @Test func unknownTopicIsAnErrorThatNamesIt() async throws {
        let result = try await sample(fetches: [], topicCodes: [3])
        #expect(result.error?.kind == .refused(.unknownTopicOrPartition))
        #expect(result.error?.place == "topic 't'")
    }

    @Test func forbiddenTopicIsAnErrorThatSaysWhichRight() async throws {
        let result = try await sample(fetches: [Self.fetch([], code: 29)])
        #expect(result.error?.kind == .refused(.topicAuthorizationFailed))
        #expect(result.error?.remedy?.contains("Read and Describe") == true)
    }

    @Test func logThatIsCutOffUnderTheSampleIsGoneOnWith() async throws {
        let result = try await sample(fetches: [Self.fetch([], code: 1), Self.fetch(batch)])
        #expect(result.error == nil)
        #expect(result.samples.count == 1)
    }

    @Test func logThatEndsEarlierThanItSaidEndsTheSample() async throws {
        let result = try await sample(end: 5000, fetches: [Self.fetch(batch), Self.fetch([])])
        #expect(result.error == nil)
        #expect(result.samples.count == 1)
        #expect(result.keys.filter { $0 == 1 }.count == 4)
    }

    @Test func sameBatchAgainAndAgainEndsTheSample() async throws {
        let result = try await sample(end: 5000, fetches: [Self.fetch(batch)])
        #expect(result.samples.count == 1)
        #expect(result.keys.filter { $0 == 1 }.count == 4)
    }

    @Test func partitionThatWasNotAskedForIsMalformed() async throws {
        let result = try await sample(fetches: [Self.fetch(batch, partition: 7)])
        #expect(result.error?.kind == .malformed)
    }

    @Test func corruptedBatchIsMalformedAndNamesThePartition() async throws {
        var corrupted = batch
        corrupted[65] ^= 1
        let result = try await sample(fetches: [Self.fetch(corrupted)])
        #expect(result.error?.kind == .malformed)
        #expect(result.error?.place.contains("partition 0 of 't'") == true)
    }

    @Test func whatWasSeenBeforeTheTimeWasUpIsReturned() async throws {
        let result = try await sample(
            end: 5000, fetches: [Self.fetch(batch), .silence], within: .seconds(6))
        #expect(result.error == nil)
        #expect(result.samples.count == 1)
    }
}

/// Answers that are given in turn; the last one stays.
private final class Turns: Sendable {
    private struct State {
        var fetches: [ScriptedBroker.Answer]
        var codes: [UInt16]
    }

    private let state: Mutex<State>

    init(fetches: [ScriptedBroker.Answer], codes: [UInt16]) {
        state = Mutex(State(fetches: fetches, codes: codes))
    }

    func nextFetch() -> ScriptedBroker.Answer {
        state.withLock { $0.fetches.count > 1 ? $0.fetches.removeFirst() : $0.fetches.first ?? .close }
    }

    func nextCode() -> UInt16 {
        state.withLock { $0.codes.count > 1 ? $0.codes.removeFirst() : $0.codes.first ?? 0 }
    }
}
