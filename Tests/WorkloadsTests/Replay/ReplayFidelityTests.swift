import Testing
import Traces

@testable import Workloads

/// What is sent looks like what was captured: rate by second, sizes, shares of partitions and keys.
struct ReplayFidelityTests {
    private static let traffic = CapturedTraffic.uneven(60_000)

    private static func events(_ replay: TraceReplay) -> [PlannedEvent] {
        (0..<2).flatMap { traffic.planned(replay, producer: $0, of: 2) }
    }

    @Test(arguments: [(1.0, 1), (2.0, 1), (1.0, 3), (0.5, 2)])
    func rateOfEverySecondStays(speed: Double, copies: Int) {
        let sent = Self.events(Self.traffic.replay(speed: speed, copies: copies))
        let span = UInt64(1e9 / speed)
        var rate = Array(repeating: 0, count: Self.traffic.shape.rate.count + 1)
        for event in sent { rate[Int(event.intendedNs / span)] += 1 }
        for (second, captured) in Self.traffic.shape.rate.enumerated() where captured >= 100 {
            let wanted = Double(captured) * Double(copies)
            #expect(abs(Double(rate[second]) - wanted) <= 0.05 * wanted, "second \(second)")
        }
    }

    @Test func sizesStay() {
        let replay = Self.traffic.replay()
        let tables = Self.traffic.tables(replay)
        var sent = SizeHistogram()
        for event in Self.events(replay) { sent.add(Int32(tables.payloads.length[Int(event.payload)])) }
        let raised = Self.traffic.events.map { max(56, $0.valueBytes) }.sorted()
        var position = 0
        // By rank: no value may be more than 2 % from the one that was captured.
        for each in sent.classes where each.count > 0 {
            for captured in raised[position..<position + Int(each.count)] {
                #expect(abs(Double(each.size) - Double(captured)) <= 0.02 * Double(captured))
            }
            position += Int(each.count)
        }
        #expect(position == raised.count)
        let total = raised.reduce(Int64(0)) { $0 + Int64($1) }
        #expect(abs(Double(sent.totalBytes - total)) <= 0.001 * Double(total))
        #expect(replay.raisedValues == Int64(Self.traffic.events.count { $0.valueBytes < 56 }))
    }

    @Test func sharesOfPartitionsAndKeysStay() {
        let replay = Self.traffic.replay(copies: 3)
        let sent = Self.events(replay)
        for (partition, captured) in Self.traffic.shape.topics[0].partitions.enumerated() {
            #expect(sent.count { Int($0.lane) == partition } == Int(captured) * 3)
        }
        let byKey = Dictionary(grouping: sent.filter { $0.key != KeyTable.noKey }, by: \.key).mapValues(\.count)
        for (key, captured) in Self.traffic.shape.keyEvents.enumerated() {
            for copy in 0..<3 { #expect(byKey[UInt32(key * 3 + copy), default: 0] == Int(captured)) }
        }
    }
}
