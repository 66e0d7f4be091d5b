import Quantities
import ScenarioModel
import Testing
import Traces

@testable import Workloads

struct ReplayTablesTests {
    @Test func keysAreDistinctAndOfTheirLength() throws {
        let table = KeyTable(lengths: [5, 1, 0, 36], copies: 40)
        let names = try (0..<160).map { try #require(table.name($0)) }
        #expect(Set(names).count == 160)
        #expect(names[0] == "----0" && names[39].count == 5)
        // Number 40 is one digit in base 62, number 62 needs two.
        #expect(names[40].count == 1 && names[62].count == 2)
        #expect(names[159].count == 36)
    }

    @Test func valuesHaveTheSizesOfTheTrace() {
        let traffic = CapturedTraffic([.at(ms: 1, bytes: 300), .at(ms: 2, bytes: -1), .at(ms: 3, bytes: 5_000)])
        let replay = traffic.replay()
        let tables = traffic.tables(replay)
        let lengths = traffic.planned(replay).map { tables.payloads.length[Int($0.payload)] }
        #expect(lengths == [300, 56, 5_000])
        #expect(replay.raisedValues == 1)
    }

    @Test func scenarioHasTheTracesTopicsAndAReaderForEach() {
        let traffic = CapturedTraffic([.at(ms: 1)], partitions: [4, 2])
        let scenario = traffic.scenario(traffic.replay(speed: 2, copies: 3))
        #expect(scenario.name == "replay-prod")
        #expect(scenario.topics.map(\.partitions) == [4, 2])
        #expect(scenario.readers.map(\.topics) == [["topic0"], ["topic1"]])
        #expect(scenario.phases.map(\.kind) == [.measured])
        // Ten seconds and the last millisecond at twice the speed, and what copies may be later.
        #expect(scenario.phases[0].duration == .milliseconds(5_001 + 20))
        #expect(scenario.producers.count == 1)
        #expect(scenario.title.contains("speed 2") && scenario.title.contains("x3"))
    }

    @Test func fastTrafficHasSeveralProducers() {
        let traffic = CapturedTraffic((0..<150_000).map { .at(ms: UInt64($0 / 150)) }, seconds: 1)
        #expect(traffic.scenario(traffic.replay()).producers.count == 2)
        #expect(traffic.scenario(traffic.replay(speed: 100)).producers.count == 4)
    }

    @Test func whatDoesNotFitTheMachineIsSaid() throws {
        #expect(CapturedTraffic([]).replay().obstacle?.contains("no events") == true)
        #expect(CapturedTraffic([.at(ms: 1)]).replay().obstacle == nil)
        // Every size up to 1 MiB.
        let spread = CapturedTraffic((0..<(1 << 15)).map { .at(ms: UInt64($0), bytes: Int32($0 * 32)) })
        #expect(spread.replay().obstacle == nil)
        let large = CapturedTraffic([.at(ms: 1, bytes: 9 << 20)])
        #expect(try #require(large.replay().obstacle).contains("9 MiB"))
        let many = CapturedTraffic([.at(ms: 1)], keys: 100_000)
        #expect(try #require(many.replay(copies: 1000).obstacle).contains("100,004 keys"))
        let long = CapturedTraffic([.at(ms: 1)], seconds: 86_400)
        #expect(try #require(long.replay(speed: 0.01).obstacle).contains("--speed"))
        var key = TraceEvent.at(ms: 1, key: 0)
        key.keyBytes = .max
        #expect(try #require(CapturedTraffic([key], keys: 1).replay().obstacle).contains("keys take"))
    }
}
